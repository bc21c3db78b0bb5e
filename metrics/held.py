"""Counts over customers held: who of them was contacted in the period, and what of the planned contacts was made."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from data.reader import Reader
from metrics.ground import Ground, keep, put, sql
from metrics.pack import Metric, Pack
from metrics.windows import Window, months_touched

MART = "portfolio"
TIER = {"name": "varchar", "code": "varchar", "planned": "double", "vip": "boolean", "silence": "integer"}
# what a metric counts over, and which of its rows count
ROWS = {"distinct": ("held_customer", "settled and counted.manager is not null"), "plan": ("planned_contact", "true")}


def over_held(metric: Metric) -> bool:
    """Whether a metric is counted over customers held."""
    return metric.mart == MART


def add_held(reader: Reader, pack: Pack, metrics: Sequence[Metric], ground: Ground, units: Iterable[str]) -> None:
    """Puts counts over customers held in `part`; the rows they are taken of are kept for whoever asks for more.

    `held_customer` has a row for each customer and holder on the data day, `planned_contact` one for each month,
    customer and main holder.
    """
    counted = sorted((metric for metric in metrics if over_held(metric)), key=_place)
    asked = list(units)
    for (kind, source), group in groupby(counted, key=_place):
        keep_held(reader, pack, ground, source, asked, kind)
        statement = _counting(list(group), *ROWS[kind])
        lists = {name: list(values) for name, values in pack.lists.items() if f"${name}" in statement}
        reader.run(f"insert into part by name {statement}", {"units": asked, **lists})


def _place(metric: Metric) -> tuple[str, str]:
    return metric.kind, metric.source


def _counting(metrics: Sequence[Metric], rows: str, counts: str) -> str:
    measures = (
        f"{metric.aggregate} filter (where {metric.where or 'true'}) as m{n}" for n, metric in enumerate(metrics)
    )
    said = (f"{{'metric': '{metric.id}', 'actual': m{n}::double}}" for n, metric in enumerate(metrics))
    return sql("held_part").format(rows=rows, counts=counts, measures=", ".join(measures), said=", ".join(said))


def keep_held(reader: Reader, pack: Pack, ground: Ground, source: str, units: Sequence[str], kind: str) -> None:
    """Keeps customers held on the data day as `held_customer`, or the months' planned contacts as `planned_contact`."""
    put(reader, "tier", TIER, tier_rows(pack))
    statement = sql("planned") if kind == "plan" else sql("held").format(found=sql("found"))
    keep(reader, ROWS[kind][0], statement, _params(pack, ground, source, units))


def add_lonely(reader: Reader, pack: Pack, ground: Ground, source: str) -> None:
    """Puts customers below the unit viewed whom nobody holds in `held_customer`, with no manager, once."""
    statement = sql("lonely").format(found=sql("found"))
    keep(reader, "lonely", statement, _params(pack, ground, source, [ground.unit]))
    reader.run("delete from held_customer where manager is null")
    reader.run("insert into held_customer by name from lonely")


def tier_rows(pack: Pack) -> list[dict[str, object]]:
    """A row for each name of each tier."""
    return [
        {"name": name, "code": code, "planned": float(tier.planned), "vip": tier.vip, "silence": tier.silence}
        for code, tier in pack.tiers.items()
        for name in dict.fromkeys((code, *tier.names))
    ]


def _params(pack: Pack, ground: Ground, source: str, units: Sequence[str]) -> dict[str, object]:
    first, end = ground.period.first_day, ground.end
    months: set[date] = months_touched(Window("period", first, ground.period.until))
    return {
        "source": source,
        "first": first,
        # as a value, so that only its months are read
        "first_month": first.replace(day=1),
        "end": end,
        "months": sorted(month for month in months if month <= end),
        "units": list(units),
        "settle_days": pack.coverage.settle_days,
        "effective": list(pack.lists.get("effective", ())),
    }
