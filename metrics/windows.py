"""The days over which a balance counts: a point, a mean, a base, and how long a row says what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.pack import Metric, Pack
from metrics.periods import Period, containing
from metrics.workdays import Workdays

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """Days `first` up to but not including `until`; a point is the one day before `until`."""

    name: str
    first: date
    until: date
    point: bool = False


def base_first(metric: Metric, period: Period, pack: Pack) -> date:
    """The day a growth's pace counts from: the first on which it can grow."""
    if metric.kind != "growth" or metric.base == "period_start":
        return period.first_day
    if metric.base == "same_period_last_year":
        return period.first_day
    return containing("year", period.first_day, pack.year).first_day


def base_window(metric: Metric, period: Period, end: date, pack: Pack) -> Window:
    """What a growth counts from, as the days its base is taken over: one day, or those of an average."""
    year = containing("year", period.first_day, pack.year)
    if metric.base == "period_start":
        return point("base", period.first_day - DAY)
    if metric.base == "year_start":
        return point("base", year.first_day - DAY)
    if metric.base == "last_year_average":
        last = year.previous()
        return Window("base", last.first_day, last.until)
    if metric.mean:
        return Window("base", year_before(period.first_day), year_before(end) + DAY)
    return point("base", year_before(end))


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if last_of_february else day.day)


def point(name: str, day: date) -> Window:
    return Window(name, day, day + DAY, point=True)


def months_touched(window: Window) -> set[date]:
    """The first day of each month the window touches."""
    return {(window.first + n * DAY).replace(day=1) for n in range((window.until - window.first).days)}


def carried(seen: Sequence[date], limit: int, days: Workdays) -> list[date]:
    """For each day of a row the first day on which it no longer says anything: `limit` workdays on are the last."""
    found = []
    for day in seen:
        until = day
        for _ in range(limit + 1):
            until = days.next_workday(until)
        found.append(until)
    return found


def known_from(day: date, limit: int, days: Workdays) -> date:
    """The first day whose balance still says what stands on `day`."""
    first = day
    while carried([first - DAY], limit, days)[0] > day:
        first -= DAY
    return first
