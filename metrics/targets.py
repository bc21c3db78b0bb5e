"""Which target counts for a person or a unit: the row for the period, else those that make one, prorated."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.ground import Ground, Reader, keep, put, sql
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.tiling import gaps, tile
from metrics.workdays import Workdays

MISSING = "missing"
GATHERED = "select metric, kind, owner, string_agg(mark, '|' order by mark) as codes from goal group by all"
EVEN = "~even"
Span = tuple[date, date]
# other amounts than the stored ones, by metric, kind (unit | manager) and owner
Instead = Mapping[tuple[str, str, str], Decimal]
INSTEAD = {
    "metric": "varchar", "kind": "varchar", "owner": "varchar", "period": "varchar", "mark": "varchar",
    "amount": "decimal(18, 4)", "prorate": "boolean",
}  # fmt: skip


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


def codes(reader: Reader, pack: Pack, period: Period) -> Codes:
    """Turns the distinct codes of the target rows into days."""
    texts = [row["period"] for row in reader.rows("select distinct period from target order by period")]
    read = {text: pack.period(text) for text in texts if text is not None}
    known = {text: found for text, found in read.items() if found}
    inside = {
        text: found
        for text, found in known.items()
        if period.first_day <= found.first_day and found.until <= period.until
    }
    around = {
        text: found
        for text, found in known.items()
        if text not in inside and found.first_day <= period.first_day and period.until <= found.until
    }
    return Codes(inside, around, tuple(text for text, found in read.items() if found is None))


def keep_goals(
    reader: Reader,
    metrics: Sequence[Metric],
    written: Codes,
    units: Iterable[str],
    level: str,
    instead: Instead | None = None,
    period: Period | None = None,
) -> list[tuple[str, str]]:
    """Keeps the target rows of the people in `stretch` and of `units` as the table `goal`.

    Returns the distinct pairs of a metric's target class and the codes that somebody has rows for.
    A row may name its metric by id or by its name in either language; where several do, the id counts.
    `instead` are amounts for the period that take the place of all rows of their owners.
    """
    named = [(text, each.id) for each in metrics for text in (each.names.en, each.names.zh, each.id)]
    spans = written.all
    params = {
        "texts": [text for text, _ in named],
        "metrics": [metric for _, metric in named],
        "periods": list(spans),
        "firsts": [span.first_day for span in spans.values()],
        "untils": [span.until for span in spans.values()],
        "units": list(units),
        "level": level,
    }
    keep(reader, "goal", sql("goal"), params)
    if instead and period:
        _replace(reader, instead, period)
    classes = {metric.id: metric.target_class for metric in metrics}
    keep(reader, "gathered", GATHERED, {})
    found = reader.rows("select distinct metric, codes from gathered")
    return sorted({(classes[row["metric"]], row["codes"]) for row in found})


def _replace(reader: Reader, instead: Instead, period: Period) -> None:
    rows = [
        {"metric": metric, "kind": kind, "owner": owner, "period": period.code, "mark": period.code, "amount": amount,
         "prorate": True}
        for (metric, kind, owner), amount in instead.items()
    ]  # fmt: skip
    put(reader, "instead", INSTEAD, rows)
    # prorated as the stored one
    same = "(goal.metric, goal.kind, goal.owner) = (instead.metric, instead.kind, instead.owner)"
    reader.run(f"update instead set prorate = false where exists (from goal where not goal.prorate and {same})")
    reader.run("delete from goal where (metric, kind, owner) in (select (metric, kind, owner) from instead)")
    reader.run("insert into goal by name from instead")


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


def keep_aims(
    reader: Reader,
    ground: Ground,
    metrics: Sequence[Metric],
    written: Codes,
    units: Iterable[str],
    level: str,
    workdays: Workdays,
    instead: Instead | None = None,
) -> None:
    """Keeps everybody's own workdays as `own`, people as `person`, and the targets that count as `aim`."""
    period = ground.period
    if instead:
        written = Codes(written.inside | {period.code: period}, written.around, written.unknown)
    found = [
        (kind, held, piece)
        for kind, held in keep_goals(reader, metrics, written, units, level, instead, period)
        for piece in pieces(kind, held.split("|"), written, period, workdays)
    ]
    clocks = reader.rows("select distinct clock_first from asked where prorated")
    firsts = {period.first_day, *(row["clock_first"] for row in clocks)}
    spans = sorted({*((first, period.until) for first in firsts), *((piece.first, piece.until) for *_, piece in found)})
    params: dict[str, object] = {
        "span_firsts": [first for first, _ in spans],
        "span_untils": [until for _, until in spans],
        "day": ground.day,
    }
    keep(reader, "own", sql("own"), params)
    days = {metric.source: ground.total_last(metric.source, ground.below[ground.unit]) for metric in metrics}
    params = {
        "sources": list(days), "on_days": [day or ground.day for day in days.values()],
        "first": period.first_day, "until": period.until, "day": ground.day,
    }  # fmt: skip
    keep(reader, "person", sql("person"), params)
    params = {
        "classes": [kind for kind, *_ in found],
        "code_sets": [held for _, held, _ in found],
        "codes": [piece.code for *_, piece in found],
        "factors": [piece.factor for *_, piece in found],
        "piece_firsts": [piece.first for *_, piece in found],
        "piece_untils": [piece.until for *_, piece in found],
        "sources_said": [piece.said for *_, piece in found],
    }
    keep(reader, "aim", sql("aim"), params)
