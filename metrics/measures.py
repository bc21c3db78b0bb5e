"""What is measured of activity beside the pack's metrics, as lines like theirs: yield, daily minimum, follow-ups."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from data.errors import Refused
from data.reader import Reader
from metrics.follow_ups import follow_ups, kept
from metrics.ground import UNPLACED
from metrics.line import Line, bare
from metrics.minimum import daily_minimum
from metrics.pack import Pack
from metrics.periods import Period
from metrics.workdays import Workdays
from metrics.yields import result_metric, yields

STEP = Decimal("0.001")
Known = tuple[str, str | None, str | None, Decimal | None, str, bool]


def measure_unit(pack: Pack, name: str) -> str:
    """The unit a measure's actual is in."""
    return result_metric(pack).unit if name == "yield" else "share"


def measure_lines(
    reader: Reader,
    pack: Pack,
    name: str,
    period: Period,
    unit: str,
    by: str | None,
    *,
    workdays: Workdays,
    as_of: date | None = None,
) -> list[Line]:
    """The lines of a measure: the unit, with its children, or its people in order of rank by value.

    `yield` is the result per effective contact, `daily_minimum` the share of own workdays with the minimum met,
    `follow_up` the share done of what was due. Raises Refused("metric.no_part") for any other `by`.
    """
    if by not in (None, "unit", "manager"):
        raise Refused("metric.no_part", metric=name, by=by)
    day, rows = MEASURES[name](reader, pack, period, unit, workdays, as_of)
    wanted = [row for row in rows if (row[1] is not None) == (by == "manager") and (by or row[0] == unit)]
    lines = [_line(name, period, day, row) for row in wanted]
    return _ranked(lines) if by == "manager" else [*lines[:1], *_ranked(lines[1:])]


def _line(name: str, period: Period, day: date | None, row: Known) -> Line:
    unit, manager, called, actual, state, here = row
    return bare(
        unit=unit, manager=manager, name=called, metric=name, period=period.code, as_of=day, state=state,
        actual=actual, here=here and unit != UNPLACED,
    )  # fmt: skip


def _ranked(lines: Sequence[Line]) -> list[Line]:
    """Competition ranks by rounded value; who has none, or isn't there any more, comes last without one."""
    values = {line: line.actual.quantize(STEP, ROUND_HALF_UP) for line in lines if line.actual is not None}
    inside = {line: value for line, value in values.items() if line.here}
    rank = {value: 1 + sum(other > value for other in inside.values()) for value in set(inside.values())}
    found = [
        replace(line, rank=rank[inside[line]], rank_by_value=rank[inside[line]], ranked=len(inside),
                ranked_by_value=len(inside))
        if line in inside else line
        for line in lines
    ]  # fmt: skip
    return sorted(found, key=lambda line: (line.rank is None, line.rank or 0, line.manager or line.unit or ""))


def _yield(reader: Reader, pack: Pack, period: Period, unit: str, workdays: Workdays, as_of: date | None) -> "Found":
    found = yields(reader, pack, period, unit, workdays=workdays, as_of=as_of)
    states = {"unknown": "unknown", "out_of_scope": "out_of_scope"}
    rows = [
        (each.unit, each.manager, each.name, each.rate,
         "value" if each.rate is not None else states.get(each.place or "", "not_computable"), True)
        for each in (*found.units, *found.points)
    ]  # fmt: skip
    return found.as_of, rows


def _minimum(reader: Reader, pack: Pack, period: Period, unit: str, workdays: Workdays, as_of: date | None) -> "Found":
    found = daily_minimum(reader, pack, period, unit, workdays=workdays, as_of=as_of)
    rows = [
        (each.unit, each.manager, each.name, each.share, "value" if each.days else "not_computable", each.here)
        for each in (*found.units, *found.people)
    ]
    return found.as_of, rows


def _follow_up(
    reader: Reader, pack: Pack, period: Period, unit: str, workdays: Workdays, as_of: date | None
) -> "Found":
    found = follow_ups(reader, pack, period, unit, as_of=as_of)
    rows: list[Known] = [] if found.counts else [(unit, None, None, None, "not_computable", True)]
    for (of, manager), group in groupby(found.counts, key=lambda each: (each.unit, each.manager)):
        counts = list(group)
        share = kept(counts)
        rows.append((of, manager, counts[0].name, share, "not_computable" if share is None else "value", True))
    return found.as_of, sorted(rows, key=lambda row: row[0] != unit)


Found = tuple[date | None, Iterable[Known]]
MEASURES: dict[str, Callable[[Reader, Pack, Period, str, Workdays, date | None], Found]] = {
    "yield": _yield,
    "daily_minimum": _minimum,
    "follow_up": _follow_up,
}
