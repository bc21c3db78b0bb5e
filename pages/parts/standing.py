"""What the target page shows, worked out once per viewer, unit, day, period, metric and published version."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.home import Home
from data.reader import Reader
from metrics import workdays
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.show import day_lines, people_lines, unit_lines
from metrics.view import view
from pages.parts.room import Room


@dataclass(frozen=True)
class Standing:
    """`own` is the unit or person viewed, `days` its running totals, `rows` the units or people below."""

    own: Line
    days: tuple[Line, ...]
    rows: tuple[Line, ...]


def standing(
    room: Room, as_of: date, period: Period, metric: Metric, by: str, person: str | None, level: str
) -> Standing:
    """The unit viewed, or one person of it, and its rows by unit or manager; cached until a mart changes."""
    key = (
        room.home.path,
        room.viewer.name,
        room.pack.id,
        room.stamp(),
        room.unit,
        as_of,
        period,
        metric.id,
        by,
        person,
        level,
    )
    return _standing(key, room.home, room.marts, room.pack)


@st.cache_resource(show_spinner=False, max_entries=300)
def _standing(key: tuple[object, ...], _home: Home, _reader: Reader, _pack: Pack) -> Standing:
    *_, unit, as_of, period, metric_id, by, person, level = key
    assert isinstance(unit, str) and isinstance(as_of, date) and isinstance(period, Period)
    metric = _pack.metrics[str(metric_id)]
    seen = view(
        *(_reader, _pack, [metric], period, unit),
        grains=("unit", "manager", "manager_day" if person else "day"),
        workdays=workdays.load(_home, every_day=_pack.pace == "calendar"),
        level=str(level),
        as_of=as_of,
    )
    own, *below = unit_lines(seen)[metric.id]
    people = people_lines(seen)[metric.id] if by == "manager" or person else []
    if person:
        mine = [line for line in people if line.manager == person]
        return Standing(mine[0], tuple(day_lines(seen, mine[0])), ()) if mine else Standing(own, (), ())
    rows = people if by == "manager" else below
    return Standing(own, tuple(day_lines(seen, own)), tuple(row for row in rows if row.state != "out_of_scope"))
