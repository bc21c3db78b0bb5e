"""The composite score of people and units: the weighted mean of their clamped attainments."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.ground import Reader, keep, sql
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.standing import compare, keep_people
from metrics.total import keep_units
from metrics.view import View, view
from metrics.workdays import Workdays

Scores = dict[str, tuple[Decimal | None, tuple[str, ...]]]


def weighted(pack: Pack) -> tuple[Metric, ...]:
    """The metrics the score is made of."""
    return tuple(metric for metric in pack.metrics.values() if metric.weight > 0)


def keep_scores(seen: View, people: bool) -> None:
    """Keeps the score of everybody (or of the unit viewed and its children) as the table `score`.

    The view is one of the pack's weighted metrics; what an owner cannot be measured in is named in `missing`.
    """
    if people:
        keep_people(seen)
        seen.reader.run("create or replace temp table stood as from people where assigned")
    else:
        keep_units(seen)
    compare(seen)
    score = seen.pack.score
    metrics = weighted(seen.pack)
    params: dict[str, object] = {
        "metrics": [metric.id for metric in metrics],
        "weights": [float(metric.weight) for metric in metrics],
        "floor": float(score.floor),
        "cap": float(score.cap),
        "least": float(score.least),
    }
    keep(seen.reader, "score", sql("score"), params)


def scores(
    reader: Reader,
    pack: Pack,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    people: bool,
    level: str = "base",
    as_of: date | None = None,
) -> Scores:
    """By owner the score (None where too little of the weight can be computed) and the metrics missing of it."""
    metrics = weighted(pack)
    if not metrics:
        return {}
    keep_scores(view(reader, pack, metrics, period, unit, workdays=workdays, level=level, as_of=as_of), people)
    return {row["owner"]: _score(row) for row in reader.rows("from score")}


def _score(row: dict[str, Any]) -> tuple[Decimal | None, tuple[str, ...]]:
    found = row["score"]
    return None if found is None else Decimal(repr(found)), tuple(row["missing"] or ())


def with_scores(lines: Sequence[Line], held: Scores) -> list[Line]:
    """The lines with the score of whom they are about."""
    return [_scored(line, held) for line in lines]


def _scored(line: Line, held: Scores) -> Line:
    owner = line.manager or line.unit
    if line.unassigned or owner not in held:
        return line
    score, missing = held[owner]
    return replace(line, score=score, score_missing=missing)
