"""The funnel from contact to sale, by person and unit beside their peers, with the weakest step of each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from data.reader import Reader
from metrics.contacts import FEW, contacts, data_day, over_contacts
from metrics.decimals import decimal
from metrics.ground import sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.total import keep_units
from metrics.view import view
from metrics.workdays import Workdays

# each step with the metric that counts it; a need and an offer are counted here
STEPS = {"contact": "activities", "effective": "effective_contacts", "need": None, "offer": None, "sale": "sales_count"}
USED = """
select exists (from need) as need, exists (from contact where product is not null and day <= $end) as offer
"""


@dataclass(frozen=True)
class Step:
    """One of contact, effective, need, offer, sale: how many (None: unknown) and which share of the step before.

    `relative` is that share ÷ the peers' median. Few peers or few to begin with are shown, not coloured.
    """

    step: str
    amount: Decimal | None
    rate: Decimal | None
    peers_rate: Decimal | None
    relative: Decimal | None
    coloured: bool


@dataclass(frozen=True)
class Row:
    """A unit (manager None) or person; `weakest` is the coloured step furthest below the peers, None if none is."""

    unit: str
    manager: str | None
    name: str | None
    weakest: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Funnel:
    """`own` is the unit viewed, `units` its children, `people` those there on the data day.

    `used` are the steps that are recorded anywhere; `sold_to` is the day sales are complete for.
    """

    used: tuple[str, ...]
    as_of: date | None
    sold_to: date | None
    own: Row
    units: tuple[Row, ...]
    people: tuple[Row, ...]


def funnel(
    reader: Reader, pack: Pack, period: Period, unit: str, *, workdays: Workdays, as_of: date | None = None
) -> Funnel:
    """The funnel of the period so far; raises Refused for an unknown unit."""
    below = contacts(reader, period, unit, as_of, workdays)
    over_contacts(reader, pack, below, "funnel_extra", "funnel_extra")
    kept = reader.rows(USED, {"end": below.end})[0]
    used = {step: metric for step, metric in STEPS.items() if kept.get(step, metric in pack.metrics)}
    metrics = [pack.metrics[metric] for metric in used.values() if metric]
    seen = view(reader, pack, metrics, period, unit, workdays=workdays, as_of=as_of)
    keep_units(seen)
    params = {
        "steps": list(used), "metrics": list(used.values()), "unit": unit, "few": FEW, "known": "effective_contacts",
    }  # fmt: skip
    rows = [_row(list(group)) for _, group in groupby(reader.rows(sql("funnel"), params), key=_owner)]
    sale = next((metric for metric in metrics if metric.source == "sale"), None)
    return Funnel(
        used=tuple(used),
        as_of=data_day(below),
        sold_to=seen.day(sale, unit) if sale else None,
        own=next(row for row in rows if not row.manager and row.unit == unit),
        units=tuple(row for row in rows if not row.manager and row.unit in below.children),
        people=tuple(row for row in rows if row.manager),
    )


def _owner(row: dict[str, Any]) -> tuple[str, str]:
    return row["kind"], row["owner"]


def _row(rows: list[dict[str, Any]]) -> Row:
    first = rows[0]
    manager = first["owner"] if first["kind"] == "manager" else None
    return Row(first["unit"], manager, first["name"], first["weakest"], tuple(_step(row) for row in rows))


def _step(row: dict[str, Any]) -> Step:
    shares = {name: decimal(row[name]) for name in ("amount", "rate", "peers_rate", "relative")}
    return Step(step=row["step"], coloured=bool(row["coloured"]), **shares)
