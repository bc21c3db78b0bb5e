"""Success notes: what winners say worked, written by them or their head, and the list for the sharing session."""

from html import escape
from typing import Any

import streamlit as st

from data import entries
from data.text import numbers
from metrics.rewards import Award
from pages.parts import entered, lists, prizes, reward_words
from pages.parts.looking import Look
from pages.parts.room import Room

NOTES = """
select n.day, n.rule, n.period, n.first_day, n.what, n.unit, n.signed,
    coalesce((select any_value(m.name order by m.first_day desc) from manager m where m.manager = n.manager), n.manager)
        as name
from success_note n
join unit_above a on a.unit = n.unit and a.above = $unit and a.first_day <= $day and a.until > $day
order by n.first_day desc, n.day desc, n.success_note
"""


def draw(look: Look) -> None:
    """The form for who has won, then everything told so far, the newest period first."""
    room, seen = look.room, prizes.found(look)
    own = room.viewer.manager
    mine = [each for each in seen.awards if each.state == "awarded" and own in (None, each.manager)]
    won = {(each.manager, each.rule): each for each in mine}
    if won and room.viewer.role != "wall":
        _form(look, won)
    told = notes(look)
    if not told:
        st.html(lists.section(room.say("rewards.no_notes")))
        return
    body = "".join(_note(room, note) for note in told)
    st.html(lists.section(room.say("rewards.notes", count=len(told)), body))


def notes(look: Look) -> list[dict[str, Any]]:
    """What was told by winners of a unit and below, the newest period first."""
    return look.reader.rows(NOTES, {"unit": look.unit, "day": look.room.today})


def _note(room: Room, note: dict[str, str]) -> str:
    period = room.pack.period(note["period"])
    head = f"{note['name']} · {reward_words.name(room, note['rule'])} · "
    head += period.title(room.language) if period else note["period"]
    return f'<h3 class="part">{escape(head)}</h3><p>{escape(note["what"])}</p>'


def _form(look: Look, won: dict[tuple[str, str], Award]) -> None:
    room = look.room
    with st.form("success_note", clear_on_submit=True):
        which = st.selectbox(room.say("rewards.note_who"), list(won), format_func=lambda each: _title(room, won[each]))
        what = st.text_area(room.say("rewards.note_what"), max_chars=500, placeholder=room.say("rewards.note_place"))
        if not st.form_submit_button(room.say("rewards.note_save"), type="primary") or not what.strip():
            return
    row = _row(look, won[which], what.strip())
    entered.at_once(room, lambda: entries.enter(room.home, room.viewer, "success_note", [row], room.today))


def _row(look: Look, each: Award, what: str) -> dict[str, object]:
    days = {"period": look.period.code, "first_day": look.period.first_day, "last_day": look.period.last_day}
    return {"manager": each.manager, "rule": each.rule, "unit": look.unit, "what": what, **days}


def _title(room: Room, each: Award) -> str:
    reached = numbers.short_day(each.reached_on, room.language) if each.reached_on else ""
    return " · ".join(part for part in (each.name or each.manager, reward_words.name(room, each.rule), reached) if part)
