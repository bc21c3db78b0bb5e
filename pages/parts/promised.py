"""Follow-ups by state and age, and those overdue by name."""

from html import escape

import streamlit as st

from data.text import numbers
from metrics.follow_ups import SPANS, STATES, Count, FollowUps, Promise, follow_ups, kept
from pages.parts import address, lists
from pages.parts.looking import Look, made
from pages.parts.plain import Cell, table
from pages.parts.room import Room

NAMED = 20


def draw(look: Look) -> None:
    """What was kept of what fell due, states by age, and the overdue ones with who promised them."""
    room = look.room
    found = made(look, "follow_ups", lambda of: follow_ups(of.reader, of.pack, of.period, of.unit, as_of=of.as_of))
    own = [each for each in found.counts if each.manager is None and each.unit == look.unit]
    if not own:
        st.info(room.say("coverage.promised_none"))
        return
    share = kept(own)
    title = room.say(
        "coverage.promised",
        over=len(found.overdue),
        open=len(found.open),
        share=numbers.percent(share, room.language) if share is not None else numbers.UNKNOWN,
    )
    left, right = st.columns([4, 5], gap="large")
    with left:
        st.html(lists.section(title, _states(room, own, title)))
    with right:
        st.html(_overdue(room, found))


def _states(room: Room, own: list[Count], label: str) -> str:
    heads = [room.say("coverage.head_state"), *(room.say(f"coverage.span_{span}") for span in SPANS)]
    rows: list[list[Cell | str]] = []
    for state in STATES:
        counts = [sum(each.count for each in own if (each.state, each.span) == (state, span)) for span in SPANS]
        rows.append([room.say(f"gap.state_{state}"), *(numbers.count(each, room.language) for each in counts)])
    return table(heads, rows, label)


def _overdue(room: Room, found: FollowUps) -> str:
    if not found.overdue:
        return lists.section(room.say("coverage.none_overdue"))
    heads = [room.say(f"coverage.head_{name}") for name in ("manager", "customer", "what", "due", "over")]
    rest = len(found.overdue) - NAMED
    more = f'<p class="note">{escape(room.say("coverage.rest", count=rest))}</p>' if rest > 0 else ""
    title = room.say("coverage.overdue", count=len(found.overdue))
    body = table(heads, [_row(room, each) for each in found.overdue[:NAMED]], title, words=3)
    return lists.section(title, body, more)


def _row(room: Room, each: Promise) -> list[Cell | str]:
    return [
        Cell(each.manager_name or each.manager, href=address.link("gap", manager=each.manager)),
        each.customer_name or each.customer or "",
        each.what or "",
        numbers.short_day(each.due, room.language) if each.due else "",
        Cell(f"！{each.over}", "at_risk"),
    ]
