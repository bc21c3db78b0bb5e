"""Lines day by day: what ran up to each day of a period, or stood on it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

from metrics.line import Line
from metrics.pack import Metric
from metrics.sealed import Sealed
from metrics.standing import stand
from metrics.view import View


def day_lines(seen: View, totals: Sequence[Line]) -> dict[str, list[Line]]:
    """By metric a total or one person's line day by day from the period's first to its data day, running."""
    found: dict[str, list[Line]] = {total.metric: [] for total in totals}
    beside = {total.metric: total for total in totals}
    for line in stand(seen, [row for total in totals for row in _rows(seen, total)]):
        total = beside[line.metric]
        # of what adds up alone the days were sealed too
        sealed = total.sealed and seen.sealed == Sealed(whole=True) and seen.pack.metrics[line.metric].kind == "flow"
        about = _beside(total, line.day or seen.ground.period.first_day)
        found[line.metric].append(replace(line, **about, sealed=sealed))
    return found


def _rows(seen: View, total: Line) -> list[dict[str, Any]]:
    """The days of one total before the formulas."""
    metric = seen.pack.metrics[total.metric]
    first = seen.ground.period.first_day
    if total.as_of is None or total.state not in ("value", "zero"):
        return []
    if metric.kind == "distinct" and (total.manager or metric.mart in ("holding", "portfolio")):
        # no days are kept of a person's keys, nor of what is counted on the data day alone
        return []
    daily = _daily(seen, total, metric.id) if metric.kind != "ratio" else _divided(seen, total, metric)
    if metric.kind in ("flow", "distinct"):
        days = [first + timedelta(days=n) for n in range((total.as_of - first).days + 1)]
        running = accumulate(daily[day]["actual"] if day in daily else Decimal(0) for day in days)
        started = accumulate((day in daily for day in days), max)
        return [
            _day(seen, metric, total, day, {"actual": amount}, "value" if any_row else "zero")
            for day, amount, any_row in zip(days, running, started, strict=True)
        ]
    return [_day(seen, metric, total, day, part, "value") for day, part in sorted(daily.items())]


def _divided(seen: View, total: Line, metric: Metric) -> dict[date, dict[str, Any]]:
    """A ratio of two flows as it ran; of anything else no days are kept."""
    if any(seen.pack.metrics[id].kind != "flow" for id in (metric.top, metric.bottom)):
        return {}
    top, bottom = (_daily(seen, total, id) for id in (metric.top, metric.bottom))
    days = sorted(bottom)
    tops = accumulate(top[day]["actual"] if day in top else Decimal(0) for day in days)
    bottoms = accumulate(bottom[day]["actual"] for day in days)
    return {day: {"actual": one / other} for day, one, other in zip(days, tops, bottoms, strict=True) if other}


def _daily(seen: View, total: Line, metric: str) -> dict[date, dict[str, Any]]:
    """What each day brought, or for balances what stood on the days shown."""
    kind = "manager_day" if total.manager else "day"
    wanted = {"metric": metric, "above": seen.ground.unit, "manager": total.manager, "kind": kind}
    rows = seen.reader.rows(
        "select day, actual, opening, last, base, base_end from part where metric = $metric and above = $above"
        " and kind = $kind and ($manager is null or manager = $manager) and actual is not null",
        wanted,
    )
    return {row.pop("day"): row for row in rows}


def _day(seen: View, metric: Metric, total: Line, day: date, part: dict[str, Any], state: str) -> dict[str, Any]:
    return {
        "metric": metric.id,
        "kind": metric.kind,
        "mean": metric.mean,
        "paced": metric.paced,
        "better": metric.better,
        "step": float(metric.step),
        "unit": total.unit,
        "manager": total.manager,
        "name": total.name,
        "provisional": total.provisional,
        "here": total.here,
        "state": state,
        "as_of": day,
        "day": day,
        "target": total.target,
        "target_source": total.target_source,
        **part,
        **seen.clock(metric, day),
    }


def _beside(total: Line, day: date) -> dict[str, Any]:
    late: Sequence[tuple[str, str | None, date | None]] = [
        each for each in total.late if each[2] is None or each[2] < day
    ]
    return {
        "people_target": total.people_target,
        "missing_periods": total.missing_periods,
        "late": tuple(late),
        "unknown": total.unknown,
        "partial": bool(late or total.unknown),
    }
