"""Pledges of a whole team, typed into grids like a sheet and saved with one click."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data import typed
from data.text import numbers
from data.typed import Typed
from metrics import pledges
from metrics.pack import Metric
from pages.parts import address, entered, tables
from pages.parts.entered import Row
from pages.parts.grid import digits
from pages.parts.literal import literal
from pages.parts.people import Person
from pages.parts.script import Script

if TYPE_CHECKING:
    from pages.parts.room import Room

# rows of a grid, and grids beside each other: more people than fit are taken team by team
ROWS, GRIDS, HEIGHT = 15, 4, 36
MOST = ROWS * GRIDS
# arrows and page keys typed into a grid move in it, and not on to another step; React hears them before the body does
OWN_KEYS = """<script>
window.gridKeys ??= document.body.addEventListener("keydown", event => {
  if (event.target.closest?.(".st-key-pledges") && /^(Arrow|Page)/.test(event.key)) event.stopPropagation();
}) ?? true;
</script>"""
Cells = dict[tuple[str, str], str]


def draw(script: Script) -> None:
    """The grids, and the button that saves what was typed since."""
    room, people = script.room, _picked(script.room, teams(script))
    if not people or not script.pledgeable:
        st.info(room.say("pledge.nobody", unit=literal(room.unit_name(room.unit))))
        return
    entered.tell()
    grids = [people[n : n + ROWS] for n in range(0, len(people), ROWS)]
    found: Cells = {}
    with st.container(key="pledges"):
        for number, place in enumerate(st.columns(len(grids))):
            with place:
                found |= _grid(script, grids[number], number)
        st.html(OWN_KEYS, unsafe_allow_javascript=True)
        label = room.say("pledge.save")
        if st.button(label, type="primary", icon=":material/save:", shortcut="Mod+Enter") and found:
            _save(script, found)


def teams(script: Script) -> dict[tuple[str, int], list[Person]]:
    """Everybody, or where they are too many the unit's own people and those of each unit below it, as many as fit at a
    time; by the unit and which part of it.
    """
    room, people = script.room, script.people
    if len(people) <= MOST:
        return {(room.unit, 0): people}
    held: dict[str, list[Person]] = {}
    for each in people:
        below = next((node.unit for node in room.tree.children(room.unit) if _within(room, each.unit, node.unit)), None)
        held.setdefault(below or room.unit, []).append(each)
    return {
        (unit, n // MOST): own[n : n + MOST] for unit, own in sorted(held.items()) for n in range(0, len(own), MOST)
    }


def _picked(room: "Room", found: dict[tuple[str, int], list[Person]]) -> list[Person]:
    """The team that is picked, where there are several."""
    known = {f"{unit}~{part}" if part else unit: (unit, part) for unit, part in found}
    asked = address.asked("team")
    chosen = asked if asked in known else next(iter(known))
    if len(known) > 1:
        st.session_state["choice_team"] = chosen
        st.segmented_control(
            room.say("pledge.team"), list(known), required=True, format_func=lambda key: _title(room, *known[key]),
            key="choice_team", on_change=address.choose, args=("team",), label_visibility="collapsed",
        )  # fmt: skip
    return found[known[chosen]]


def _title(room: "Room", unit: str, part: int) -> str:
    return f"{room.unit_name(unit)} {part + 1}" if part else room.unit_name(unit)


def _within(room: "Room", unit: str, above: str) -> bool:
    return any(node.unit == above for node in room.tree.path(unit))


def _grid(script: Script, people: Sequence[Person], number: int) -> Cells:
    """Draws one grid and gives the cells that were changed in it, by person and metric."""
    room, metrics = script.room, script.pledgeable
    key = (
        f"pledges {room.unit} {room.today} {address.asked('team')} {st.session_state.get('pledges_saved', 0)} {number}"
    )
    column = st.column_config.TextColumn
    heads = {each.id: column(_head(room, each), alignment="right") for each in metrics}
    st.data_editor(
        pd.DataFrame([_row(script, person) for person in people]),
        hide_index=True,
        disabled=["name"],
        height=(len(people) + 1) * HEIGHT + 3,
        row_height=HEIGHT,
        column_config={"name": column(room.say("pledge.who"), pinned=True), **heads},
        key=key,
        num_rows="fixed",
        placeholder=numbers.UNKNOWN,
        alt=room.say("meeting.step_pledges"),
    )
    edited: dict[int, dict[str, Any]] = st.session_state.get(key, {}).get("edited_rows", {})
    return {
        (people[int(row)].manager, name): str(value or "")
        for row, cells in edited.items()
        for name, value in cells.items()
    }


def _head(room: "Room", metric: Metric) -> str:
    return metric.name(room.language) + tables.counted_in(room, metric)


def _row(script: Script, person: Person) -> dict[str, str | None]:
    row: dict[str, str | None] = {"name": person.name}
    for metric in script.pledgeable:
        told = script.pledged.get((person.manager, metric.id))
        row[metric.id] = None if told is None else digits(Decimal(told["amount"]) / tables.scale(script.room, metric))
    return row


def _save(script: Script, cells: Cells) -> None:
    """Enters what was changed; a cell that can't be read keeps everything from being saved, and is named."""
    room = script.room
    read = _read(script, cells)
    if wrong := {whose: cell for whose, cell in read.items() if cell.code or (cell.amount or 0) < 0}:
        names = {person.manager: person.name for person in script.people}
        said = [room.say("pledge.unread_cell", name=names[whose], text=cell.text) for (whose, _), cell in wrong.items()]
        st.warning(literal(room.say("pledge.unread", cells=room.say("page.comma").join(said))))
        return
    rows = [row for (whose, metric), cell in read.items() if (row := _entry(script, whose, metric, cell.amount))]
    if not rows or entered.save(room, {"pledge": rows}, room.say("pledge.saved", count=len(rows))):
        st.session_state["pledges_saved"] = st.session_state.get("pledges_saved", 0) + 1
        st.rerun()


def _read(script: Script, cells: Cells) -> dict[tuple[str, str], Typed]:
    found: dict[tuple[str, str], Typed] = {}
    for metric in script.pledgeable:
        own = {whose: text for whose, text in cells.items() if whose[1] == metric.id}
        scale = tables.scale(script.room, metric)
        amounts = typed.amounts(script.room.home, tuple(own.values()), scale, metric.unit, False)
        found |= dict(zip(own, amounts, strict=True))
    return found


def _entry(script: Script, whose: str, metric: str, amount: Decimal | None) -> Row | None:
    """The row that says it: another amount of the pledge there is, that it is taken back, or a new one."""
    known = script.pledged.get((whose, metric))
    if known is not None:
        return {"pledge": known["pledge"], **({"state": "taken_back"} if amount is None else {"amount": amount})}
    if amount is None:
        return None
    made = pledges.made_id(script.room.today, whose, metric)
    # one taken back stands again
    return {"pledge": made, "manager": whose, "metric": metric, "amount": amount, "state": "stands"}
