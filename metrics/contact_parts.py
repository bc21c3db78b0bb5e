"""Contacts split by the hour of day or by the tier of the customer, as any metric of contacts counts them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from data.errors import Refused
from data.reader import Reader
from metrics.contacts import SOURCE, contacts, data_day, share
from metrics.ground import Ground, keep, sql
from metrics.line import Line, bare
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.workdays import Workdays

MART = "activity_daily"
KEYS = {"hour": "contact.hour::varchar", "tier": "whom.tier"}
# the amount of each part, None where no contact in it says what the metric needs
Amounts = dict[str | None, Decimal | None]


def over_contacts(pack: Pack, metric: Metric) -> bool:
    """Whether a metric is made of sums over contacts."""
    return all(part.mart == MART and part.kind == "flow" for part in _made_of(pack, metric))


def part_lines(
    reader: Reader,
    pack: Pack,
    metric: Metric,
    period: Period,
    unit: str,
    by: str,
    *,
    workdays: Workdays,
    as_of: date | None = None,
) -> list[Line]:
    """A line for each hour or tier with contacts, then what has none (key None).

    Raises Refused("metric.no_part") for what isn't made of contacts.
    """
    if not over_contacts(pack, metric):
        raise Refused("metric.no_part", metric=metric.id, by=by)
    below = contacts(reader, period, unit, as_of, workdays)
    top, *bottom = (_amounts(reader, pack, part, below, by) for part in _made_of(pack, metric))
    found = {key: share(top.get(key), bottom[0].get(key)) if bottom else top[key] for key in (bottom or [top])[0]}
    return [_line(reader, pack, metric, below, by, key, found[key]) for key in _ordered(pack, by, list(found))]


def _made_of(pack: Pack, metric: Metric) -> list[Metric]:
    return [pack.metrics[id] for id in (metric.top, metric.bottom)] if metric.kind == "ratio" else [metric]


def _amounts(reader: Reader, pack: Pack, metric: Metric, below: Ground, by: str) -> Amounts:
    statement = sql("contact_part").format(
        key=KEYS[by], aggregate=metric.aggregate, where=metric.where or "true", needs=metric.needs or "*"
    )
    params = {
        "unit": below.unit, "first": below.period.first_day, "end": below.end, "latest": below.latest.get(SOURCE),
        **{name: list(values) for name, values in pack.lists.items()},
    }  # fmt: skip
    keep(reader, "split", statement, params)
    found: Amounts = {}
    for row in reader.rows("from split"):
        key = pack.tier(row["key"]) if by == "tier" else row["key"]
        told = None if row["blank"] else row["amount"]
        before = found.get(key)
        found[key] = told if before is None else before + (told or 0)
    return found


def _ordered(pack: Pack, by: str, keys: Sequence[str | None]) -> list[str | None]:
    order = list(pack.tiers) if by == "tier" else [str(hour) for hour in range(24)]
    return sorted(keys, key=lambda key: (key is None, order.index(key) if key in order else len(order), key or ""))


def _line(
    reader: Reader, pack: Pack, metric: Metric, below: Ground, by: str, key: str | None, amount: Decimal | None
) -> Line:
    name = pack.tiers[key].names[0] if by == "tier" and key in pack.tiers else key
    return bare(
        unit=below.unit,
        manager=reader.viewer.manager,
        name=name,
        metric=metric.id,
        period=below.period.code,
        as_of=data_day(below),
        state="unknown" if amount is None else "value" if amount else "zero",
        actual=amount,
        part=(by, key),
    )
