"""Makes the tables of the made-up bank in a scratch connection: the same for the same size, seed and data day."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import duckdb

from data.errors import Refused
from data.sample import names
from data.sample.people import SIZES, Size, Spell, spells

STEPS = (
    "random", "world", "people", "customer", "portfolio", "plan", "sale", "balance", "deposit_target", "activity",
    "awkward",
)  # fmt: skip
FOLDER = Path(__file__).parent
AHEAD = 60

# What targets are set for: a share of the amount sold, or a count a month.
COUNTS = {"sales_count": (22.0, 1), "activities": (125.0, 5), "effective_contacts": (86.0, 5)}
CATEGORIES = {"wealth_sales": "理财", "fund_sales": "基金", "insurance_sales": "保险"}


@dataclass(frozen=True)
class Bank:
    """What was made: its size, its data day, the late unit and the day that unit's sales end."""

    size: Size
    seed: int
    as_of: date
    late_unit: str
    late_day: date


def is_workday(day: date) -> bool:
    """By the official calendar, and Monday to Friday for years the library does not know."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def last_workday_before(day: date) -> date:
    while not is_workday(day := day - timedelta(days=1)):
        pass
    return day


def first_workday_after(day: date) -> date:
    while not is_workday(day := day + timedelta(days=1)):
        pass
    return day


def size_of(name: str) -> Size:
    """The size called `name`; raises Refused for one that cannot be made."""
    if name not in SIZES:
        raise Refused("sample.size_unknown", size=name, sizes=", ".join(SIZES))
    return SIZES[name]


def build(con: duckdb.DuckDBPyConnection, size: Size, seed: int, as_of: date) -> Bank:
    """Fills `con` with one table for each kind, named as the kind."""
    first_day = _months_before(as_of, size.months - 1)
    workdays = [day for day in _days(first_day, as_of) if is_workday(day)]
    late_unit = f"U{size.branches:02d}{size.sub_branches:02d}"
    bank = Bank(size, seed, as_of, late_unit, last_workday_before(last_workday_before(as_of)))
    _variables(con, bank, first_day)
    _contacts(con, date.max if size.monthly else first_day, as_of)
    held = spells(size, workdays)
    _given(con, bank, first_day, held)
    _products(con, workdays)
    for step in STEPS:
        _step(con, step)
    return bank


def months(bank: Bank) -> list[date]:
    """The first days of the months whose contacts `make_contacts` still makes, the oldest first."""
    return [_months_before(bank.as_of, ago) for ago in reversed(range(bank.size.months))] if bank.size.monthly else []


def make_contacts(con: duckdb.DuckDBPyConnection, month: date) -> None:
    """Fills the table `activity` with the contacts of one month of a bank too large to hold those of all."""
    _contacts(con, month, month)
    _step(con, "activity")


def _step(con: duckdb.DuckDBPyConnection, step: str) -> None:
    con.execute((FOLDER / f"{step}.sql").read_text("utf-8"))


def _contacts(con: duckdb.DuckDBPyConnection, since: date, until: date) -> None:
    con.execute("set variable contacts_since = $since", {"since": since})
    con.execute("set variable contacts_until = $until", {"until": until})


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _variables(con: duckdb.DuckDBPyConnection, bank: Bank, first_day: date) -> None:
    values = {
        "seed": bank.seed,
        "as_of": bank.as_of,
        "first_day": first_day,
        "last_month": bank.as_of.replace(day=1),
        "span": (bank.as_of - first_day).days,
        "months": bank.size.months,
        "seats": bank.size.seats,
        "sub_branches": bank.size.sub_branches,
        "managers": bank.size.managers,
        "customers": bank.size.customers,
        "branches": bank.size.branches,
        "depositors": bank.size.depositors,
        "contacts": bank.size.contacts,
        "surnames": list(names.SURNAMES),
        "given": list(names.GIVEN),
        "topics": list(names.TOPICS),
        "notes": list(names.NOTES),
    }
    for name, value in values.items():
        con.execute(f"set variable {name} = $value", {"value": value})


def _given(con: duckdb.DuckDBPyConnection, bank: Bank, first_day: date, held: list[Spell]) -> None:
    # the whole last month and a little more, so that known leave and month-end pushes have days to stand on
    days = _days(first_day, bank.as_of + timedelta(days=AHEAD))
    _table(con, "given_day (day date, workday boolean)", [(day, is_workday(day)) for day in days])
    people = [(spell.seat, spell.manager, spell.first_day, spell.until) for spell in held]
    _table(con, "given_spell (seat integer, manager integer, first_day date, until date)", people)
    _table(con, "given_unit (unit varchar, name varchar, parent varchar, level varchar)", _units(bank.size))
    count = max(spell.manager for spell in held)
    namesakes = (7, bank.size.seats - 1)
    _table(con, "given_manager_name (position integer, name varchar)", _staff_names(count, bank.seed, namesakes))


def _table(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    con.execute(f"create table {table}")
    places = ", ".join("?" for _ in rows[0])
    values = ", ".join(f"({places})" for _ in rows)
    con.execute(f"insert into {table.split(' (')[0]} values {values}", [value for row in rows for value in row])


def _units(size: Size) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("U0", names.BANK, None, "总行")]
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


def _products(con: duckdb.DuckDBPyConnection, workdays: list[date]) -> None:
    rows: list[tuple[object, ...]] = []
    for number, (name, category, ago, typical, step, rate, weight) in enumerate(names.PRODUCTS, 1):
        launched = workdays[-ago] if ago < len(workdays) else workdays[0] - timedelta(days=ago)
        rows.append((f"P{number:03d}", name, category, launched, typical, step, rate, weight))
    columns = "product varchar, name varchar, category varchar, launched date"
    _table(con, f"given_product ({columns}, typical double, step double, rate double, weight double)", rows)
    con.execute("create table product as select product, name, category, launched from given_product")
    _table(con, "given_metric (metric varchar, factor double, step double)", _metrics())


def _metrics() -> list[tuple[object, ...]]:
    sold = [(category, typical * weight, rate) for _, category, _, typical, _, rate, weight in names.PRODUCTS]
    total = sum(amount for _, amount, _ in sold)
    rows: list[tuple[object, ...]] = [("sales_amount", 1.0, 10_000)]
    rows += [
        (metric, sum(amount for name, amount, _ in sold if name == category) / total, 1_000)
        for metric, category in CATEGORIES.items()
    ]
    rows.append(("fee_income", sum(amount * rate for _, amount, rate in sold) / total, 100))
    return rows + [(metric, factor, step) for metric, (factor, step) in COUNTS.items()]
