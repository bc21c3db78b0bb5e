"""Tables of a review: target against actual with what came before, total and chart."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from data.exports.report import Cell, Chart, Column, Table
from data.text import numbers
from metrics.pack import Metric
from metrics.review.shape import Figure, Value
from metrics.review.words import Told

# what grew to more than so many times is told as that; what never sums
MOST, UNSUMMED = 10, ("share", "ratio", "points")
Cells = Callable[[Figure], Sequence[Cell]]


@dataclass(frozen=True)
class Line:
    """A row's figure with the metric it is in, and what its first cells say."""

    figure: Figure
    metric: Metric
    words: tuple[str, ...]


def versus(told: Told, title: str, heads: Sequence[str], lines: Sequence[Line], total: Line | None = None) -> Table:
    """Actual, target, attainment, gap, last month and last year, of metrics that count in one unit."""
    unit = lines[0].metric.unit if lines else "count"
    words = [Column(head, wide=1.6 if place == 0 else 1) for place, head in enumerate(heads)]
    rows = [_versus(told, line) for line in lines]
    sums = _versus(told, total) if total else None
    columns = [*words, *_compared(told, unit, len(words))]
    bands = [(place, line.figure.now.band) for place, line in enumerate(lines)]
    bands += [(-1, total.figure.now.band)] if total else []
    marks = tuple((place, band) for place, band in bands if band)
    return Table(
        title, tuple(_adding(columns, rows, sums)), tuple(rows), sums, band=len(columns) - 1, marks=marks
    )  # fmt: skip


def _compared(told: Told, unit: str, first: int) -> list[Column]:
    off = "points" if unit == "share" else unit
    return [
        Column(told.say("page.actual"), unit),
        Column(told.say("page.target_amount"), unit),
        Column(told.say("page.attainment"), "share", quotient=(first, first + 1)),
        Column(told.say("page.gap_amount"), off, difference=(first + 1, first)),
        Column(told.say("review.before"), unit),
        _changed(told.say("review.change"), unit, (first, first + 4)),
        Column(told.say("review.year_ago"), unit),
        _changed(told.say("review.change_year"), unit, (first, first + 6)),
        Column(told.say("page.band")),
    ]


def _changed(title: str, unit: str, places: tuple[int, int]) -> Column:
    """By what share something grew, by how many points a share did."""
    if unit == "share":
        return Column(title, "points", signed=True, difference=places)
    return Column(title, "share", signed=True, growth=places)


def _versus(told: Told, line: Line) -> tuple[Cell, ...]:
    now, metric = line.figure.now, line.metric
    past = [
        (then.actual if then else None, change(told, now, then, metric))
        for then in (line.figure.before, line.figure.year_ago)
    ]
    values = (now.actual, now.target, now.attainment, now.gap)
    return (*line.words, *values, *(cell for pair in past for cell in pair), told.band(now))


def change(told: Told, now: Value, then: Value | None, metric: Metric) -> Cell:
    """By what share it grew, of shares by how many points; not comparable from nothing, of what is growth itself, and
    of what adds up while the month runs.
    """
    if now.actual is None or then is None or then.actual is None:
        return None
    if told.review.about.running and metric.kind not in ("balance_end", "balance_average", "ratio"):
        return told.say("state.not_computable")
    if metric.unit == "share":
        return now.actual - then.actual
    if metric.kind == "growth" or then.actual <= 0:
        return told.say("state.not_computable")
    grown = (now.actual - then.actual) / then.actual
    return grown if grown < MOST else f"×{numbers.count(now.actual / then.actual, told.language)}"


def _adding(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], total: Sequence[Cell] | None
) -> Iterable[Column]:
    """The columns, those marked whose rows sum to the total."""
    for place, column in enumerate(columns):
        known = [Decimal(cell) for row in rows if isinstance(cell := row[place], Decimal | int)]
        whole = total[place] if total else None
        summed = column.right and not (column.quotient or column.growth) and column.unit not in UNSUMMED
        adds = summed and len(known) > 1 and whole is not None and sum(known, Decimal(0)) == whole
        yield replace(column, adds=adds)


def by_unit(told: Told, metric: Metric) -> Table | None:
    """The children of the unit with the unit's own total; None where there are none."""
    children = told.review.children(metric.id)
    if not children:
        return None
    children = [*children, *told.review.corrected(metric.id)]
    title = told.say("review.by_unit", metric=metric.name(told.language))
    lines = [Line(each, metric, (told.who(each),)) for each in children if each.now.state != "out_of_scope"]
    found = versus(told, title, [told.say("review.unit")], lines, _total(told, metric, 1))
    return _charted(told, found, metric, 1, children)


def by_person(told: Told, metric: Metric) -> Table | None:
    """The people of the unit in order of rank, then what is nobody's, with the unit's own total."""
    people = [each for each in told.review.of(metric.id) if each.manager or each.unassigned or each.correction]
    if not people:
        return None
    title = told.say("review.by_person", metric=metric.name(told.language))
    lines = [Line(each, metric, (told.who(each), _where(told, each), _rank(told, each))) for each in people]
    heads = [told.say("review.manager"), told.say("review.unit"), told.say("review.rank")]
    return _charted(told, versus(told, title, heads, lines, _total(told, metric, 3)), metric, 3, people)


def _where(told: Told, figure: Figure) -> str:
    return "" if figure.unassigned or figure.correction else told.unit(figure.unit)


def _rank(told: Told, figure: Figure) -> str:
    place = told.places.get((figure.metric, figure.manager))
    return f"{place.rank} / {place.ranked}" if place and place.rank else ""


def _total(told: Told, metric: Metric, words: int) -> Line | None:
    whole = told.review.whole(metric.id)
    return Line(whole, metric, (told.say("review.total"), *[""] * (words - 1))) if whole else None


def _charted(told: Told, table: Table, metric: Metric, first: int, figures: Sequence[Figure]) -> Table:
    """With bars of actual against target, where anybody has a target."""
    if not any(row[first + 1] is not None for row in table.rows):
        return table
    chart = Chart("bars", _finding(told, figures, metric), 0, (first, first + 1))
    return Table(table.title, table.columns, table.rows, table.total, chart, table.band, table.marks)


def _finding(told: Told, figures: Sequence[Figure], metric: Metric) -> str:
    """How many reached it, and who lacks most."""
    held = [each for each in figures if each.now.reached is not None]
    reached = sum(bool(each.now.reached) for each in held)
    said = told.say("review.chart", reached=reached, among=len(held))
    last = max(held, key=lambda each: each.now.gap or 0, default=None)
    if last is None or last.now.reached or metric.better == "lower" or not last.now.gap:
        return said
    return said + told.say("review.chart_last", who=told.who(last), gap=_short(told, last.now.gap, metric))


def _short(told: Told, gap: Decimal, metric: Metric) -> str:
    if metric.unit == "share":
        return numbers.points(gap, told.language, sign=False)
    return told.amount(gap, metric)


def side_by_side(told: Told, metrics: Sequence[Metric], people: bool) -> Table:
    """The attainment of several metrics, a column each, of the children or the people of the unit."""
    found: dict[str | None, list[Figure]] = {}
    for metric in metrics:
        for each in (told.review.people if people else told.review.children)(metric.id):
            found.setdefault(each.manager or each.unit, []).append(each)
    rows = [(told.who(held[0]), *_shares(metrics, held)) for held in found.values()]
    wholes = [whole for metric in metrics if (whole := told.review.whole(metric.id))]
    names = [Column(metric.name(told.language), "share") for metric in metrics]
    who = "manager" if people else "unit"
    return Table(
        told.say(f"review.others_{who}"),
        (Column(told.say(f"review.{who}"), wide=1.6), *names),
        tuple(rows),
        (told.say("review.total"), *_shares(metrics, wholes)),
    )


def _shares(metrics: Sequence[Metric], held: Sequence[Figure]) -> list[Cell]:
    of = {each.metric: each.now.attainment for each in held}
    return [of.get(metric.id) for metric in metrics]
