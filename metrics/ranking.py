"""Everybody's place in one ranking, by attainment, value, score or improvement, before any policy says who sees it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from data.reader import Reader
from metrics.ground import UNPLACED
from metrics.improved import attained_before
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.results import keep_results
from metrics.score import weighted
from metrics.standing import keep_people, rank_people
from metrics.view import View, view
from metrics.workdays import Workdays

By = Literal["attainment", "value", "score", "improved"]
THOUSANDTH = Decimal("0.001")
# what a binary fraction cannot say, as in `stepped` of formulas.sql
NUDGE = Decimal("1e-9")
BEST = Decimal("Infinity")
ASSIGNED = """
select people.manager, coalesce(bool_or(person.away), false) as away,
    bool_or(people.here and not (people.unit = '~' and people.provisional)) as placed
from people left join person using (manager)
where people.assigned group by people.manager
"""
SCORED = """
select
    result.manager,
    any_value(name) as name,
    any_value(unit) as unit,
    bool_or(unit = '~' and provisional) as unplaced,
    bool_or(here) as here,
    max(as_of) as as_of,
    bool_or(result_away.manager is not null) as away,
    any_value(result_score.score) as score,
    any_value(result_score.missing) as missing
from result
inner join result_score using (owner)
left join result_away on result_away.manager = result.manager
where result.manager is not null
group by result.manager
order by result.manager
"""


@dataclass(frozen=True)
class Placed:
    """Somebody's place. `number` is what was compared, after rounding; None with the `reason` for who is left out, and
    where an attainment is more than any number (`merit` is then infinite). The greater `merit` is ahead. `due` is what
    an attainment is of, `lacks` are the metrics for want of which there is no score.
    """

    manager: str
    name: str | None
    unit: str | None
    number: Decimal | None = None
    merit: Decimal | None = None
    rank: int | None = None
    reason: str | None = None
    due: Decimal | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ranking:
    """`by` is what was compared: value in place of attainment where nobody has a target. Who is left out comes last."""

    by: By
    as_of: date | None
    placed: tuple[Placed, ...]

    @property
    def ranked(self) -> int:
        return sum(each.rank is not None for each in self.placed)


@dataclass(frozen=True)
class Asked:
    """Which ranking: `among` whom (None: everybody), up to which day."""

    metric: Metric
    period: Period
    unit: str
    by: By
    among: Sequence[str] | None
    workdays: Workdays
    as_of: date


def ranking(reader: Reader, pack: Pack, asked: Asked) -> Ranking:
    """Competition ranks of everybody assigned below the unit in the period so far, over rounded numbers.

    Attainment and value tie as `ranked.sql` says; equal scores and equal improvements share the place.
    """
    if asked.by == "score":
        return _by_score(reader, pack, asked)
    return rankings(reader, pack, asked, [asked.metric])[asked.metric.id]


def rankings(reader: Reader, pack: Pack, asked: Asked, metrics: Sequence[Metric]) -> dict[str, Ranking]:
    """The same by metric, of several metrics at once; not by score."""
    seen = view(reader, pack, metrics, asked.period, asked.unit, workdays=asked.workdays, as_of=asked.as_of)
    keep_people(seen)
    assigned = reader.rows(ASSIGNED)
    away = {row["manager"]: bool(row["away"]) for row in assigned}
    # where some have a place, who has none and is named by records alone is not ranked with them
    found = rank_people(seen, asked.among, unplaced=not any(row["placed"] for row in assigned))
    # who is named by records alone was never on this board
    known = {metric: [line for line in found[metric.id] if line.manager in away] for metric in metrics}
    return {metric.id: _ranking(reader, pack, seen, asked.by, metric, lines, away) for metric, lines in known.items()}


def _ranking(
    reader: Reader, pack: Pack, seen: View, by: By, metric: Metric, lines: Sequence[Line], away: Mapping[str, bool]
) -> Ranking:
    day = seen.day(metric, seen.ground.unit)
    if by == "improved":
        before = attained_before(reader, pack, metric, seen, {line.as_of for line in lines if line.as_of})
        return Ranking("improved", day, _counted(_improved(line, before, away) for line in lines))
    aimed = any(line.here and line.target is not None and line.actual is not None for line in lines)
    compared: By = "attainment" if by == "attainment" and aimed else "value"
    return Ranking(compared, day, _ordered(_placed(metric, compared, line, away) for line in lines))


def stepped(value: Decimal, step: Decimal) -> Decimal:
    """To a multiple of `step`, halves up, as numbers are compared."""
    nudge = NUDGE.copy_sign(value)
    return (value / step + nudge).quantize(Decimal(1), ROUND_HALF_UP) * step


def _placed(metric: Metric, by: By, line: Line, away: Mapping[str, bool]) -> Placed:
    """A line's place as the ranking of lines gives it."""
    who = Placed(line.manager or "", line.name, line.unit, due=line.expected if metric.paced else line.target)
    place = line.rank if by == "attainment" else line.rank_by_value
    if place is None:
        return replace(who, reason=_reason(line, by, away))
    if by == "attainment" and line.target_state == "best":
        return replace(who, rank=place, merit=BEST)
    number = _number(line.attainment, THOUSANDTH) if by == "attainment" else _number(line.actual, metric.step)
    lower = by == "value" and metric.better == "lower"
    return replace(who, rank=place, number=number, merit=-number if lower else number)


def _number(value: Decimal | None, step: Decimal) -> Decimal:
    assert value is not None  # who has none is not ranked
    return stepped(value, step)


def _reason(line: Line, by: By, away: Mapping[str, bool]) -> str:
    """Why somebody is left out: the first of what keeps a number from being compared."""
    if not line.here and line.unit == UNPLACED and line.provisional:
        return "unplaced"
    if not line.here and line.state != "unknown":
        return "elsewhere"
    if away.get(line.manager or ""):
        return "away"
    if line.state not in ("value", "zero"):
        return line.state
    no_share = by in ("attainment", "improved") and line.target_state in ("no_target", "zero_target")
    return line.target_state if no_share else "not_computable"


def _improved(line: Line, before: Mapping[tuple[str, date], Decimal], away: Mapping[str, bool]) -> Placed:
    """What the attainment is above that at the same share of the previous period."""
    who = Placed(line.manager or "", line.name, line.unit, due=line.target)
    if not line.here or line.attainment is None:
        return replace(who, reason=_reason(line, "improved", away))
    was = before.get((who.manager, line.as_of)) if line.as_of else None
    if was is None:
        return replace(who, reason="no_past")
    number = stepped(line.attainment - was, THOUSANDTH)
    return replace(who, number=number, merit=number)


def _by_score(reader: Reader, pack: Pack, asked: Asked) -> Ranking:
    if not weighted(pack):
        return Ranking("score", None, ())
    keep_results(reader, pack, asked.period, asked.unit, workdays=asked.workdays, people=True, as_of=asked.as_of)
    return by_score(reader, asked.among)


def by_score(reader: Reader, among: Sequence[str] | None) -> Ranking:
    """The ranking by the scores in `result_score`."""
    rows = [row for row in reader.rows(SCORED) if among is None or row["manager"] in set(among)]
    unplaced = not any(row["here"] and not row["unplaced"] for row in rows)
    day = max((row["as_of"] for row in rows if row["as_of"]), default=None)
    return Ranking("score", day, _counted(_scored(row, unplaced) for row in rows))


def _scored(row: Mapping[str, Any], unplaced: bool) -> Placed:
    who = Placed(row["manager"], row["name"], row["unit"])
    if row["unplaced"] and not unplaced:
        return replace(who, reason="unplaced")
    if not row["here"]:
        return replace(who, reason="elsewhere")
    if row["score"] is None and row["away"]:
        return replace(who, reason="away")
    if row["score"] is None:
        return replace(who, reason="no_score", lacks=tuple(row["missing"] or ()))
    number = stepped(Decimal(repr(row["score"])), THOUSANDTH)
    return replace(who, number=number, merit=number)


def _counted(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """With competition ranks (1, 2, 2, 4) by merit."""
    found = list(placed)
    merits = sorted((each.merit for each in found if each.merit is not None), reverse=True)
    ranks = {merit: len(merits) - place for place, merit in enumerate(reversed(merits))}
    return _ordered(replace(each, rank=ranks[each.merit] if each.merit is not None else None) for each in found)


def _ordered(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(placed, key=lambda each: (each.rank is None, each.rank or 0, each.manager)))
