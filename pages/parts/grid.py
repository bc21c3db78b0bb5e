"""The grid of targets, edited like a sheet: a row for the unit itself and for each below it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.text import numbers
from metrics.setting import Seat, proposed
from pages.parts import tables
from pages.parts.drafting import Amounts, Draft, owner

if TYPE_CHECKING:
    from pages.parts.room import Room

ROW, ROWS, NAME = 36, 18, 150
TENTH = Decimal("0.1")
# what is filled in stands next to the name, so that a phone shows it
AMOUNTS = ("new", "usual", "proposal", "now", "below")


def draw(draft: Draft) -> None:
    """Draws the grid; what is typed into it is kept under its key, where the draft finds it."""
    room, amounts = draft.room, draft.kept
    scale = tables.scale(room, draft.desk.metric)
    frame = pd.DataFrame([_row(draft, seat, amounts, scale) for seat in draft.rows])
    frame = frame.drop(columns=[name for name in ("below", "tenure") if not frame[name][1:].any()])
    if unit := tables.counted_in(room, draft.desk.metric):
        st.caption(room.say("targets.counted_in", unit=unit.strip(" （）()")))
    st.data_editor(
        frame,
        hide_index=True,
        disabled=[str(name) for name in frame if name != "new"],
        height=min(len(frame) + 1, ROWS) * ROW + 3,
        row_height=ROW,
        column_config=_columns(room, draft),
        key=draft.grid,
        num_rows="fixed",
        placeholder=numbers.UNKNOWN,
        alt=room.say("targets.question"),
    )


def _row(draft: Draft, seat: Seat, amounts: Amounts, scale: Decimal) -> dict[str, Any]:
    room = draft.room
    name = room.unit_name(seat.owner) if seat.kind == "unit" else seat.name or seat.owner
    tenure = room.say(f"targets.tenure_{'new' if seat.new else 'old'}") if seat.kind == "manager" else ""
    values = {
        "new": amounts[owner(seat)],
        "usual": None if seat.usual is None else numbers.rounded(seat.usual / scale, TENTH) * scale,
        "proposal": proposed(draft.desk.metric, seat.usual, draft.factor),
        "now": seat.now,
        "below": people_of(draft, seat, amounts),
    }
    whole = room.say("targets.own_row", unit=name) if seat is draft.desk.own else name
    shown = {key: None if value is None else float(value / scale) for key, value in values.items()}
    told = tenure if any(each.new for each in draft.desk.people) else ""
    return {"name": whole, "new": shown.pop("new"), "tenure": told, **shown}


def people_of(draft: Draft, seat: Seat, amounts: Amounts) -> Decimal | None:
    """What the people of a unit come to, where that is a sum; None where nobody there has a target."""
    if seat.kind == "manager" or draft.desk.metric.kind in ("ratio", "distinct"):
        return None
    whole = seat is draft.desk.own
    found = [amounts[owner(each)] for each in draft.desk.people if whole or each.child == seat.owner]
    known = [each for each in found if each is not None]
    return sum(known, Decimal(0)) if known else None


def _columns(room: "Room", draft: Draft) -> dict[str, Any]:
    column = st.column_config
    heads = {name: room.say(f"targets.head_{name}", percent=f"{draft.factor:.0%}") for name in AMOUNTS}
    helps = {name: room.say(f"targets.help_{name}") for name in ("usual", "below", "new")}
    return {
        "name": column.TextColumn(room.say("targets.head_name"), pinned=True, width=NAME),
        "tenure": column.TextColumn(room.say("targets.head_tenure"), width="small"),
        **{name: column.NumberColumn(heads[name], format="localized", help=helps.get(name)) for name in AMOUNTS},
    }
