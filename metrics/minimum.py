"""The daily minimum: on how many of their own workdays people made at least the pack's effective contacts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.contacts import contacts, data_day, share
from metrics.ground import keep, sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.workdays import Workdays

CALENDAR = "select * exclude (child) from minimum_day order by manager, day"


@dataclass(frozen=True)
class Kept:
    """A unit (manager None) or a person: own workdays known so far, and those on which the minimum was met.

    `here` says whether a person belongs to the unit viewed on the data day.
    """

    unit: str
    manager: str | None
    name: str | None
    here: bool
    days: int
    met: int

    @property
    def share(self) -> Decimal | None:
        """None without an own workday known."""
        return share(self.met, self.days)


@dataclass(frozen=True)
class Day:
    """A person's day; `contacts` and `met` are None where no contact of theirs says what came of it."""

    manager: str
    day: date
    contacts: int | None
    workday: bool
    away: bool
    met: bool | None


@dataclass(frozen=True)
class Minimum:
    """`units`: the one viewed, then its children; a moved person's days count in each. `days` without the unknown."""

    least: int
    as_of: date | None
    units: tuple[Kept, ...]
    people: tuple[Kept, ...]
    days: tuple[Day, ...]


def daily_minimum(
    reader: Reader, pack: Pack, period: Period, unit: str, *, workdays: Workdays, as_of: date | None = None
) -> Minimum:
    """Who met the daily minimum on which days of the period so far; raises Refused for an unknown unit."""
    below = contacts(reader, period, unit, as_of, workdays)
    params = {
        "first": period.first_day, "end": below.end, "minimum": pack.daily_minimum, "unit": unit, "day": below.day,
        "effective": list(pack.lists.get("effective", ())),
    }  # fmt: skip
    keep(reader, "minimum_day", sql("minimum_day"), params)
    found = [(row.pop("kind"), row) for row in reader.rows(sql("minimum"), {"unit": unit, "day": below.day})]
    units = {row["unit"]: Kept(**{**row, "name": below.name(row["unit"])}) for kind, row in found if kind != "manager"}
    first = [units.pop(unit)] if unit in units else []
    return Minimum(
        least=pack.daily_minimum,
        as_of=data_day(below),
        units=(*first, *units.values()),
        people=tuple(Kept(**row) for kind, row in found if kind == "manager"),
        days=tuple(Day(**row) for row in reader.rows(CALENDAR)),
    )
