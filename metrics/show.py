"""Target against actual for one metric: the unit, its children, its people or its days, ranked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from data.reader import Reader
from metrics.actual import Grain
from metrics.contact_parts import over_contacts, part_lines
from metrics.daily import day_lines
from metrics.differing import beneath, correction, corrections
from metrics.forecast import forecast
from metrics.ground import UNPLACED, find, top
from metrics.line import Line
from metrics.measures import MEASURES, measure_lines
from metrics.pack import Metric, Pack
from metrics.parts import beside_lines, tier_lines
from metrics.periods import Period, parse
from metrics.results import scores, with_scores
from metrics.standing import rank_people
from metrics.total import unit_lines
from metrics.view import View, view
from metrics.workdays import Workdays, load

__all__ = ["UNPLACED", "By", "Line", "day_lines", "lines", "people_lines", "unit_lines"]
By = Literal["manager", "unit", "day", "tier", "hour"]


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
    tier: the unit, then the tiers of its customers. hour: contacts by the hour, those without a time last; contacts
    by tier likewise come without the unit. Lines over customers end with those that count in no sum; those of a
    longer period with what has moved since of sealed months in it.
    A measure (yield, daily_minimum, follow_up) is asked for by its id.
    Raises Refused for an unknown unit, metric or period, and for tiers of what has none.
    """
    period = parse(period, pack) if isinstance(period, str) else period
    day = min(as_of or period.last_day, period.last_day)
    unit = find(reader, unit, day) if unit else top(reader, day)
    calendar = workdays or load(every_day=pack.pace == "calendar")
    if isinstance(metric, str) and metric in MEASURES:
        return measure_lines(reader, pack, metric, period, unit, by, workdays=calendar, as_of=as_of)
    metric = pack.metric(metric) if isinstance(metric, str) else metric
    if by == "hour" or (by == "tier" and over_contacts(pack, metric)):
        return part_lines(reader, pack, metric, period, unit, by, workdays=calendar, as_of=as_of)
    grains: tuple[Grain, ...] = ("unit", "manager") if by != "day" else ("unit", "manager", "day")
    seen = view(reader, pack, [metric], period, unit, grains=grains, workdays=calendar, level=level, as_of=as_of)
    beside = beside_lines(seen, metric) if by else []
    if by == "tier":
        beside = [*tier_lines(seen, metric), *beside]
    if by == "manager":
        found = with_forecasts(seen, people_lines(seen)[metric.id])
    else:
        found = unit_lines(seen)[metric.id]
        if by == "day":
            return day_lines(seen, found[:1])[metric.id]
        found = with_forecasts(seen, found if by == "unit" else found[:1])
    held = scores(reader, pack, period, unit, workdays=calendar, people=by == "manager", level=level, as_of=as_of)
    moved = corrections(reader, pack, metric, period, unit, workdays=calendar, as_of=as_of) if by != "tier" else []
    below = beneath(reader, pack, {metric.id: found}, period, unit, workdays=calendar) if by == "unit" else {}
    moved += [correction(metric, period, unit, each) for each in below.values()]
    return [*with_scores(found, held), *beside, *(line for line in moved if by or line.unit == unit)]


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
    # nothing is foretold of what stands still
    if key not in held or line.unassigned or line.sealed:
        return line
    row = held[key]
    told = {name: row[name] for name in ("forecast", "forecast_low", "forecast_high", "forecast_of")}
    about = {"forecast_method": row["method"], "forecast_error": row["error"], "forecast_periods": row["periods"]}
    return replace(line, **told, **about)


def people_lines(seen: View) -> dict[str, list[Line]]:
    """By metric everyone assigned below in order of rank, who else the records name, then what is unassigned."""
    return rank_people(seen)
