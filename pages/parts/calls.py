"""What the call list says: its answer, what it stands on, and who was told of new products."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import entries
from data.home import Home
from data.reader import Reader
from data.text import numbers
from metrics import workdays
from metrics.call_list import CONTACT, PROMISE, REASONS, Call, CallList, Entries, call_list
from metrics.pack import Pack
from pages.parts import address, entered
from pages.parts.lists import Item, section
from pages.parts.lists import listed as as_list
from pages.parts.people import Person

if TYPE_CHECKING:
    from pages.parts.room import Room

DAYS = ("tomorrow", "today")
MARTS = (
    *("account", "balance", "completeness", "contact", "contacted", "customer", "follow_up", "holding"),
    *("last_contact", "manager", "need", "portfolio", "product", "remark"),
)


def day(room: "Room") -> date:
    """Tomorrow, unless today is asked for."""
    asked = address.asked("when")
    chosen = asked if asked in DAYS else DAYS[0]
    st.session_state["choice_when"] = chosen
    st.segmented_control(
        room.say("calls.when"),
        DAYS,
        required=True,
        format_func=lambda when: room.say(f"calls.day_{when}"),
        key="choice_when",
        on_change=address.choose,
        args=("when",),
    )
    return room.today if chosen == "today" else workdays.load(room.home).next_workday(room.today)


def listed(room: "Room", person: Person, day: date) -> CallList:
    """The person's list, with what the viewer entered since the last publish; cached until either changes."""
    contacts, promises = (
        _entered(room, kind, shape) for kind, shape in (("activity", CONTACT), ("follow_up", PROMISE))
    )
    key = (
        *(room.home.path, room.viewer.name, room.pack.id, room.marts.stamp(*MARTS)),
        *(person.manager, day, room.today, room.as_of, contacts, promises),
    )
    return _listed(key, room.home, room.marts, room.pack)


def _entered(room: "Room", kind: str, shape: Mapping[str, str]) -> tuple[tuple[object, ...], ...]:
    """The viewer's entries of a kind by the columns of `shape`; what can't be read is refused when it is taken."""
    rows = [{name: entered.read(kind, name, row.get(name)) for name in shape}
            for row in entries.own(room.home, room.viewer, kind)]  # fmt: skip
    dated = [name for name in shape if shape[name] == "date"]
    return tuple(tuple(row.values()) for row in rows if not any(isinstance(row[name], str) for name in dated))


@st.cache_resource(show_spinner=False, max_entries=300)
def _listed(key: tuple[object, ...], _home: Home, _reader: Reader, _pack: Pack) -> CallList:
    *_, manager, day, today, as_of, contacts, promises = key
    assert isinstance(day, date) and isinstance(today, date) and isinstance(contacts, tuple)
    assert isinstance(promises, tuple) and (as_of is None or isinstance(as_of, date))
    told = Entries(
        tuple(dict(zip(CONTACT, row, strict=True)) for row in contacts),
        tuple(dict(zip(PROMISE, row, strict=True)) for row in promises),
    )
    calendar = workdays.load(_home)
    return call_list(_reader, _pack, str(manager), day, workdays=calendar, today=today, as_of=as_of, entries=told)


def who(found: CallList) -> str:
    return found.name or found.manager


def when(room: "Room", day: date) -> str:
    """The day by its date, and as today where it is."""
    text = numbers.day(day, room.language)
    return room.say("calls.on_today", day=text) if day == room.today else text


def answer(room: "Room", found: CallList) -> str:
    return f'<p class="answer">{escape(said(room, found))}</p>'


def nobody(room: "Room") -> str:
    text = room.say("calls.nobody_self" if room.viewer.manager else "calls.nobody")
    return f'<p class="answer">{escape(text)}</p>'


def said(room: "Room", found: CallList) -> str:
    """How many customers to call and for which reasons first; without any, who has been silent the longest."""
    about = {"who": who(found), "day": when(room, found.day)}
    if not found.held and not found.calls:
        return room.say("calls.nobody_held", **about)
    if not found.calls:
        return room.say("calls.answer_none", **about) + longest(room, found)
    counted = Counter(call.reasons[0] for call in found.calls)
    why = [room.say("calls.why_count", why=room.say(f"calls.reason_{reason}").lower(), count=counted[reason])
           for reason in REASONS if counted[reason]]  # fmt: skip
    return room.say("calls.answer", count=len(found.calls), why=room.say("page.comma").join(why), **about)


def longest(room: "Room", found: CallList) -> str:
    if found.longest is None:
        return ""
    name, silence = found.longest
    return room.say("calls.longest", held=found.held, name=name, silence=silence)


def notes(room: "Room", found: CallList) -> tuple[str, ...]:
    """How far the figures go first, then what has come in since, beside them."""
    days = {
        "day": numbers.day(found.as_of, room.language, year=True),
        "heard": numbers.day(found.heard_to, room.language),
    }
    waits = Counter(call.waits for call in found.waiting)
    since = [room.say(f"calls.since_{wait}", count=waits[wait]) for wait in ("reached", "put_off") if waits[wait]]
    return room.say("calls.data_day", held=found.held, **days), *since


def launches(room: "Room", found: CallList) -> str:
    """Of each newly launched product that meets needs, who has been told and who not yet."""
    products: dict[str, list[tuple[Call, dict[str, Any]]]] = {}
    for call in (*found.calls, *found.waiting):
        for each in call.launched:
            products.setdefault(each["product"], []).append((call, each))
    if not products:
        return ""
    items = [item for pairs in products.values() for item in _launch(room, pairs)]
    return section(room.say("calls.launches"), as_list(items))


def _launch(room: "Room", pairs: list[tuple[Call, dict[str, Any]]]) -> list[Item]:
    told = [call for call, each in pairs if each["told"]]
    left = [call for call, each in pairs if not each["told"]]
    product = pairs[0][1]
    title = room.say("calls.launch", product=product["name"], day=numbers.day(product["launched"], room.language))
    count = room.say("calls.launch_told", left=len(left), told=len(told))
    rows = [Item(title, count, "")]
    for code, calls in (("launch_left", left), ("launch_known", told)):
        if calls:
            names = room.say("page.comma").join(call.name or call.customer for call in calls)
            rows.append(Item(room.say(f"calls.{code}"), names))
    return rows
