"""Who covers the portfolio: customers held, contacted, due and overdue by unit, person and tier, and who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from data.reader import Reader
from metrics.contacts import FEW, SOURCE, share
from metrics.decimals import decimal
from metrics.ground import keep, sql
from metrics.held import add_lonely
from metrics.line import Line
from metrics.pack import Pack
from metrics.periods import Period
from metrics.total import unit_lines
from metrics.view import View, view
from metrics.workdays import Workdays

Which = Literal["held", "due", "overdue", "settling", "unheld"]
METRICS = ("coverage", "plan_attainment")
NAMES = """
select customer, arg_max(name, first_day) as name from customer where list_contains($customers, customer) group by 1
"""
PEOPLE = "select manager, arg_max(name, first_day) as name from stretch group by manager"


@dataclass(frozen=True)
class Row:
    """Customers held of a unit, person or tier, or that count in no sum (settling, unheld; key: below which unit).

    `missed` are overdue and were not contacted in the period either. `silence` is the longest in days, `longest` whose;
    `planned` and `made` are contacts, None without a plan.
    """

    dimension: str
    key: str | None
    name: str | None
    held: int
    covered: int
    overdue: int
    missed: int
    silence: int | None
    longest: str | None
    longest_name: str | None
    planned: Decimal | None
    made: Decimal | None

    @property
    def due(self) -> int:
        """Not yet contacted in the period."""
        return self.held - self.covered

    @property
    def coverage(self) -> Decimal | None:
        return share(self.covered, self.held)

    @property
    def plan_attainment(self) -> Decimal | None:
        return share(self.made, self.planned)

    @property
    def coloured(self) -> bool:
        return self.held >= FEW


@dataclass(frozen=True)
class Customer:
    """A customer behind a number: `contacted` in the period, `last_contact` ever (None: as far as the records go
    never), days of `silence` and how many the tier allows. `tier` is the pack's code, `tier_name` as written.
    """

    customer: str
    name: str | None
    tier: str | None
    tier_name: str | None
    managers: tuple[str, ...]
    manager_names: tuple[str, ...]
    contacted: date | None
    last_contact: date | None
    silence: int
    allowed: int | None
    overdue: bool


def look(
    reader: Reader, pack: Pack, period: Period, unit: str, *, workdays: Workdays, as_of: date | None = None
) -> View:
    """A view of coverage and plan attainment, of which `rows` and `customers` are made before the reader's next one.

    Its lines (`unit_lines`, `people_lines`, `tier_lines`) say how each stands against the line.
    """
    metrics = [pack.metrics[id] for id in METRICS if id in pack.metrics]
    seen = view(reader, pack, metrics, period, unit, workdays=workdays, as_of=as_of)
    add_lonely(reader, pack, seen.ground, SOURCE)
    known = [each.first_day for (source, _), held in seen.ground.complete.items() if source == SOURCE for each in held]
    params = {
        "end": seen.ground.end,
        "end_month": seen.ground.end.replace(day=1),
        "effective": list(pack.lists.get("effective", ())),
        "known_from": min(known, default=seen.ground.end),
    }
    keep(reader, "silent", sql("silence"), params)
    return seen


def rows(seen: View) -> dict[str, list[Row]]:
    """By dimension (unit, manager, tier, settling, unheld) a row for each that holds any: the unit viewed first, then
    its children; tiers from the best down; people by name.
    """
    params = {"units": list(seen.units), "unit": seen.ground.unit}
    counted = seen.reader.rows(sql("covered"), params)
    plans: dict[tuple[str, str | None], dict[str, Any]] = {}
    if "plan_attainment" in seen.pack.metrics:
        plans = {(row["dimension"], row["key"]): row for row in seen.reader.rows(sql("covered_plan"), params)}
    called = seen.reader.rows(NAMES, {"customers": [row["longest"] for row in counted]})
    customers = {row["customer"]: row["name"] for row in called}
    people = {row["manager"]: row["name"] for row in seen.reader.rows(PEOPLE)}
    found: dict[str, list[Row]] = {name: [] for name in ("unit", "manager", "tier", "settling", "unheld")}
    for row in counted:
        plan = plans.get((row["dimension"], row["key"]), {})
        found[row["dimension"]].append(_row(seen, row, plan, customers, people))
    for dimension, each in found.items():
        each.sort(key=lambda row: _place(seen, dimension, row))
    return found


def _row(
    seen: View,
    row: dict[str, Any],
    plan: Mapping[str, Any],
    customers: Mapping[str, str | None],
    people: Mapping[str, str | None],
) -> Row:
    key, tiers = row["key"], seen.pack.tiers
    names = {
        "manager": people.get(key, key),
        "tier": tiers[key].names[0] if key in tiers else key,
    }
    name = names.get(row["dimension"], seen.ground.name(key) if key else None)
    planned, made = (decimal(plan.get(each)) for each in ("planned", "made"))
    return Row(name=name, longest_name=customers.get(row["longest"]), planned=planned, made=made, **row)


def _place(seen: View, dimension: str, row: Row) -> tuple[int, str]:
    tiers = list(seen.pack.tiers)
    if dimension == "tier":
        return (tiers.index(row.key) if row.key in tiers else len(tiers), row.key or "")
    return (row.key != seen.ground.unit, row.name or row.key or "")


def customers(
    seen: View,
    which: Which = "held",
    *,
    unit: str | None = None,
    manager: str | None = None,
    tier: str | None = None,
    at_most: int = 500,
) -> list[Customer]:
    """The customers behind a number of `rows`, the longest silent first: of the unit viewed, or of a unit below it, a
    person or a tier ("": none). due: not contacted in the period; overdue: silent longer than the tier allows.
    """
    params = {
        "unit": unit or seen.ground.unit, "manager": manager, "tier": tier, "at_most": at_most,
        "standing": which if which in ("settling", "unheld") else "held",
        "due": which == "due", "overdue": which == "overdue",
    }  # fmt: skip
    found = seen.reader.rows(sql("covered_customer"), params)
    lists = ("managers", "manager_names")
    return [Customer(**{**row, **{name: tuple(row[name] or ()) for name in lists}}) for row in found]


def trend(
    reader: Reader,
    pack: Pack,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    as_of: date | None = None,
    metric: str = "coverage",
    periods: int = 6,
) -> list[Line]:
    """The unit's line for the period and those before it, oldest first, as portfolios and tiers stood then."""
    spans = [period]
    while len(spans) < periods:
        spans.append(spans[-1].previous())
    found = []
    for span in reversed(spans):
        day = as_of if span == period else None
        seen = view(reader, pack, [pack.metrics[metric]], span, unit, workdays=workdays, as_of=day)
        found.append(unit_lines(seen)[metric][0])
    return found
