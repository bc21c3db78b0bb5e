"""Makes the tables of the made-up bank in a scratch connection: the same for the same size, seed and data day."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import duckdb

from data.errors import Refused
from data.sample import given, names
from data.sample.people import SIZES, Size, spells

STEPS = (
    "random", "world", "people", "customer", "portfolio", "plan", "sale", "deposit", "investment", "balance",
    "holding", "deposit_target", "asset_target", "stated_target", "said", "activity", "awkward",
    "told", "follow_up", "need", "own_plan", "meeting",
)  # fmt: skip
FOLDER = Path(__file__).parent
# the whole last month and a little more, so that known leave and month-end pushes have days to stand on
AHEAD = 60


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
    given.units(con, size)
    given.days(con, [(day, is_workday(day)) for day in _days(first_day, as_of + timedelta(days=AHEAD))])
    given.people(con, size, seed, held)
    given.products(con, workdays)
    for step in STEPS:
        if step == "told" and size.monthly:
            _contacts(con, _months_before(as_of, 0), as_of)
        _step(con, step)
    return bank


def months(bank: Bank) -> list[date]:
    """The first days of the months whose contacts `draw_contacts` still draws, the oldest first."""
    return [_months_before(bank.as_of, ago) for ago in reversed(range(bank.size.months))] if bank.size.monthly else []


def draw_contacts(con: duckdb.DuckDBPyConnection, month: date) -> str:
    """Gives the view that draws the contacts of one month of a bank too large to hold those of all."""
    _contacts(con, month, month)
    return "contact"


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
        "investors": bank.size.investors,
        "contacts": bank.size.contacts,
        "noted": bank.size.noted,
        "monthly": bank.size.monthly,
        "newcomers": max(0.12, 0.009 * bank.size.months),
        "surnames": list(names.SURNAMES),
        "given": list(names.GIVEN),
        "topics": list(names.TOPICS),
        "notes": list(names.NOTES),
    }
    for name, value in values.items():
        con.execute(f"set variable {name} = $value", {"value": value})
