"""What the target rows of several periods make of one: the own row, a tiling, a share of a longer row, the last."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.periods import Period
from metrics.tiling import gaps, tile
from metrics.workdays import Workdays

MISSING = "missing"
EVEN = "~even"


@dataclass(frozen=True)
class Codes:
    """The period codes of the target rows that touch the period asked for, and those that say nothing.

    `inside` lie within it, `around` hold it and more.
    """

    inside: dict[str, Period]
    around: dict[str, Period]
    unknown: tuple[str, ...]

    @property
    def all(self) -> dict[str, Period]:
        return self.inside | self.around


@dataclass(frozen=True)
class Piece:
    """A target row's part in the period: `factor` of its amount for the days `first` up to `until`.

    `said` is own, tiled, spread (a longer row's share), last (a sub-period's, for what stands at the end), longer
    (a ratio of more days) or missing (days that no row covers).
    """

    code: str
    factor: float
    first: date
    until: date
    said: str


def pieces(kind: str, held: Sequence[str], written: Codes, period: Period, workdays: Workdays) -> list[Piece]:
    """What the rows of those codes make of the period's target; `kind` is a metric's target class.

    A code followed by `~even` is spread evenly over its months, any other by workdays.
    """
    even = {mark.removesuffix(EVEN) for mark in held if mark.endswith(EVEN)}
    held = [mark.removesuffix(EVEN) for mark in held]
    inside = tuple((written.inside[code].first_day, written.inside[code].until, code)
                   for code in held if code in written.inside)  # fmt: skip
    around = sorted((code for code in held if code in written.around), key=lambda code: _length(written.around[code]))
    whole = [Piece(code, 1, period.first_day, period.until, "own") for *span, code in inside
             if span == [period.first_day, period.until]]  # fmt: skip
    if whole or kind == "own":
        return whole[:1]
    if kind == "adds":
        return _added(inside, {code: written.around[code] for code in around}, even, period, workdays)
    ends = sorted((piece for piece in inside if piece[1] == period.until), key=lambda piece: piece[0])
    if ends:
        return [Piece(ends[0][2], 1, period.first_day, period.until, "last")]
    if kind == "holds" and around:
        return [Piece(around[0], 1, period.first_day, period.until, "longer")]
    return _missing(inside, period) if inside else []


def _length(span: Period) -> int:
    return (span.until - span.first_day).days


def _added(
    inside: tuple[tuple[date, date, str], ...],
    around: Mapping[str, Period],
    even: Container[str],
    period: Period,
    workdays: Workdays,
) -> list[Piece]:
    chosen, lacking = tile(inside, period)
    spans = {code: (first, until) for first, until, code in inside}
    if not lacking:
        return [Piece(code, 1, *spans[code], "tiled") for code in chosen]
    for code, longer in around.items():
        months = _share_of_months(period, longer) if code in even else None
        days = workdays.count(longer.first_day, longer.until)
        share = workdays.count(period.first_day, period.until) / days if days else None
        if months or share:
            return [Piece(code, months or share or 0, period.first_day, period.until, "spread")]
    return [*_side_by_side(inside), *_missing(inside, period)]


def _share_of_months(period: Period, longer: Period) -> float | None:
    """The period's months of the longer one's; None where either isn't made of whole months."""
    if not all(day.day == 1 for span in (period, longer) for day in (span.first_day, span.until)):
        return None
    return _months(period) / _months(longer)


def _months(span: Period) -> int:
    return (span.until.year - span.first_day.year) * 12 + span.until.month - span.first_day.month


def _side_by_side(inside: tuple[tuple[date, date, str], ...]) -> list[Piece]:
    """Rows that don't overlap: all there is of somebody who was there for no more than those."""
    found: list[Piece] = []
    for first, until, code in sorted(inside):
        if not found or first >= found[-1].until:
            found.append(Piece(code, 1, first, until, "tiled"))
    return found


def _missing(inside: tuple[tuple[date, date, str], ...], period: Period) -> list[Piece]:
    found = gaps(inside, period)
    if not found:
        return [Piece(period.code, 0, period.first_day, period.until, MISSING)]
    return [Piece(code, 0, first, until, MISSING) for first, until, code in found]
