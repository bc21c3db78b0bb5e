"""Target against actual for one metric: the unit, its children, its people or its days, ranked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any, Literal

from metrics.actual import Grain
from metrics.forecast import forecast
from metrics.ground import UNPLACED, Reader, find, top
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period, parse
from metrics.score import scores, with_scores
from metrics.standing import rank_people, stand
from metrics.total import unit_lines
from metrics.view import View, view
from metrics.workdays import Workdays, load

__all__ = ["UNPLACED", "By", "Line", "day_lines", "lines", "people_lines", "unit_lines"]
By = Literal["manager", "unit", "day"]


def lines(
    reader: Reader,
    pack: Pack,
    metric: Metric | str,
    *,
    period: Period | str,
    by: By | None = None,
    unit: str | None = None,
    level: str = "base",
    as_of: date | None = None,
    workdays: Workdays | None = None,
) -> list[Line]:
    """The lines of `metric` (id or name) over `period`, up to `as_of` or as far as its source goes.

    by=None: the unit (id or name; default the top). unit: the unit, then its direct children, ranked among
    siblings. manager: everyone assigned below on some day, ranked within the unit, and what is unassigned.
    day: a line a day (for balances at most 31), all columns running to it, without forecast and score.
    Raises Refused for an unknown unit, metric or period.
    """
    metric = pack.metric(metric) if isinstance(metric, str) else metric
    period = parse(period, pack) if isinstance(period, str) else period
    day = min(as_of or period.last_day, period.last_day)
    unit = find(reader, unit, day) if unit else top(reader, day)
    calendar = workdays or load(every_day=pack.pace == "calendar")
    grains: tuple[Grain, ...] = ("unit", "manager") if by != "day" else ("unit", "manager", "day")
    seen = view(reader, pack, [metric], period, unit, grains=grains, workdays=calendar, level=level, as_of=as_of)
    if by == "manager":
        found = with_forecasts(seen, people_lines(seen)[metric.id])
    else:
        found = unit_lines(seen)[metric.id]
        if by == "day":
            return day_lines(seen, found[0])
        found = with_forecasts(seen, found if by == "unit" else found[:1])
    held = scores(reader, pack, period, unit, workdays=calendar, people=by == "manager", level=level, as_of=as_of)
    return with_scores(found, held)


def with_forecasts(seen: View, found: Sequence[Line]) -> list[Line]:
    """The lines of one metric with what is foretold of each."""
    if not found:
        return []
    metric = seen.pack.metrics[found[0].metric]
    people = [line.manager for line in found if line.manager]
    paces = {line.manager: line.pace for line in found if line.manager and line.pace is not None and line.here}
    rows = forecast(
        seen.reader, seen.pack, metric, seen.ground, seen.workdays, units=() if people else None, people=people,
        own_pace=paces,
    )  # fmt: skip
    held = {(row.pop("kind"), row.pop("id")): row for row in rows}
    return [_foretold(line, held) for line in found]


def _foretold(line: Line, held: dict[tuple[str, str], dict[str, Any]]) -> Line:
    key = ("manager", line.manager) if line.manager else ("unit", line.unit or "")
    if key not in held or line.unassigned:
        return line
    row = held[key]
    told = {name: row[name] for name in ("forecast", "forecast_low", "forecast_high", "forecast_of")}
    about = {"forecast_method": row["method"], "forecast_error": row["error"], "forecast_periods": row["periods"]}
    return replace(line, **told, **about)


def people_lines(seen: View) -> dict[str, list[Line]]:
    """By metric everyone assigned below in order of rank, who else the records name, then what is unassigned."""
    return rank_people(seen)


def day_lines(seen: View, total: Line) -> list[Line]:
    """A total or one person's line day by day from the period's first to its data day, running."""
    metric = seen.pack.metrics[total.metric]
    first = seen.ground.period.first_day
    if total.as_of is None or total.state not in ("value", "zero"):
        return []
    if metric.kind == "distinct" and (total.manager or metric.mart == "holding"):
        # no days are kept of a person's keys, nor of what is counted on the data day alone
        return []
    daily = _daily(seen, total, metric.id) if metric.kind != "ratio" else _divided(seen, total, metric)
    if metric.kind in ("flow", "distinct"):
        days = [first + timedelta(days=n) for n in range((total.as_of - first).days + 1)]
        running = accumulate(daily[day]["actual"] if day in daily else Decimal(0) for day in days)
        started = accumulate((day in daily for day in days), max)
        rows = [
            _day(seen, metric, total, day, {"actual": amount}, "value" if any_row else "zero")
            for day, amount, any_row in zip(days, running, started, strict=True)
        ]
    else:
        rows = [_day(seen, metric, total, day, part, "value") for day, part in sorted(daily.items())]
    return [replace(line, **_beside(total, line.day or first)) for line in stand(seen, rows)]


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
