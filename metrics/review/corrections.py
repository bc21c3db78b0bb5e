"""What a review says of corrections to sealed months: within the year to date, and of sealed units below."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.differing import beneath, corrected
from metrics.line import Line
from metrics.pack import Metric
from metrics.periods import containing
from metrics.review.shape import Figure, Value

if TYPE_CHECKING:
    from metrics.review.gather import Asked


def with_corrections(asked: "Asked", metrics: Sequence[Metric], found: list[Figure]) -> list[Figure]:
    """The figures with what of the year's are corrections to sealed months."""
    year = containing("year", asked.month.first_day, asked.pack.year)
    moved = corrected(
        asked.reader, asked.pack, metrics, year, asked.unit, workdays=asked.workdays, as_of=asked.day
    )  # fmt: skip
    owned = [(each.metric, each.manager) if _own(asked, each) else None for each in found]
    return [
        replace(each, year=replace(each.year, corrected=moved[owner])) if each.year and owner in moved else each
        for each, owner in zip(found, owned, strict=True)
    ]


def from_below(asked: "Asked", metrics: Sequence[Metric], now: Mapping[str, Sequence[Line]]) -> list[Figure]:
    """What sealed units below have been corrected by since."""
    units = {
        metric.id: [line for line in now[metric.id] if not line.manager and not line.unassigned] for metric in metrics
    }
    moved = beneath(asked.reader, asked.pack, units, asked.month, asked.unit, workdays=asked.workdays)
    return [
        Figure(metric, None, None, None, Value("value", actual=actual), correction=True)
        for metric, actual in moved.items()
    ]


def _own(asked: "Asked", figure: Figure) -> bool:
    """Whether a figure is a person's or that of the unit reviewed."""
    return figure.manager is not None or (figure.unit == asked.unit and not figure.unassigned)
