"""Foretells a flow at its period's end, by run-rate or by the past's shape: whichever erred less on these records."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from data.reader import Reader
from metrics.ground import DAY, Complete, Ground, sql
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.workdays import Workdays

# how many periods before this one are looked at, and how many it takes
AT_MOST, AT_LEAST = 12, 4


def forecast(
    reader: Reader,
    pack: Pack,
    metric: Metric,
    ground: Ground,
    workdays: Workdays,
    *,
    units: Sequence[str] | None = None,
    people: Sequence[str] | None = None,
    own_pace: Mapping[str, Decimal] | None = None,
) -> list[dict[str, Any]]:
    """A row for each unit and person below the unit viewed whose result can be foretold; others are absent.

    Columns: kind (unit | manager), id, forecast, forecast_low, forecast_high (in the metric's unit), method
    (run_rate | past_shape), forecast_of (own | unit: whose past it is), error (mean absolute share by which the
    method missed the past results, a fraction), periods (how many these were).
    `units` beside the unit viewed, default its children; `people` default everyone, () none; `own_pace` is the
    share passed of the own workdays of people who have other ones than their unit.
    """
    source = metric.source
    known = [each for (kind, _), held in ground.complete.items() if kind == source for each in held]
    periods = _periods(ground.period, known)
    if metric.kind != "flow" or len(periods) <= AT_LEAST:
        return []
    asked = {ground.unit, *(ground.children if units is None else units)}
    ends = {unit: ground.total_last(source, ground.below[unit]) for unit in sorted(asked)}
    filtered = f"{metric.aggregate} filter (where {metric.where})" if metric.where else metric.aggregate
    results = sql("forecast_results").format(mart=metric.mart, measure=filtered)
    query = sql("forecast").format(days=sql("forecast_days"), clock=sql("forecast_clock"), results=results)
    owners = {"units": list(ends), "unit_days": list(ends.values()), "people": None if people is None else list(people)}
    paces = {"paced": list(own_pace or ()), "paces": list((own_pace or {}).values())}
    lists = {name: list(values) for name, values in pack.lists.items() if f"${name}" in metric.where}
    days = _days(ground, periods, workdays) | _known(known) | {"latest": ground.latest.get(source)}
    return reader.rows(query, {**days, **owners, **paces, **lists, "day": ends[ground.unit], "at_least": AT_LEAST})


def _periods(period: Period, known: Sequence[Complete]) -> list[Period]:
    """The period, then those before it as far back as the records reach."""
    since = min((each.first_day for each in known), default=date.max)
    found = [period]
    while len(found) <= AT_MOST and found[-1].first_day > since:
        found.append(found[-1].previous())
    return found


def _days(ground: Ground, periods: Sequence[Period], workdays: Workdays) -> dict[str, object]:
    spans = [(each.first_day, (each.until - each.first_day).days) for each in periods]
    days = (first + n * DAY for first, length in spans for n in range(length))
    return {
        "unit": ground.unit,
        "first": ground.period.first_day,
        "last": ground.period.last_day,
        "end": ground.end,
        "firsts": [each.first_day for each in periods],
        "untils": [each.until for each in periods],
        "workdays": [day for day in days if workdays.is_workday(day)],
        "scan_first": min(each.first_day for each in periods),
        "scan_until": ground.end + DAY,
    }


def _known(known: Sequence[Complete]) -> dict[str, object]:
    return {
        "known_units": [each.unit for each in known],
        "known_firsts": [each.first_day for each in known],
        "known_days": [each.last_day for each in known],
    }
