"""Counts over customers held: who of them was contacted in the period, and what of the planned contacts was made."""

from collections.abc import Iterable, Sequence
from datetime import date

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

    `held_customer` has a row for each customer and holder (None: nobody) on the data day, `planned_contact` one for
    each month, customer and main holder.
    """
    counted = [metric for metric in metrics if over_held(metric)]
    asked = list(units)
    for kind, source in sorted({(metric.kind, metric.source) for metric in counted}):
        keep_held(reader, pack, ground, source, asked, kind)
    for metric in counted:
        rows, settled = ROWS[metric.kind]
        where = f"({settled}) and ({metric.where or 'true'})"
        statement = sql("held_part").format(aggregate=metric.aggregate, rows=rows, where=where)
        lists = {name: list(values) for name, values in pack.lists.items()}
        keep(reader, "measured", f"select '{metric.id}' as metric, * from ({statement})", {"units": asked, **lists})
        reader.run("insert into part by name from measured")


def keep_held(reader: Reader, pack: Pack, ground: Ground, source: str, units: Sequence[str], kind: str) -> None:
    """Keeps customers held on the data day as `held_customer`, or the months' planned contacts as `planned_contact`."""
    put(reader, "tier", TIER, tier_rows(pack))
    statement = "planned" if kind == "plan" else "held"
    keep(reader, ROWS[kind][0], sql(statement), _params(pack, ground, source, units))


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
        "end": end,
        "months": sorted(month for month in months if month <= end),
        "units": list(units),
        "settle_days": pack.coverage.settle_days,
        "effective": list(pack.lists.get("effective", ())),
    }
