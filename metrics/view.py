"""Everything one view needs, read at once, before any line is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from metrics.actual import Actual, Grain, actuals
from metrics.attain import Clock, Standing, stand
from metrics.ground import Ground, Reader, Stretch, ground, sql
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.targets import Key, Target, codes, targets
from metrics.workdays import Workdays

DAY = timedelta(days=1)
LAST_DAY_AT_MOST = timedelta(days=15)
NOTHING = Target(None, None)


@dataclass(frozen=True)
class View:
    """One unit over one period for some metrics."""

    pack: Pack
    ground: Ground
    workdays: Workdays
    actuals: dict[str, Actual]
    targets: dict[str, dict[Key, Target]]
    away: dict[str, tuple[tuple[date, date], ...]]
    last_days: dict[str, tuple[date, date]]
    unknown_periods: tuple[str, ...]

    def clock(self, as_of: date | None) -> Clock:
        period = self.ground.period
        until = max(min((as_of or date.min), period.last_day) + DAY, period.first_day)
        passed = self.workdays.count(period.first_day, until)
        return Clock(passed, self.workdays.count(period.first_day, period.until), until == period.until)

    @cached_property
    def people(self) -> dict[str, tuple[Stretch, ...]]:
        """The stretches of everyone assigned on some day of the period, in order of time."""
        found: dict[str, tuple[Stretch, ...]] = {}
        for stretch in self.ground.in_period:
            found[stretch.manager] = (*found.get(stretch.manager, ()), stretch)
        return found

    @cached_property
    def people_in(self) -> dict[str, tuple[str, ...]]:
        """Who was assigned in the period at or below the unit viewed and each child; movers are in several."""
        child_of = {below: unit for unit in self.ground.children for below in self.ground.below[unit]}
        found: dict[str, list[str]] = {unit: [] for unit in self.ground.below}
        for manager, stretches in self.people.items():
            for unit in {self.ground.unit, *(child_of.get(each.unit, self.ground.unit) for each in stretches)}:
                found[unit].append(manager)
        return {unit: tuple(managers) for unit, managers in found.items()}

    @cached_property
    def states(self) -> dict[str, dict[str, str]]:
        """By metric id and manager: value, zero, unknown or out_of_scope."""
        return {id: {m: self._state(id, m, each) for m, each in self.people.items()} for id in self.actuals}

    def _state(self, metric: str, manager: str, stretches: Sequence[Stretch]) -> str:
        if manager in self.actuals[metric].people:
            return "value"
        if ("manager", manager) in self.actuals[metric].blank:
            return "unknown"
        if manager in self._away_all_along:
            return "out_of_scope"
        source = self.pack.metrics[metric].source
        return "zero" if any((source, each.unit) in self._known for each in stretches) else "unknown"

    @cached_property
    def _known(self) -> set[tuple[str, str]]:
        return {key for key in self.ground.complete if self.ground.known(*key)}

    @cached_property
    def _away_all_along(self) -> set[str]:
        """Who was on leave every workday assigned so far."""
        first = self.ground.period.first_day
        found = set()
        for manager, away in self.away.items():
            days = [
                day for each in self.people.get(manager, ()) for day in _days(max(each.first_day, first), each.until)
            ]
            worked = [day for day in days if self.workdays.is_workday(day)]
            if worked and all(any(start <= day < until for start, until in away) for day in worked):
                found.add(manager)
        return found

    def here(self, stretches: Sequence[Stretch], day: date | None) -> Stretch | None:
        """The assignment a person holds on the view's data day, None for who has left."""
        on = max(day or self.ground.day, self.ground.period.first_day)
        return next((each for each in stretches if each.first_day <= on < each.until), None)

    def unknown(self, metric: Metric, unit: str) -> int:
        """How many people of the unit viewed or of a child nothing is known of."""
        return sum(self.states[metric.id][manager] == "unknown" for manager in self.people_in[unit])

    def people_target(self, metric: Metric, unit: str, day: date | None) -> Decimal | None:
        """The sum of the targets of those assigned there on the data day; None when none has one."""
        held, units, posts = self.targets[metric.id], self.ground.below[unit], self.posts(day)
        found = [
            amount
            for manager in self.people_in[unit]
            if (amount := held.get(("manager", manager), NOTHING).amount) is not None and posts.get(manager) in units
        ]
        return sum(found, Decimal(0)) if found else None

    def untargeted(self, metric: Metric, unit: str, day: date | None) -> int:
        """How many of those assigned there on the data day have no target for the period."""
        held, units, posts = self.targets[metric.id], self.ground.below[unit], self.posts(day)
        there = (manager for manager in self.people_in[unit] if posts.get(manager) in units)
        return sum(held.get(("manager", manager), NOTHING).amount is None for manager in there)

    def posts(self, day: date | None) -> dict[str, str]:
        """Everyone's unit on the data day."""
        if day not in self._posts:
            on = {manager: self.here(stretches, day) for manager, stretches in self.people.items()}
            self._posts[day] = {manager: stretch.unit for manager, stretch in on.items() if stretch}
        return self._posts[day]

    @cached_property
    def _posts(self) -> dict[date | None, dict[str, str]]:
        return {}

    def standing(self, metric: Metric, actual: Decimal | None, target: Decimal | None, as_of: date | None) -> Standing:
        standing = stand(actual, target, self.clock(as_of), metric.better, self.pack.bands)
        return standing if as_of else replace(standing, pace=None, expected=None)


def _days(first: date, until: date) -> list[date]:
    return [first + n * DAY for n in range((until - first).days)]


def view(
    reader: Reader,
    pack: Pack,
    metrics: Sequence[Metric],
    period: Period,
    unit: str,
    *,
    grains: Sequence[Grain],
    workdays: Workdays,
    level: str = "base",
    as_of: date | None = None,
    last_day: bool = False,
) -> View:
    """Reads a view: its ground, actuals up to `as_of`, targets of `level` and leave; seven queries or so.

    `last_day` also sums each source's last day, which may lie before the period.
    """
    since = period.first_day - LAST_DAY_AT_MOST if last_day else None
    below = ground(reader, [metric.source for metric in metrics], period, unit, as_of, since)
    units = [unit, *below.children]
    managers = sorted({stretch.manager for stretch in below.stretches})
    written = codes(reader, pack, period)
    last_days = _last_days(metrics, below, workdays) if last_day else {}
    return View(
        pack=pack,
        ground=below,
        workdays=workdays,
        actuals=actuals(reader, pack, metrics, below, units, grains, last_days),
        targets=targets(reader, metrics, period, written.inside, units, managers, level),
        away=_away(reader, period.first_day, below.day + DAY, managers),
        last_days=last_days,
        unknown_periods=written.unknown,
    )


def _last_days(metrics: Sequence[Metric], below: Ground, workdays: Workdays) -> dict[str, tuple[date, date]]:
    ends = {metric.source: below.total_last(metric.source, below.below[below.unit]) for metric in metrics}
    return {source: workdays.last_day_range(end) for source, end in ends.items() if end}


def _away(reader: Reader, first: date, until: date, managers: list[str]) -> dict[str, tuple[tuple[date, date], ...]]:
    found: dict[str, tuple[tuple[date, date], ...]] = {}
    for row in reader.rows(sql("away"), {"first": first, "until": until, "managers": managers}):
        found[row["manager"]] = (*found.get(row["manager"], ()), (row["first_day"], row["until"]))
    return found
