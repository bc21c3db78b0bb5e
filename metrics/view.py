"""Everything one view needs, read and kept with the reader, before any line is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.reader import Reader
from metrics.actual import Grain, add_distinct, add_flows, empty_parts
from metrics.balances import add_balances
from metrics.ground import Ground, ground, put, top
from metrics.held import add_held
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.sealed import Sealed, hold_days, keep_sealed
from metrics.targets import codes, keep_aims
from metrics.windows import base_first
from metrics.workdays import Workdays

DAY = timedelta(days=1)
LAST_DAY_AT_MOST = timedelta(days=15)
ASKED = {
    "metric": "varchar", "source": "varchar", "kind": "varchar", "mean": "boolean", "better": "varchar",
    "step": "double", "class": "varchar", "prorated": "boolean", "clock_first": "date", "first_day": "date",
    "day": "date", "top": "varchar", "bottom": "varchar",
    "paced": "boolean", "line": "decimal(38, 8)",
}  # fmt: skip
SPOT = {"source": "varchar", "unit": "varchar", "last_day": "date", "known": "boolean"}
WORK = {"day": "date", "n": "bigint", "worked": "boolean"}


@dataclass(frozen=True)
class View:
    """One unit over one period for some metrics. Its tables (`part`, `person`, `aim` …) are kept with the reader:
    whatever is made of a view is made before the reader's next one.

    `metrics` are those asked for, `measured` those and what their ratios are made of; `sealed` says of a sealed month
    what of it stands still.
    """

    reader: Reader
    pack: Pack
    ground: Ground
    workdays: Workdays
    metrics: tuple[Metric, ...]
    measured: tuple[Metric, ...]
    level: str
    last_days: dict[str, tuple[date, date]]
    unknown_periods: tuple[str, ...]
    sealed: Sealed | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The unit viewed and its children."""
        return (self.ground.unit, *self.ground.children)

    def day(self, metric: Metric, unit: str) -> date | None:
        """The data day of a unit's total."""
        return self.ground.total_last(metric.source, self.ground.below[unit])

    def clock(self, metric: Metric, as_of: date | None) -> dict[str, object]:
        """Workdays passed and all, from where the metric's pace counts; calendar days for what is a mean."""
        period = self.ground.period
        first = base_first(metric, period, self.pack)
        until = max(min((as_of or date.min), period.last_day) + DAY, first)
        return {
            "passed": None if as_of is None else self.workdays.count(first, until),
            "total": self.workdays.count(first, period.until),
            "over": until == period.until,
            "known_days": max((until - period.first_day).days, 0),
            "all_days": (period.until - period.first_day).days,
        }


def view(
    reader: Reader,
    pack: Pack,
    metrics: Sequence[Metric],
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    grains: Sequence[Grain] = ("unit", "manager"),
    level: str = "base",
    as_of: date | None = None,
    last_day: bool = False,
    seals: bool = True,
) -> View:
    """Reads a view: its ground, actuals up to `as_of`, targets of `level` and own workdays.

    `last_day` also sums each source's last day, which may lie before the period. Of a sealed month up to its end the
    sealed numbers stand in for those of the records; without `seals` they don't.
    """
    measured = _with_parts(pack, metrics)
    since = min(base_first(metric, period, pack) for metric in measured)
    if last_day:
        since = min(since, period.first_day - LAST_DAY_AT_MOST)
    below = ground(reader, [metric.source for metric in measured], period, unit, as_of, since)
    units = [unit, *below.children]
    written = codes(reader, pack, period)
    last_days = _last_days(measured, below, workdays) if last_day else {}
    _keep_ground(reader, pack, measured, below, workdays, since)
    keep_aims(reader, below, measured, written, units, level, workdays)
    empty_parts(reader)
    add_flows(reader, pack, measured, below, units, grains, last_days)
    add_distinct(reader, pack, measured, below, units)
    add_held(reader, pack, measured, below, units)
    above = top(reader, below.day)
    daily = next((grain for grain in grains if grain in ("day", "manager_day")), None)
    add_balances(reader, pack, measured, below, units, above, workdays, daily)
    sealed = keep_sealed(reader, below, level, workdays) if seals else None
    if sealed and sealed.whole and daily:
        hold_days(reader, below, [unit], daily)
    return View(
        reader=reader,
        pack=pack,
        ground=below,
        workdays=workdays,
        metrics=tuple(metrics),
        measured=measured,
        level=level,
        last_days=last_days,
        unknown_periods=written.unknown,
        sealed=sealed,
    )


def at_level(seen: View, level: str) -> View:
    """The same view held against the targets of another level."""
    written = codes(seen.reader, seen.pack, seen.ground.period)
    keep_aims(seen.reader, seen.ground, seen.measured, written, seen.units, level, seen.workdays)
    sealed = keep_sealed(seen.reader, seen.ground, level, seen.workdays) if seen.sealed else None
    return replace(seen, level=level, sealed=sealed)


def _with_parts(pack: Pack, metrics: Sequence[Metric]) -> tuple[Metric, ...]:
    """The metrics and, before them, what the ratios among them are made of."""
    parts = [pack.metrics[id] for metric in metrics for id in (metric.top, metric.bottom) if id]
    return tuple(dict.fromkeys([*parts, *metrics]))


def _last_days(metrics: Sequence[Metric], below: Ground, workdays: Workdays) -> dict[str, tuple[date, date]]:
    ends = {metric.source: below.total_last(metric.source, below.below[below.unit]) for metric in metrics}
    return {source: workdays.last_day_range(end) for source, end in ends.items() if end}


def _keep_ground(
    reader: Reader, pack: Pack, metrics: Sequence[Metric], below: Ground, workdays: Workdays, since: date | None
) -> None:
    """Keeps the metrics asked for, how far each source is in each unit, and the workdays, as tables."""
    period = below.period
    put(reader, "asked", ASKED, [_asked(metric, pack, below) for metric in metrics])
    known = {metric.source for metric in metrics}
    spots = [
        {"source": source, "unit": unit, "last_day": below.last(source, unit), "known": below.names(source, unit)}
        for source in known
        for unit in below.everywhere
    ]
    put(reader, "spot", SPOT, spots)
    first = min([since or period.first_day, *(base_first(metric, period, pack) for metric in metrics)])
    put(reader, "work", WORK, _numbered(first, period.until, workdays))


def _asked(metric: Metric, pack: Pack, below: Ground) -> dict[str, object]:
    return {
        "metric": metric.id,
        "source": metric.source,
        "kind": metric.kind,
        "mean": metric.mean,
        "better": metric.better,
        "step": float(metric.step),
        "class": metric.target_class,
        "prorated": metric.prorated,
        "clock_first": base_first(metric, below.period, pack),
        "first_day": below.period.first_day,
        "day": below.total_last(metric.source, below.below[below.unit]),
        "top": metric.top,
        "bottom": metric.bottom,
        "paced": metric.paced,
        "line": pack.coverage.line if metric.paced else None,
    }


def _numbered(first: date, until: date, workdays: Workdays) -> list[dict[str, object]]:
    """Each day up to `until` with the workdays before it."""
    found: list[dict[str, object]] = []
    passed = 0
    for number in range((until - first).days + 1):
        day = first + number * DAY
        worked = workdays.is_workday(day)
        found.append({"day": day, "n": passed, "worked": worked})
        passed += worked
    return found
