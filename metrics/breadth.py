"""Breadth: which product each person (or unit) has sold in a period, what nobody has sold first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.ground import UNPLACED, sql
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.view import View, view
from metrics.workdays import Workdays

PEOPLE = "select manager, name, known from person where source = $source and here order by name, manager"
# what is only named by a sale is there once it is sold; what nobody launched and all have an account of isn't sold
PRODUCTS = """
select product, coalesce(name, product) as name, category
from product
where
    launched <= $last
    or product in (select unnest($sold::varchar[]))
    or (
        launched is null and category is not null
        and (
            product in (select product from sale_daily where product is not null)
            or product not in (select product from account where seen is not null and product is not null)
        )
    )
"""


@dataclass(frozen=True)
class Owner:
    """A column: a person or a child unit; `known` is False where no complete day of sales reaches the period."""

    owner: str
    name: str
    known: bool


@dataclass(frozen=True)
class Row:
    """A product with what it brought in all and by owner; `sellers` counts the owners who sold any."""

    product: str
    name: str
    category: str | None
    amount: Decimal
    sold: Mapping[str, Decimal]

    @property
    def sellers(self) -> int:
        return len(self.sold)


def measure(pack: Pack) -> Metric | None:
    """The pack's metric of all that is sold, which says what breadth is counted in; None where it has none."""
    sums = (m for m in pack.metrics.values() if (m.mart, m.aggregate) == ("sale_daily", "sum(amount)"))
    return next((metric for metric in sums if not metric.where), None)


def breadth(
    reader: Reader,
    pack: Pack,
    metric: Metric,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    as_of: date,
    people: bool,
) -> tuple[list[Owner], list[Row]]:
    """The columns by name, and a row for each product on offer in the period: unsold first, then by fewest sellers.

    A product returned for as much as it was sold is not sold. What is sold by nobody's name counts in the amount.
    """
    seen = view(reader, pack, [metric], period, unit, workdays=workdays, as_of=as_of)
    owners = _people(seen, metric) if people else _units(seen, metric)
    ground = seen.ground
    found = reader.rows(sql("breadth"), {
        "source": metric.source, "first": period.first_day, "end": ground.end, "unit": unit,
        "latest": ground.latest.get(metric.source), "units": list(seen.units),
    })  # fmt: skip
    cells = {(row["product"], row["kind"], row["owner"]): row["amount"] for row in found if row["amount"]}
    sold = [product for product, kind, owner in cells if (kind, owner) == ("unit", unit)]
    kind = "manager" if people else "unit"
    rows = [
        Row(
            **product,
            amount=cells.get((product["product"], "unit", unit), Decimal(0)),
            sold={o.owner: amount for o in owners if (amount := cells.get((product["product"], kind, o.owner), 0)) > 0},
        )
        for product in reader.rows(PRODUCTS, {"last": period.last_day, "sold": sold})
    ]
    return owners, sorted(rows, key=lambda row: (row.amount > 0, row.sellers, row.category or "", row.name))


def _people(seen: View, metric: Metric) -> list[Owner]:
    rows = seen.reader.rows(PEOPLE, {"source": metric.source})
    return [Owner(row["manager"], row["name"] or row["manager"], row["known"]) for row in rows]


def _units(seen: View, metric: Metric) -> list[Owner]:
    ground = seen.ground
    known = {child: any(ground.known(metric.source, unit) for unit in ground.below[child]) for child in ground.children}
    return [Owner(child, ground.name(child) or child, known[child]) for child in ground.children if child != UNPLACED]
