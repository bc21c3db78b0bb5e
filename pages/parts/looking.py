"""What the coverage page works out of the marts, once per viewer, unit, day, period and published version."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from data.reader import Reader
from metrics import coverage, workdays
from metrics.coverage import Customer, Row
from metrics.line import Line
from metrics.pack import Pack
from metrics.periods import Period
from metrics.total import unit_lines
from metrics.workdays import Workdays
from pages.parts.room import Room

MARTS = (
    *("contact", "contacted", "customer", "follow_up", "last_contact", "logged", "need", "portfolio", "referral"),
    *("balance_last", "handover"),
)
MOST = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class Look:
    """The unit and period looked at, with what functions over marts ask for."""

    room: Room
    reader: Reader
    pack: Pack
    unit: str
    as_of: date
    period: Period
    workdays: Workdays

    def asked(self) -> dict[str, Any]:
        return {"workdays": self.workdays, "as_of": self.as_of}


@dataclass(frozen=True)
class Covered:
    """Rows by dimension, the unit against the line of coverage, who is silent too long, and the last periods."""

    rows: dict[str, list[Row]]
    line: Line | None
    overdue: tuple[Customer, ...]
    trend: tuple[Line, ...]


def looked(room: Room, as_of: date, period: Period) -> Look:
    """Where the page stands."""
    calendar = workdays.load(room.home, every_day=room.pack.pace == "calendar")
    return Look(room, room.marts, room.pack, room.unit, as_of, period, calendar)


def made(look: Look, what: str, make: Callable[[Look], T], *more: object) -> T:
    """What `make` gives of the look, cached until a mart changes; `more` are further things it depends on."""
    room = look.room
    stamp = (room.stamp(), room.marts.stamp(*MARTS))
    key = (what, room.home.path, room.viewer.name, room.pack.id, *stamp, look.unit, look.as_of, look.period, *more)
    found: T = _made(key, lambda: make(look))
    return found


@st.cache_resource(show_spinner=False, max_entries=300)
def _made(key: tuple[object, ...], _make: Callable[[], Any]) -> Any:
    return _make()


def covered(look: Look) -> Covered:
    """Coverage of the unit, its children, people and tiers, and who is behind the numbers."""
    seen = coverage.look(look.reader, look.pack, look.period, look.unit, **look.asked())
    rows = coverage.rows(seen)
    overdue = coverage.customers(seen, "overdue", at_most=MOST)
    line = unit_lines(seen)["coverage"][0] if "coverage" in look.pack.metrics else None
    trend = coverage.trend(look.reader, look.pack, look.period, look.unit, **look.asked()) if line else []
    return Covered(rows, line, tuple(overdue), tuple(trend))
