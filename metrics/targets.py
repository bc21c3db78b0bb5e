"""Which target counts for a person or a unit: the row for the period, else those that make one, prorated."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from data.reader import Reader
from metrics.ground import Ground, keep, put, sql
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.pieces import Codes, pieces
from metrics.workdays import Workdays

GATHERED = "select metric, kind, owner, string_agg(mark, '|' order by mark) as codes from stated_target group by all"
# other amounts than the stored ones, by metric, kind (unit | manager) and owner
Instead = Mapping[tuple[str, str, str], Decimal]
INSTEAD = {
    "metric": "varchar", "kind": "varchar", "owner": "varchar", "period": "varchar", "mark": "varchar",
    "amount": "decimal(18, 4)", "prorate": "boolean",
}  # fmt: skip


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
    """Keeps the target rows of the people in `stretch` and of `units` as the table `stated_target`.

    Returns the distinct pairs of a metric's target class and the codes that somebody has rows for.
    A row may name its metric by id or by its name in either language; where several do, the later import counts.
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
    keep(reader, "stated_target", sql("stated_target"), params)
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
    same = "(s.metric, s.kind, s.owner) = (instead.metric, instead.kind, instead.owner)"
    reader.run(f"update instead set prorate = false where exists (from stated_target s where not s.prorate and {same})")
    reader.run("delete from stated_target where (metric, kind, owner) in (select (metric, kind, owner) from instead)")
    reader.run("insert into stated_target by name from instead")


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
