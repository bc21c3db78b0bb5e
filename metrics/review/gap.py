"""Who made a gap: from the target to the actual, what each child or person adds or lacks."""

from collections.abc import Sequence
from decimal import Decimal

from data.exports.report import Chart, Column, Table
from metrics.pack import Metric
from metrics.reconciled import SUMMED
from metrics.review.shape import Value
from metrics.review.words import Told

MOST = 12


def waterfall(told: Told, metric: Metric) -> Table | None:
    """From the target, in a running month from what was due, to the actual: what each child or person adds or lacks."""
    whole = told.review.whole(metric.id)
    if whole is None or metric.kind not in SUMMED or whole.now.actual is None or due(told, whole.now) is None:
        return None
    parts = told.review.children(metric.id) or told.review.people(metric.id)
    apart = [(told.who(each), off) for each in parts if (off := _off(told, each.now)) is not None]
    if len(apart) < 2:
        return None
    shown = sorted(sorted(apart, key=lambda part: -abs(part[1]))[:MOST], key=lambda part: part[1])
    start = due(told, whole.now) or Decimal(0)
    rest = whole.now.actual - start - sum((off for _, off in shown), Decimal(0))
    since = [(told.who(each), each.now.actual) for each in told.review.corrected(metric.id) if each.now.actual]
    rest -= sum((amount for _, amount in since), Decimal(0))
    end = [*since, *([(told.say("review.rest"), rest)] if rest else [])]
    first = told.say("review.due" if told.review.about.running else "page.target_amount")
    rows = [(first, start), *shown, *end, (told.say("page.actual"), whole.now.actual)]
    title = told.say("review.waterfall", metric=metric.name(told.language))
    columns = (Column(told.say("review.from_to"), wide=1.6), Column(told.say("review.amount"), metric.unit))
    chart = Chart("waterfall", _blame(told, shown, metric), 0, (1,), (0, len(rows) - 1))
    return Table(title, columns, tuple(rows), chart=chart)


def due(told: Told, value: Value) -> Decimal | None:
    """What a value is held against: the target, in a running month what of it was due."""
    return value.expected if told.review.about.running and value.expected is not None else value.target


def _off(told: Told, value: Value) -> Decimal | None:
    against = due(told, value)
    return None if value.actual is None or against is None else value.actual - against


def _blame(told: Told, parts: Sequence[tuple[str, Decimal]], metric: Metric) -> str:
    """The finding: who is furthest below."""
    short = [(who, off) for who, off in parts if off < 0][:2]
    if not short:
        return told.say("review.nobody_short")
    names = told.join([f"{who} {told.amount(-off, metric)}" for who, off in short])
    return told.say("review.short", names=names)
