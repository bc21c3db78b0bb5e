"""Target against actual for one metric: the unit, its children, its people or its days, ranked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Literal

from metrics.actual import Grain, actuals
from metrics.ground import Reader, find, top
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period, parse
from metrics.ranks import BEST, Entry, Ranks, ranks, tied
from metrics.total import make_line, unit_line
from metrics.view import NOTHING, View, view
from metrics.workdays import Workdays, load

__all__ = ["By", "Line", "child_lines", "day_lines", "lines", "people_lines"]
# the unit of what has no place in the tree: never ranked, and no line while nothing is in it
UNPLACED = "~"
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
    day: a line a day, all columns running to it. Raises Refused for an unknown unit, metric or period.
    """
    metric = pack.metric(metric) if isinstance(metric, str) else metric
    period = parse(period, pack) if isinstance(period, str) else period
    day = min(as_of or period.last_day, period.last_day)
    unit = find(reader, unit, day) if unit else top(reader, day)
    calendar = workdays or load(every_day=pack.pace == "calendar")
    grains: tuple[Grain, ...] = ("unit", "manager") if by != "day" else ("unit", "manager", "day")
    seen = view(reader, pack, [metric], period, unit, grains=grains, workdays=calendar, level=level, as_of=as_of)
    if by == "manager":
        return people_lines(reader, seen, metric)
    if by == "unit":
        return child_lines(reader, seen, metric)
    return day_lines(seen, metric) if by == "day" else [unit_line(seen, metric, unit)]


def child_lines(reader: Reader, seen: View, metric: Metric) -> list[Line]:
    """The unit viewed, then its children in order of rank."""
    own, *below = [unit_line(seen, metric, unit) for unit in (seen.ground.unit, *seen.ground.children)]
    listed = [
        replace(line, here=line.unit != UNPLACED)
        for line in below
        if line.unit != UNPLACED or line.state != "out_of_scope"
    ]
    return [own, *_ranked(reader, seen, metric, listed)]


def people_lines(reader: Reader, seen: View, metric: Metric) -> list[Line]:
    """Everyone assigned below in order of rank, who else records name, then what is unassigned."""
    day = seen.ground.total_last(metric.source, seen.ground.below[seen.ground.unit])
    listed = [_person(seen, metric, manager, day) for manager in seen.people]
    actual = seen.actuals[metric.id].people
    others = [key for key in actual if key is not None and key not in seen.people]
    found = [*_ranked(reader, seen, metric, listed), *(_other(seen, metric, key, day) for key in sorted(others))]
    if None in actual:
        about = {"unit": seen.ground.unit, "here": False, "unassigned": True}
        found.append(make_line(seen, metric, "value", actual[None], None, day, **about))
    return found


def _person(seen: View, metric: Metric, manager: str, day: date | None) -> Line:
    stretches = seen.people[manager]
    on = seen.here(stretches, day)
    last = on or stretches[-1]
    target = seen.targets[metric.id].get(("manager", manager), NOTHING)
    state = seen.states[metric.id][manager]
    as_of = seen.ground.last(metric.source, last.unit) or (day if state == "value" else None)
    actual = seen.actuals[metric.id].people.get(manager)
    return make_line(
        *(seen, metric, state, actual, target.amount, as_of),
        unit=last.unit,
        manager=manager,
        name=last.name,
        target_source=target.source,
        missing_periods=target.missing,
        here=on is not None,
        provisional=last.provisional,
    )


def _other(seen: View, metric: Metric, manager: str, day: date | None) -> Line:
    """Somebody the records of the unit name who was never assigned there: shown, so that the parts sum up."""
    about = {"unit": seen.ground.unit, "manager": manager, "name": manager, "here": False}
    return make_line(seen, metric, "value", seen.actuals[metric.id].people[manager], None, day, **about)


def _ranked(reader: Reader, seen: View, metric: Metric, found: Sequence[Line]) -> list[Line]:
    """The lines with both ranks, in order of rank; who isn't ranked comes last."""
    inside = {_key(line): line for line in found if line.here and line.state in ("value", "zero")}
    entries = [Entry(key, _share(line), line.actual or Decimal(0)) for key, line in inside.items()]
    if close := tied(entries, metric.step):
        first = _reached(reader, seen, metric, {key: inside[key] for key in close})
        entries = [replace(each, reached_on=first[each.key]) if each.key in first else each for each in entries]
    held = ranks(entries, metric.step, metric.better, any(line.target is not None for line in inside.values()))
    return sorted((_placed(line, held) for line in found), key=_order)


def _placed(line: Line, held: Ranks) -> Line:
    key = _key(line) if line.here else ""
    return replace(
        line,
        rank=held.rank.get(key),
        rank_by_value=held.rank_by_value.get(key),
        ranked=held.ranked,
        ranked_by_value=len(held.rank_by_value),
    )


def _order(line: Line) -> tuple[int, int, str]:
    """By rank, then by value; who isn't ranked comes last."""
    return line.rank or 10**9, line.rank_by_value or 10**9, _key(line)


def _key(line: Line) -> str:
    return line.manager or line.unit or ""


def _share(line: Line) -> Decimal | None:
    return BEST if line.target_state == "best" else line.attainment


def _reached(reader: Reader, seen: View, metric: Metric, close: dict[str, Line]) -> dict[str, date]:
    """The day on which each of these first reached its target, of those whose ranks tie."""
    grain: Grain = "manager_day" if next(iter(close.values())).manager else "day"
    people, units = (list(close), [seen.ground.unit]) if grain == "manager_day" else (None, list(close))
    found = actuals(reader, seen.pack, [metric], seen.ground, units, (grain,), people=people)[metric.id]
    daily = found.people_days if grain == "manager_day" else found.unit_days
    reached: dict[str, date] = {}
    sums: dict[str, Decimal] = {}
    for (key, day), amount in sorted(daily.items(), key=lambda item: item[0][1]):
        if key in close and key not in reached:
            sums[key] = sums.get(key, Decimal(0)) + amount
            if sums[key] >= (close[key].target or 0):
                reached[key] = day
    return reached


def day_lines(seen: View, metric: Metric) -> list[Line]:
    """The unit viewed day by day from the period's first to its data day, running."""
    total = unit_line(seen, metric, seen.ground.unit)
    first = seen.ground.period.first_day
    if total.as_of is None or total.state not in ("value", "zero"):
        return []
    days = [first + timedelta(days=n) for n in range((total.as_of - first).days + 1)]
    daily = seen.actuals[metric.id].days
    running = accumulate(daily.get(day, Decimal(0)) for day in days)
    started = accumulate((day in daily for day in days), max)
    return [_day(seen, metric, total, *each) for each in zip(days, running, started, strict=True)]


def _day(seen: View, metric: Metric, total: Line, day: date, running: Decimal, started: bool) -> Line:
    late = tuple(each for each in total.late if each[2] is None or each[2] < day)
    return make_line(
        *(seen, metric, "value" if started else "zero", running, total.target, day),
        unit=total.unit,
        name=total.name,
        day=day,
        target_source=total.target_source,
        people_target=total.people_target,
        missing_periods=total.missing_periods,
        partial=bool(late or total.unknown),
        unknown=total.unknown,
        late=late,
        provisional=total.provisional,
    )
