"""Is the log honest: late entries, several contacts in a minute, equal notes; a note to the head, never a penalty."""

from html import escape

import streamlit as st

from metrics.honesty import honesty
from pages.parts import address, lists
from pages.parts.looking import Look, made
from pages.parts.plain import Cell, table


def draw(look: Look) -> None:
    """Those with anything to talk about, the oddest first."""
    room = look.room
    found = made(look, "honesty", lambda of: honesty(of.reader, of.pack, of.period, of.unit, **of.asked()))
    odd = [each for each in found if each.odd]
    if not odd:
        st.info(room.say("coverage.honest_none"))
        return
    title = room.say("coverage.honest", count=len(odd), among=len(found))
    heads = [room.say(f"coverage.head_{name}") for name in ("manager", "contacts", "late", "crowded", "repeated")]
    rows: list[list[Cell | str]] = [
        [
            Cell(each.name or each.manager, href=address.link("gap", manager=each.manager)),
            str(each.contacts),
            room.say("coverage.late_of", count=each.late, among=each.dated, days=each.latest or 0) if each.late else "",
            str(each.crowded or ""),
            room.say("coverage.of", count=each.repeated, among=each.noted) if each.repeated else "",
        ]
        for each in odd
    ]
    note = f'<p class="note">{escape(room.say("coverage.honest_said", days=room.pack.late_days))}</p>'
    st.html(lists.section(title, note, table(heads, rows, title)))
