"""Everything the morning page needs, worked out at once: headlines, the last day, leads and gaps, and trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from data.reader import Reader
from metrics.actual import Grain
from metrics.daily import day_lines
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.show import UNPLACED, unit_lines
from metrics.trust import Trust, judged
from metrics.view import View, view
from metrics.workdays import Workdays, load

DAY = timedelta(days=1)
MOVERS = 3
BROUGHT = """
select part.metric, part.kind, part.above, part.manager, part.brought, stretch.name, stretch.unit, people.target
from part
left join (select manager, arg_max(name, first_day) as name, arg_max(unit, first_day) as unit from stretch group by 1)
    as stretch using (manager)
left join people on people.metric = part.metric and people.manager = part.manager
where
    part.brought is not null
    and (part.kind = 'unit' or part.kind = 'manager' and part.above = $unit and stretch.manager is not null)
"""
GRAINS: tuple[Grain, ...] = ("unit", "manager", "day")


@dataclass(frozen=True)
class Result:
    """What a unit or person brought on the last day; `plan` is its days' even share of the period's target."""

    metric: Metric
    unit: str
    manager: str | None
    name: str | None
    actual: Decimal
    plan: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.plan is None else self.actual - self.plan


@dataclass(frozen=True)
class Board:
    """The morning page of one unit. `own`, `below`, `days` are by metric id: its line, its children's in order of
    rank, its running days. `last_days` is each metric's last day (first, last), `results` what it brought: the
    unit itself first, then its children, then people, best first. `leads` and `gaps` are the largest by metric
    and unit (never a person), as (metric, line).
    """

    unit: str
    period: Period
    as_of: date
    metrics: tuple[Metric, ...]
    own: dict[str, Line]
    below: dict[str, tuple[Line, ...]]
    days: dict[str, tuple[Line, ...]]
    last_days: dict[str, tuple[date, date]]
    results: tuple[Result, ...]
    leads: tuple[tuple[Metric, Line], ...]
    gaps: tuple[tuple[Metric, Line], ...]
    trust: Trust

    @property
    def main(self) -> Metric:
        """The metric the answer speaks of: the first with a target, else with a value, else the first."""
        for wanted in ("target", "actual"):
            for metric in self.metrics:
                if getattr(self.own[metric.id], wanted) is not None:
                    return metric
        return self.metrics[0]


def board(
    reader: Reader,
    pack: Pack,
    unit: str,
    as_of: date,
    period: Period,
    *,
    metrics: Sequence[Metric] | None = None,
    workdays: Workdays | None = None,
) -> Board:
    """The board of `unit` over `period` as of a day; metrics default to the pack's, those in focus first.

    Who sees own rows only gets them as the unit's, and no units below. Raises Refused for an unknown unit.
    """
    shown = tuple(metrics or pack.in_order())
    calendar = workdays or load(every_day=pack.pace == "calendar")
    seen = view(reader, pack, shown, period, unit, grains=GRAINS, workdays=calendar, as_of=as_of, last_day=True)
    alone = reader.viewer.manager is not None
    # where nothing is placed yet, the one line below would only repeat the unit's own
    split = not alone and set(seen.ground.children) != {UNPLACED}
    totals = unit_lines(seen)
    below = {id: tuple(lines[1:]) if split else () for id, lines in totals.items()}
    own = {id: lines[0] for id, lines in totals.items()}
    moved = [(m, line) for m in shown if not m.mean for line in below[m.id] or (own[m.id],) if line.lead is not None]
    moved.sort(key=lambda pair: -(pair[1].lead or 0))
    return Board(
        unit=unit,
        period=period,
        as_of=as_of,
        metrics=shown,
        own=own,
        below=below,
        days={id: tuple(days) for id, days in day_lines(seen, list(own.values())).items()},
        last_days={m.id: seen.last_days[m.source] for m in shown if m.source in seen.last_days},
        results=_results(seen, totals),
        leads=tuple(pair for pair in moved[:MOVERS] if (pair[1].lead or 0) > 0),
        gaps=tuple(pair for pair in moved[::-1][:MOVERS] if (pair[1].lead or 0) < 0),
        trust=judged(reader, pack, seen.ground, as_of, seen.unknown_periods, calendar),
    )


def _results(seen: View, totals: dict[str, list[Line]]) -> tuple[Result, ...]:
    """What the last day brought; who has no row is not listed, but for units known to have brought nothing."""
    rows = seen.reader.rows(BROUGHT, {"unit": seen.ground.unit})
    brought: dict[str, list[dict[str, Any]]] = {metric.id: [] for metric in seen.metrics}
    for row in rows:
        brought.get(row["metric"], []).append(row)
    return tuple(
        result
        for metric in seen.metrics
        if metric.kind == "flow" and metric.source in seen.last_days
        for result in _of_metric(seen, metric, brought[metric.id], totals[metric.id])
    )


def _of_metric(seen: View, metric: Metric, rows: list[dict[str, Any]], totals: list[Line]) -> list[Result]:
    share = _share(seen, metric)
    targets = {line.unit: line.target for line in totals}
    units = {unit: Decimal(0) for unit in _brought_nothing(seen, metric)}
    units |= {row["above"]: row["brought"] for row in rows if row["kind"] == "unit"}
    found = [
        Result(metric, unit, None, seen.ground.name(unit), value, _plan(targets.get(unit), share))
        for unit, value in units.items()
    ]
    found += [
        Result(metric, row["unit"], row["manager"], row["name"], row["brought"], _plan(row["target"], share))
        for row in rows
        if row["kind"] == "manager"
    ]
    sign = -1 if metric.better == "higher" else 1
    order = sorted(found, key=lambda each: (each.manager is not None, sign * each.actual, each.name or ""))
    return sorted(order, key=lambda each: each.unit != seen.ground.unit or each.manager is not None)


def _brought_nothing(seen: View, metric: Metric) -> list[str]:
    """Units with people whose source has come in for the whole last day: without a row, a true zero."""
    ground, last = seen.ground, seen.last_days[metric.source][1]
    held = {unit: [each for each in units if each in ground.peopled] for unit, units in ground.below.items()}
    return [unit for unit, units in held.items() if units and not ground.late(metric.source, units, last)]


def _share(seen: View, metric: Metric) -> tuple[int, int] | None:
    """The last day's workdays and the period's, where it lies inside."""
    first, last = seen.last_days[metric.source]
    period = seen.ground.period
    total = seen.workdays.count(period.first_day, period.until)
    return (seen.workdays.count(first, last + DAY), total) if total and first >= period.first_day else None


def _plan(target: Decimal | None, share: tuple[int, int] | None) -> Decimal | None:
    return None if target is None or share is None else target * share[0] / share[1]
