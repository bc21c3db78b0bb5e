"""Workdays by the official calendar, by files a user adds for other years, else Monday to Friday and saying so."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import chinese_calendar
from pydantic import BaseModel, ConfigDict, ValidationError

from data.errors import Refused
from data.home import Home

SHIPPED = Path(__file__).parents[1] / "data" / "calendar"
DAY = timedelta(days=1)


class YearFile(BaseModel):
    """`CN-2027.toml`: a year's weekdays that are free and weekend days that are worked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    year: int
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Workdays:
    """The days that count; `free` and `worked` come from files and win over the library."""

    years: frozenset[int] = frozenset()
    free: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    every_day: bool = False

    def is_workday(self, day: date) -> bool:
        if self.every_day or day in self.worked:
            return True
        if day in self.free:
            return False
        if day.year in self.years or not _known(day.year):
            return day.weekday() < 5
        return _official(day)

    def count(self, first: date, until: date) -> int:
        """Workdays from `first` up to but not including `until`."""
        return _count(self, first, until)

    def last(self, first: date, until: date) -> date:
        """The last workday of these days, else their last day: what records have to reach to be whole."""
        days = (until - n * DAY for n in range(1, (until - first).days + 1))
        return next((day for day in days if self.is_workday(day)), until - DAY)

    def fallback(self, first: date, until: date) -> tuple[int, ...]:
        """The years touched for which neither library nor file knows the holidays: Monday to Friday was used."""
        years = range(first.year, (until - DAY).year + 1)
        return tuple(y for y in years if not (self.every_day or y in self.years or _known(y)))

    def last_day_range(self, as_of: date) -> tuple[date, date]:
        """First and last of the "last day", both included: `as_of` with the days off just before it.

        Complete to a Sunday, as on a Monday morning, it begins with the workday before: Friday to Sunday.
        """
        first = as_of
        if not self.is_workday(as_of):
            while not self.is_workday(first):
                first -= DAY
            return first, as_of
        while not self.is_workday(first - DAY):
            first -= DAY
        return first, as_of

    def next_workday(self, day: date) -> date:
        """The first workday after `day`."""
        following = day + DAY
        while not self.is_workday(following):
            following += DAY
        return following


@lru_cache(maxsize=4096)
def _count(workdays: Workdays, first: date, until: date) -> int:
    return sum(workdays.is_workday(first + n * DAY) for n in range((until - first).days))


@lru_cache(maxsize=4096)
def _official(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


@lru_cache
def _known(year: int) -> bool:
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def load(home: Home | None = None, every_day: bool = False) -> Workdays:
    """The calendar of this installation: the shipped files, then the home's own, which win.

    Raises Refused("metric.bad_calendar") for a file that isn't one.
    """
    free: set[date] = set()
    worked: set[date] = set()
    years: set[int] = set()
    for path in [*sorted(SHIPPED.glob("*.toml")), *(sorted(home.calendar.glob("*.toml")) if home else ())]:
        file = _read(path)
        years |= {file.year} if not _known(file.year) else set()
        free = (free | file.holidays) - file.workdays
        worked = (worked | file.workdays) - file.holidays
    return Workdays(frozenset(years), frozenset(free), frozenset(worked), every_day)


def _read(path: Path) -> YearFile:
    try:
        return YearFile(**tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise Refused("metric.bad_calendar", file=path.name, problem=str(error).splitlines()[0]) from error
