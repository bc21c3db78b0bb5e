"""Forms' way out and back: saves what was entered, says what came of it, and lays it over what is published."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import entries
from data.errors import BoardError
from data.kinds import kinds
from pages.parts.literal import literal

if TYPE_CHECKING:
    from pages.parts.room import Room

Row = dict[str, Any]
TOLD = "entered"


def save(room: "Room", entered: Mapping[str, Sequence[Row]], told: str) -> bool:
    """Enters rows by kind and keeps `told` for the next run to say; where one is refused says why at once."""
    try:
        for kind, rows in entered.items():
            entries.enter(room.home, room.viewer, kind, rows, room.today)
    except BoardError as error:
        st.error(room.say(error.code, **error.values))
        return False
    st.session_state[TOLD] = literal(told)
    return True


def at_once(room: "Room", write: Callable[[], object]) -> None:
    """Writes, has it published and shows the page anew; where it is refused says why instead."""
    try:
        write()
        entries.take(room.home, room.today)
    except BoardError as error:
        st.error(room.say(error.code, **error.values))
        return
    st.rerun()


def tell() -> None:
    """Says what the last click saved."""
    if told := st.session_state.pop(TOLD, None):
        st.success(told, icon=":material/check:")


def over(room: "Room", kind: str, published: Sequence[Row], whose: str | None = None) -> list[Row]:
    """Published rows with what the viewer entered since in their place and after them; `waiting` marks the latter."""
    found: dict[str, Row] = {str(row[kind]): dict(row) for row in published}
    for entry in entries.own(room.home, room.viewer, kind):
        if whose is None or entry.get("manager") == whose:
            told = {name: read(kind, name, value) for name, value in entry.items()}
            known = dict.fromkeys(kinds()[kind].fields) | found.get(str(entry[kind]), {})
            found[str(entry[kind])] = known | told | {"waiting": True}
    return list(found.values())


def read(kind: str, field: str, value: str | None) -> object:
    """An entry's text as marts hold it; what can't be read so stays as it was typed, and is refused when taken."""
    if value is None:
        return None
    try:
        match kinds()[kind].fields[field].type:
            case "day":
                return date.fromisoformat(value)
            case "time":
                return time.fromisoformat(value)
            case "yes_no":
                return value == "yes"
            case "money" | "number" | "share":
                return Decimal(value)
    except (ValueError, ArithmeticError):
        return value
    return value
