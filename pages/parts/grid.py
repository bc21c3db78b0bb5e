"""The grid of targets, edited like a sheet: a row for the unit itself and for each below it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.text import numbers
from data.typed import Typed
from metrics.seats import Seat
from metrics.setting import proposed
from pages.parts import tables
from pages.parts.drafting import Draft, owner

if TYPE_CHECKING:
    from pages.parts.room import Room

ROW, ROWS, NAME = 36, 18, 150
NAMED = 6
TENTH = Decimal("0.1")
# what is filled in stands next to the name, so that a phone shows it
AMOUNTS = ("new", "usual", "proposal", "now", "below")


def draw(draft: Draft) -> None:
    """Draws the grid; what is typed into it is kept under its key, where the draft finds it."""
    room, scale = draft.room, tables.scale(draft.room, draft.desk.metric)
    # text, because a column of numbers makes 125 of `12,5` and nothing of `80万`
    new = {whose: None if amount is None else digits(amount / scale) for whose, amount in draft.kept.items()}
    frame = pd.DataFrame([_row(draft, seat, scale) | {"new": (new | draft.texts)[owner(seat)]} for seat in draft.rows])
    frame = frame[["name", "new", *(name for name in frame if name not in ("name", "new"))]]
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
    _unread(draft)


def digits(value: Decimal) -> str:
    """A number in full, as it reads back: `1,204.5`."""
    whole, point, rest = f"{value:,f}".partition(".")
    return f"{whole}{point}{rest}".rstrip("0").rstrip(".") if point else whole


def _unread(draft: Draft) -> None:
    """Names the cells that could not be read: whose, the column, the text, and why."""
    room, unread, names = draft.room, draft.unread, {owner(seat): _name(draft, seat) for seat in draft.rows}
    if not unread:
        return
    head = room.say("targets.head_new")
    said = [
        room.say("targets.unread_cell", name=names[whose], column=head, text=cell.text, why=_why(room, cell))
        for whose, cell in unread.items()
    ]
    more = room.say("targets.and_more_cells", count=len(said) - NAMED) if len(said) > NAMED else ""
    cells = room.say("page.comma").join(said[:NAMED]) + more
    st.warning(room.say("targets.unread", count=len(said), cells=cells))


def _why(room: "Room", cell: Typed) -> str:
    return room.say(f"targets.unread_{cell.code}")


def _name(draft: Draft, seat: Seat) -> str:
    return draft.room.unit_name(seat.owner) if seat.kind == "unit" else seat.name or seat.owner


def _row(draft: Draft, seat: Seat, scale: Decimal) -> dict[str, Any]:
    room, amounts, name = draft.room, draft.kept, _name(draft, seat)
    tenure = room.say(f"targets.tenure_{'new' if seat.new else 'old'}") if seat.kind == "manager" else ""
    values = {
        "usual": None if seat.usual is None else numbers.rounded(seat.usual / scale, TENTH) * scale,
        "proposal": proposed(draft.desk.metric, seat.usual, draft.factor),
        "now": seat.now,
        "below": draft.people_sum(seat, amounts),
    }
    whole = room.say("targets.own_row", unit=name) if seat is draft.desk.own else name
    shown = {key: None if value is None else float(value / scale) for key, value in values.items()}
    told = tenure if any(each.new for each in draft.desk.people) else ""
    return {"name": whole, "tenure": told, **shown}


def _columns(room: "Room", draft: Draft) -> dict[str, Any]:
    column = st.column_config
    heads = {name: room.say(f"targets.head_{name}", percent=f"{draft.factor:.0%}") for name in AMOUNTS}
    helps = {name: room.say(f"targets.help_{name}") for name in ("usual", "below", "new")}
    numbered = {name: column.NumberColumn(heads[name], format="localized", help=helps.get(name)) for name in AMOUNTS}
    return numbered | {
        "name": column.TextColumn(room.say("targets.head_name"), pinned=True, width=NAME),
        "new": column.TextColumn(heads["new"], help=helps["new"], alignment="right"),
        "tenure": column.TextColumn(room.say("targets.head_tenure"), width="small"),
    }
