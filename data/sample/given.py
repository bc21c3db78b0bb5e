"""Hands the made-up bank what its SQL does not draw: days, units, people on seats, products, what is measured."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import duckdb

from data.sample import names
from data.sample.people import Size, Spell

# What targets are set for: a share of the amount sold, or a count a month.
COUNTS = {"sales_count": (22.0, 1), "activities": (125.0, 5), "effective_contacts": (86.0, 5), "new_cards": (2.8, 1)}
CATEGORIES = {"wealth_sales": "理财", "fund_sales": "基金", "insurance_sales": "保险"}


def days(con: duckdb.DuckDBPyConnection, rows: Sequence[tuple[date, bool]]) -> None:
    """Each day, and whether it is a workday."""
    _table(con, "given_day (day date, workday boolean)", rows)


def people(con: duckdb.DuckDBPyConnection, size: Size, seed: int, held: Sequence[Spell]) -> None:
    """Who sits where from when to when, and what each is called."""
    rows = [(spell.seat, spell.manager, spell.first_day, spell.until) for spell in held]
    _table(con, "given_spell (seat integer, manager integer, first_day date, until date)", rows)
    count = max(spell.manager for spell in held)
    namesakes = (7, size.seats - 1)
    _table(con, "given_manager_name (position integer, name varchar)", _staff_names(count, seed, namesakes))


def units(con: duckdb.DuckDBPyConnection, size: Size) -> None:
    """The whole bank, its branches and their sub-branches."""
    _table(con, "given_unit (unit varchar, name varchar, parent varchar, level varchar)", _units(size))


def products(con: duckdb.DuckDBPyConnection, workdays: list[date]) -> None:
    """The catalogue, and for each metric its share of what is sold; `workdays` up to the data day."""
    rows = [
        (f"P{number:03d}", name, category, _launched(workdays, ago), *figures)
        for number, (name, category, ago, *figures) in enumerate(names.PRODUCTS, 1)
    ]
    columns = "product varchar, name varchar, category varchar, launched date"
    figures = "term integer, typical double, step double, rate double, weight double"
    _table(con, f"given_product ({columns}, {figures})", rows)
    con.execute("create table product as select product, name, category, launched from given_product")
    _table(con, "given_metric (metric varchar, factor double, step double)", _metrics())


def _table(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    con.execute(f"create table {table}")
    places = ", ".join("?" for _ in rows[0])
    values = ", ".join(f"({places})" for _ in rows)
    con.execute(f"insert into {table.split(' (')[0]} values {values}", [value for row in rows for value in row])


def _units(size: Size) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [(names.WHOLE, names.BANK, None, "总行")]
    place_names = names.places()
    for branch in range(size.branches):
        known = branch < len(names.BRANCHES)
        name = names.BRANCHES[branch] if known else f"{next(place_names)}分行"
        rows.append((f"U{branch + 1:02d}", name, "U0", "分行"))
        fixed = names.SUB_BRANCHES[branch] if known else ()
        for place in range(size.sub_branches):
            name = fixed[place] if place < len(fixed) else f"{next(place_names)}支行"
            rows.append((f"U{branch + 1:02d}{place + 1:02d}", name, f"U{branch + 1:02d}", "支行"))
    return rows


def _staff_names(count: int, seed: int, namesakes: tuple[int, int]) -> list[tuple[object, ...]]:
    """Different names for all but the two namesakes; the first manager's never changes."""
    different = [name for name in names.staff(count) if name not in (names.NAMESAKE, names.FIRST_MANAGER)]
    drawn = iter(random.Random(seed).sample(different, count))
    rows: list[tuple[object, ...]] = []
    for position in range(1, count + 1):
        fixed = names.NAMESAKE if position in namesakes else names.FIRST_MANAGER if position == 1 else None
        rows.append((position, fixed or next(drawn)))
    return rows


def _launched(workdays: list[date], ago: int | None) -> date | None:
    if ago is None:
        return None
    return workdays[-ago] if ago < len(workdays) else workdays[0] - timedelta(days=ago)


def _metrics() -> list[tuple[object, ...]]:
    sold = [(category, typical * weight, rate) for _, category, *_, typical, _, rate, weight in names.PRODUCTS]
    total = sum(amount for _, amount, _ in sold)
    rows: list[tuple[object, ...]] = [("sales_amount", 1.0, 10_000)]
    rows += [
        (metric, sum(amount for name, amount, _ in sold if name == category) / total, 1_000)
        for metric, category in CATEGORIES.items()
    ]
    rows.append(("fee_income", sum(amount * rate for _, amount, rate in sold) / total, 100))
    return rows + [(metric, factor, step) for metric, (factor, step) in COUNTS.items()]
