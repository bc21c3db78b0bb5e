"""The daily minimum: who made it on how many of the own workdays, as a calendar of days by person."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.minimum import Day, Kept, Minimum, daily_minimum
from pages.parts import address, lists
from pages.parts.looking import Look, made

if TYPE_CHECKING:
    from pages.parts.room import Room

DAYS = 31
SIGNS = {True: ("✓", "ahead"), False: ("×", "at_risk")}


def draw(look: Look) -> None:
    """The unit's share first, then a row a person with a sign a day."""
    room = look.room
    found = made(look, "minimum", lambda of: daily_minimum(of.reader, of.pack, of.period, of.unit, **of.asked()))
    people = sorted((each for each in found.people if each.here), key=_share)
    if not people or not found.units:
        st.info(room.say("coverage.minimum_none"))
        return
    own = found.units[0]
    title = room.say(
        "coverage.minimum", least=found.least, share=numbers.percent(own.share, room.language), met=own.met,
        days=own.days,
    )  # fmt: skip
    st.html(lists.section(title, f'<p class="note">{escape(room.say("coverage.minimum_said"))}</p>'))
    st.html(_calendar(room, found, people, title))


def _share(each: Kept) -> tuple[bool, float, str]:
    return each.share is None, float(each.share or 0), each.name or each.manager or ""


def _calendar(room: "Room", found: Minimum, people: Sequence[Kept], label: str) -> str:
    told = {(each.manager, each.day): each for each in found.days}
    worked = sorted({each.day for each in found.days if each.workday})[-DAYS:]
    heads = "".join(f'<th scope="col">{day.day}</th>' for day in worked)
    first = f'<th class="word" scope="col">{escape(room.say("coverage.head_manager"))}</th>'
    last = f'<th class="figure" scope="col">{escape(room.say("coverage.head_met"))}</th>'
    body = "".join(_row(room, each, worked, told) for each in people)
    inside = f"<thead><tr>{first}{last}{heads}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="wide"><table class="plain calendar" aria-label="{escape(label)}">{inside}</table></div>'


def _row(room: "Room", each: Kept, days: Sequence[date], told: Mapping[tuple[str, date], Day]) -> str:
    href = escape(address.link("gap", manager=each.manager))
    name = f'<td class="word"><a href="{href}" target="_self">{escape(each.name or each.manager or "")}</a></td>'
    share = numbers.percent(each.share, room.language)
    met = f'<td class="figure">{each.met} / {each.days} · {share}</td>'
    return f"<tr>{name}{met}{''.join(_cell(room, told.get((each.manager or '', day))) for day in days)}</tr>"


def _cell(room: "Room", day: Day | None) -> str:
    if day is None or (day.met is None and not day.away):
        return f'<td class="quiet">{numbers.UNKNOWN}</td>'
    said = room.say("coverage.contacts_on", day=numbers.day(day.day, room.language), count=day.contacts or 0)
    if day.away:
        return f'<td class="quiet" title="{escape(said)}">{escape(room.say("coverage.away"))}</td>'
    sign, tone = SIGNS[bool(day.met)]
    return f'<td class="{tone}" title="{escape(said)}">{sign}</td>'
