"""The day and the period a page opens on."""

from datetime import date

from data.reader import Reader
from metrics.pack import Pack
from metrics.periods import Period, containing
from metrics.targets import codes

OPEN = """
select max(complete_to) as day
from completeness
where unit in (select unit from unit_above where above = $unit)
"""


def open_day(reader: Reader, unit: str) -> date | None:
    """The latest complete day among the sources of the unit and those below; None without any source."""
    day: date | None = reader.rows(OPEN, {"unit": unit})[0]["day"]
    return day


def asked_day(reader: Reader, period: Period, unit: str, as_of: date | None) -> date:
    """The last day of a period that is asked for: `as_of`, else the latest complete one, or the period's own last."""
    return min(as_of or open_day(reader, unit) or period.last_day, period.last_day)


def open_period(reader: Reader, pack: Pack, as_of: date) -> Period:
    """The shortest of month, quarter, half and year around a day that somebody has a target for; else the month.

    Who sets targets by the quarter is not asked every month why there is none.
    """
    month, *longer = (containing(kind, as_of, pack.year) for kind in ("month", "quarter", "half", "year"))
    stated = {(each.first_day, each.until) for each in codes(reader, pack, longer[-1]).inside.values()}
    return next((each for each in (month, *longer) if (each.first_day, each.until) in stated), month)
