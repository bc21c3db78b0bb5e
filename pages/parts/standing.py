"""What the target page shows, worked out once per viewer, unit, day, period, metric and published version."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.home import Home
from data.reader import Reader
from metrics import workdays
from metrics.daily import day_lines
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.results import scores, with_scores
from metrics.score import weighted
from metrics.show import UNPLACED, people_lines, unit_lines, with_forecasts
from metrics.view import view
from metrics.workdays import Workdays
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
    found = unit_lines(seen)[metric.id]
    people = people_lines(seen)[metric.id] if by == "manager" or person else []
    mine = next((line for line in people if line.manager == person), None) if person else found[0]
    if mine is None:
        return Standing(found[0], (), ())
    days = tuple(day_lines(seen, [mine])[mine.metric])
    rows = [] if person else [line for line in (people if by == "manager" else found[1:]) if listed(line)]
    told = with_forecasts(seen, [mine])[:1] + with_forecasts(seen, rows)
    told = _scored(told, _reader, _pack, period, unit, seen.workdays, str(level), as_of)
    return Standing(told[0], days, tuple(told[1:]))


def _scored(
    lines: list[Line],
    reader: Reader,
    pack: Pack,
    period: Period,
    unit: str,
    calendar: Workdays,
    level: str,
    as_of: date,
) -> list[Line]:
    """The lines with the score of whom they are about; a view of its own, so it comes last."""
    if not weighted(pack):
        return lines
    for people in {bool(line.manager) for line in lines if not line.unassigned}:
        held = scores(reader, pack, period, unit, workdays=calendar, people=people, level=level, as_of=as_of)
        lines = with_scores(lines, held)
    return lines


def listed(line: Line) -> bool:
    """Whether a row says anything: not out of scope, nor nothing at all of nobody or of no place in the tree."""
    nobody = line.unassigned or (line.unit == UNPLACED and not line.manager)
    if nobody and line.target is None and line.actual is not None and not line.actual:
        return False
    return line.state != "out_of_scope"
