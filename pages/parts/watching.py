"""Last place: whom to help and with what, for their head; and for a person, gently, the own distance from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.currency import in_currency
from metrics.last_evidence import NAMED, Evidence, evidence
from metrics.last_place import Standing, group, last_place
from metrics.last_states import over
from metrics.last_try import supposed
from metrics.periods import Period
from metrics.unit_rules import unit_pack
from pages.parts import address, lists, watch_try, watch_words
from pages.parts.lists import Item
from pages.parts.looking import Look, looked, made
from pages.parts.people import Person
from pages.parts.plain import Cell, table

if TYPE_CHECKING:
    from pages.parts.room import Room

HEADS = ("owner", "head")
COLUMNS = (*("state", "value", "missing", "rank", "in_a_row", "coverage", "minimum", "weakest", "overdue"),)


def draw(look: Look) -> None:
    """For a head the list with evidence, who is left out, and each rule tried on the past; for others nothing."""
    room = look.room
    if room.viewer.role not in HEADS or not room.pack.last_place:
        st.html(f'<p class="note">{escape(room.say("last.nothing"))}</p>')
        return
    for rule in room.pack.last_place:
        _rule(room, rule, look)


def own(room: "Room", person: Person, period: Period, as_of: date) -> str:
    """A person's distance from last place under the own unit's rules, in the nearest one with enough people.

    Empty without any.
    """
    if room.viewer.role not in (*HEADS, "manager"):
        return ""
    ruled = in_currency(unit_pack(room.home, room.marts, person.unit, as_of), room.home.settings().currency)
    room = replace(room, pack=ruled)
    look = looked(room, as_of, period)
    found = made(look, "last_own", lambda of: _own(of, person), person, room.home.rules())
    if not found:
        return ""
    items = [watch_words.item(room, each) for each in found]
    note = f'<p class="note">{escape(room.say("last.gentle"))}</p>'
    return lists.section(watch_words.own_title(room, found[0]), lists.listed(items), note)


def _own(look: Look, person: Person) -> list[Standing]:
    """Of each rule the last period that is over, then the one that runs."""
    room, found = look.room, []
    whole = group(room.home, room.pack, person.unit, look.as_of, look.reader.today)
    for id, rule in room.pack.last_place.items():
        if rule.on:
            # as many as it takes to know whether coaching has begun
            rows = _standings(look, id, look.period, whole, back=2 * rule.periods, latest=2)
            mine = [each for each in rows if each.manager == person.manager]
            found += mine[1::-1] if mine and mine[0].running else mine[:1]
    return found


def _standings(look: Look, rule: str, span: Period, unit: str, **more: int) -> list[Standing]:
    room, pack = look.room, supposed(look.room.pack, rule)
    return last_place(
        room.home, room.viewer, pack, span, unit, workdays=look.workdays, as_of=look.as_of, today=look.reader.today,
        **more,
    )  # fmt: skip


def _rule(room: "Room", id: str, look: Look) -> None:
    rule = room.pack.last_place[id]
    span = over(room.pack, rule, look.period, look.workdays, look.as_of)
    tried = watch_try.made_of(look, supposed(room.pack, id), id, span)
    if rule.on:
        found = tried.standings
        st.html(watch_words.answer(room, rule, span, found))
        proof = made(look, "last_proof", lambda of: _proof(of, span, found), span, repr(rule))
        _named(room, [each for each in found if each.state in NAMED], proof)
        _left_out(room, [each for each in found if each.state == "excluded"])
    else:
        st.html(watch_words.off(room, rule))
    watch_try.draw(look, id, span, tried)


def _proof(look: Look, span: Period, found: Sequence[Standing]) -> dict[str, Evidence]:
    return evidence(look.reader, look.pack, span, look.unit, found, workdays=look.workdays, as_of=look.as_of)


def _named(room: "Room", found: list[Standing], proof: dict[str, Evidence]) -> None:
    if not found:
        return
    title = room.say("last.named", count=len(found))
    heads = [room.say("last.name"), *(room.say(f"last.{name}") for name in COLUMNS)]
    st.html(lists.section(title, table(heads, [_row(room, each, proof[each.manager]) for each in found], title, 2)))
    with st.expander(room.say("last.hand_off"), icon=":material/handshake:"):
        for each in found:
            st.code(watch_words.hand_off(room, each, proof[each.manager]), language=None, wrap_lines=True)


def _row(room: "Room", each: Standing, proof: Evidence) -> list[Cell | str]:
    def share(value: numbers.Number | None) -> str:
        return numbers.percent(value, room.language)

    return [
        Cell(
            f"{each.name or each.manager} · {room.unit_name(each.unit)}", "", address.link("gap", manager=each.manager)
        ),
        Cell(watch_words.state(room, each), watch_words.TONES[each.state]),
        share(each.value),
        watch_words.missing(room, each),
        numbers.rank(each.rank, each.ranked),
        str(each.in_a_row),
        share(proof.coverage),
        share(proof.minimum),
        room.say(f"coverage.step_{proof.weakest}") if proof.weakest else numbers.UNKNOWN,
        str(proof.overdue),
    ]


def _left_out(room: "Room", found: list[Standing]) -> None:
    if not found:
        return
    with st.expander(room.say("last.left_out", count=len(found))):
        st.html(lists.listed(Item(each.name or each.manager, watch_words.why(room, each)) for each in found))
