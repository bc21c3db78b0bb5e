"""The composite score of people and units: the weighted mean of their clamped attainments."""

from metrics.ground import keep, sql
from metrics.pack import Metric, Pack
from metrics.sealed import hold_scores
from metrics.standing import compare, keep_people
from metrics.total import keep_units
from metrics.view import View


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
    if seen.sealed:
        hold_scores(seen.reader, seen.sealed, people)
