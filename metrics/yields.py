"""Yield: what people bring per effective contact, and who is busy without result, against the peers' median."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data.errors import Refused
from data.reader import Reader
from metrics.contacts import FEW
from metrics.decimals import decimal
from metrics.ground import sql
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.total import keep_units
from metrics.view import view
from metrics.workdays import Workdays

CONTACTS = "effective_contacts"
# what sums over people and days, and so can be divided by contacts
DIVIDED = ("flow", "growth", "distinct")

UNITS = """
select
    null as manager,
    any_value(name) as name,
    unit,
    any_value(actual) filter (where metric = $contacts) as contacts,
    any_value(actual) filter (where metric = $result) as result,
    if(contacts > 0, result::double / contacts::double, null) as rate,
    case
        when bool_or(state = 'unknown') then 'unknown'
        when bool_or(state = 'out_of_scope') then 'out_of_scope'
    end as place
from stood
where metric in ($contacts, $result)
group by unit
order by unit <> $unit, rate desc nulls last, unit
"""


@dataclass(frozen=True)
class Point:
    """A person (or a unit: manager None): effective contacts, result and result per contact (None where it can't be
    divided).

    `place` is many_much, many_little, few_much or few_little; without_contact (a result nobody was contacted for),
    nothing (neither), unknown or out_of_scope. A unit has only the last two, or None.
    """

    manager: str | None
    name: str | None
    unit: str
    contacts: Decimal | None
    result: Decimal | None
    rate: Decimal | None
    place: str | None


@dataclass(frozen=True)
class Yields:
    """`points` by what they bring per contact, most first; the medians are over `peers` people there.

    Too few peers are shown, not coloured. `units` are the one viewed and its children.
    """

    metric: Metric
    as_of: date | None
    contacts: Decimal | None
    rate: Decimal | None
    peers: int
    points: tuple[Point, ...]
    units: tuple[Point, ...]

    @property
    def coloured(self) -> bool:
        return self.peers >= FEW


def result_metric(pack: Pack) -> Metric:
    """What yield is of unless said: the first flow in focus that is better the higher, and no count of contacts."""
    flows = [m for m in pack.in_order() if m.kind == "flow" and m.better == "higher" and m.source != "activity"]
    if not flows:
        raise Refused("metric.no_yield", metric="-")
    return flows[0]


def yields(
    reader: Reader,
    pack: Pack,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    as_of: date | None = None,
    metric: Metric | None = None,
) -> Yields:
    """Yield of the people of a unit on the data day, by `metric`.

    Raises Refused("metric.no_yield") for a metric that doesn't sum over people and days.
    """
    metric = metric or result_metric(pack)
    if metric.kind not in DIVIDED or metric.source == "activity":
        raise Refused("metric.no_yield", metric=metric.id)
    made = pack.metric(CONTACTS)
    seen = view(reader, pack, [metric, made], period, unit, workdays=workdays, as_of=as_of)
    keep_units(seen)
    params = {"contacts": CONTACTS, "result": metric.id, "lower": metric.better == "lower"}
    rows = reader.rows(sql("yields"), params)
    units = reader.rows(UNITS, {"contacts": CONTACTS, "result": metric.id, "unit": unit})
    days = [day for day in (seen.day(metric, unit), seen.day(made, unit)) if day]
    first = rows[0] if rows else {}
    return Yields(
        metric=metric,
        as_of=min(days, default=None),
        contacts=decimal(first.get("contacts_middle")),
        rate=decimal(first.get("rate_middle")),
        peers=first.get("peers", 0),
        points=tuple(_point(row) for row in rows),
        units=tuple(_point(row) for row in units),
    )


def _point(row: dict[str, Any]) -> Point:
    values = {name: row[name] for name in ("manager", "name", "unit", "contacts", "result", "place")}
    return Point(**values, rate=decimal(row["rate"]))
