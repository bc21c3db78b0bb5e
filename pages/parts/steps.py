"""The funnel from contact to sale, per person against the peers, with the weakest step named."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.funnel import Row, Step, funnel
from pages.parts import address, lists
from pages.parts.looking import Look, made
from pages.parts.plain import Cell, table

if TYPE_CHECKING:
    from pages.parts.room import Room


def draw(look: Look) -> None:
    """What the unit loses from step to step, then each person's steps; the weakest is the topic of coaching."""
    room = look.room
    found = made(look, "funnel", lambda of: funnel(of.reader, of.pack, of.period, of.unit, **of.asked()))
    if not found.used or found.as_of is None:
        st.info(room.say("coverage.steps_none"))
        return
    unrecorded = [step for step in ("contact", "effective", "need", "offer", "sale") if step not in found.used]
    note = room.say("coverage.steps_said")
    if unrecorded:
        steps = room.say("page.comma").join(room.say(f"coverage.step_{step}") for step in unrecorded)
        note += room.say("coverage.steps_unrecorded", steps=steps)
    title = _finding(room, found.people, found.own)
    st.html(lists.section(title, f'<p class="note">{escape(note)}</p>'))
    heads = [room.say("coverage.head_manager"), room.say("coverage.head_weakest")]
    heads += [room.say(f"coverage.step_{step}") for step in found.used]
    rows = [_row(room, row) for row in (found.own, *found.units, *found.people)]
    st.html(table(heads, rows, title, words=2))


def _finding(room: "Room", people: Sequence[Row], own: Row) -> str:
    weak = [row.weakest for row in people if row.weakest]
    if not weak:
        return room.say("coverage.steps_even")
    most = max(sorted(set(weak)), key=weak.count)
    return room.say("coverage.steps", step=room.say(f"coverage.step_{most}"), count=weak.count(most), among=len(people))


def _row(room: "Room", row: Row) -> list[Cell | str]:
    href = address.link("gap", manager=row.manager) if row.manager else None
    name = Cell(row.name or row.manager or room.unit_name(row.unit), "" if row.manager else "whole", href)
    weakest = Cell(f"▼ {room.say(f'coverage.step_{row.weakest}')}", "behind") if row.weakest else Cell("")
    return [name, weakest, *(_cell(room, step, row.weakest == step.step) for step in row.steps)]


def _cell(room: "Room", step: Step, weakest: bool) -> Cell:
    amount = numbers.amount(step.amount, "count", room.language)
    if step.rate is None:
        return Cell(amount)
    share = numbers.percent(step.rate, room.language)
    return Cell(f"{amount} · {share}", "behind" if weakest and step.coloured else "")
