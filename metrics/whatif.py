"""What if a target, a weight, the floor or the cap were another: the same numbers made again, nothing stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.decimals import decimal
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.score import keep_scores, weighted
from metrics.standing import rank_people
from metrics.targets import Instead, codes, keep_aims
from metrics.total import unit_lines
from metrics.view import View, view
from metrics.workdays import Workdays

# who no longer belongs here isn't ranked, nor is the unit itself among its people
PLACES = """
with stood as (
    select owner, score.score, bool_or(here) and score is not null and owner <> $top as placed
    from score
    join compared using (owner)
    group by owner, score.score
)
select owner, score, if(placed, rank() over (partition by placed order by stepped(score, 0.001) desc), null) as place
from stood
"""


@dataclass(frozen=True)
class Supposed:
    """What differs from what is stored: targets of the period by metric, kind and owner, weights, floor and cap."""

    targets: Instead = field(default_factory=dict)
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    floor: Decimal | None = None
    cap: Decimal | None = None

    def pack(self, pack: Pack) -> Pack:
        """The pack with the other weights, floor and cap."""
        metrics = {
            id: metric.model_copy(update={"weight": self.weights.get(id, metric.weight)})
            for id, metric in pack.metrics.items()
        }
        asked = {"floor": self.floor, "cap": self.cap}
        given = {name: value for name, value in asked.items() if value is not None}
        return pack.model_copy(update={"metrics": metrics, "score": pack.score.model_copy(update=given)})


@dataclass(frozen=True)
class Place:
    """A unit or person: its line, its composite score and its rank by score among the rows shown."""

    line: Line
    score: Decimal | None
    place: int | None

    @property
    def owner(self) -> str:
        return self.line.manager or self.line.unit or ""


def places(
    reader: Reader,
    pack: Pack,
    metric: Metric,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    as_of: date,
    people: bool,
    level: str = "base",
    supposed: Supposed | None = None,
) -> list[Place]:
    """The unit first, then its people (or its children) in order of rank, under what is supposed."""
    supposed = supposed or Supposed()
    pack = supposed.pack(pack)

    def seen(*metrics: Metric) -> View:
        made = view(reader, pack, metrics, period, unit, workdays=workdays, level=level, as_of=as_of)
        return _with(made, supposed.targets)

    found = seen(metric)
    own, *below = unit_lines(found)[metric.id]
    if people:
        below = [line for line in rank_people(found)[metric.id] if not line.unassigned]
    scored = _scores(seen(*weighted(pack)), people=False) if weighted(pack) else {}
    if people and weighted(pack):
        scored |= _scores(seen(*weighted(pack)), people=True)
    return [_place(line, scored) for line in (replace(own, rank=None), *below)]


def _with(seen: View, targets: Instead) -> View:
    """The view with other targets kept than those stored."""
    if targets:
        measured = {metric.id for metric in seen.measured}
        instead = {whose: amount for whose, amount in targets.items() if whose[0] in measured}
        written = codes(seen.reader, seen.pack, seen.ground.period)
        keep_aims(seen.reader, seen.ground, seen.measured, written, seen.units, seen.level, seen.workdays, instead)
    return seen


def _scores(seen: View, people: bool) -> dict[str, tuple[Decimal | None, int | None]]:
    keep_scores(seen, people)
    rows = seen.reader.rows(PLACES, {"top": seen.ground.unit})
    return {row["owner"]: (decimal(row["score"]), row["place"]) for row in rows}


def _place(line: Line, scored: Mapping[str, tuple[Decimal | None, int | None]]) -> Place:
    score, place = scored.get(line.manager or line.unit or "", (None, None))
    return Place(line, score, place)
