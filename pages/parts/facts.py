"""What the morning page shows, worked out once per viewer, unit, day and published version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from data.home import Home
from data.publish import Reader
from metrics import periods, workdays
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.show import Line, lines
from metrics.trust import Trust, trust
from pages.parts.room import Room

DAY = timedelta(days=1)
CARDS = 4


@dataclass(frozen=True)
class Result:
    """What one unit or metric brought on the last day, against the day's even share of its target."""

    line: Line
    metric: Metric
    actual: float
    plan: float | None

    @property
    def difference(self) -> float | None:
        return None if self.plan is None else self.actual - self.plan

    @property
    def share(self) -> float | None:
        return self.actual / self.plan if self.plan else None


@dataclass(frozen=True)
class Morning:
    """The whole page: `own` the viewer's unit by metric, `below` its units by metric, `days` the own run of days."""

    period: Period
    shown: tuple[Metric, ...]
    own: dict[str, Line]
    below: dict[str, tuple[Line, ...]]
    days: dict[str, tuple[Line, ...]]
    last_day: tuple[date, date]
    results: tuple[Result, ...]
    trust: Trust

    @property
    def main(self) -> Metric:
        """The first metric that has a target, else the first with a value, else the first."""
        for wanted in ("target", "actual"):
            for metric in self.shown:
                if getattr(self.own[metric.id], wanted) is not None:
                    return metric
        return self.shown[0]

    def leads(self) -> list[tuple[Metric, Line]]:
        """Every metric of every unit below (of the own unit where there is none) with a lead, the largest first."""
        found = [
            (metric, line)
            for metric in self.shown
            for line in (self.below[metric.id] or (self.own[metric.id],))
            if line.lead is not None
        ]
        return sorted(found, key=lambda pair: -float(pair[1].lead or 0))


def morning(room: Room, as_of: date) -> Morning:
    """The month so far of the room's unit; cached until one of the marts changes."""
    key = (room.viewer.name, room.unit, as_of, room.marts.stamp())
    return _morning(key, room.home, room.marts, room.pack, room.unit, as_of, room.viewer.manager)


@st.cache_resource(show_spinner=False, max_entries=200)
def _morning(
    key: tuple[object, ...], _home: Home, _reader: Reader, _pack: Pack, unit: str, as_of: date, manager: str | None
) -> Morning:
    calendar = workdays.load(_home)
    period = periods.containing("month", as_of, _pack.year)
    shown = _pack.in_order()[:CARDS]

    def seen(metric: Metric, by: str, over: Period = period) -> Sequence[Line]:
        return lines(_reader, _pack, metric, period=over, by=by, unit=unit, as_of=as_of, workdays=calendar)

    by = "manager" if manager else "unit"
    found = {metric.id: seen(metric, by) for metric in shown}
    own = {name: next(line for line in each if _is_own(line, unit, manager)) for name, each in found.items()}
    below = {name: tuple(line for line in each if not _is_own(line, unit, manager)) for name, each in found.items()}
    last = calendar.last_day_range(as_of)
    over = periods.days(last[0], last[1] + DAY)
    share = calendar.count(over.first_day, over.until) / max(1, calendar.count(period.first_day, period.until))
    results = tuple(
        _result(metric, line, own, below, share) for metric in shown for line in seen(metric, by, over)
        if line.actual is not None
    )
    days = {metric.id: tuple(seen(metric, "day")) for metric in shown}
    return Morning(period, shown, own, below, days, last, results, trust(_reader, _pack, unit, as_of))
