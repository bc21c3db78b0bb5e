"""The day and the period a page opens on, and the day a period's records have to reach."""

from collections.abc import Sequence
from datetime import date, timedelta

from data.errors import Refused
from data.reader import Reader
from metrics.ground import find
from metrics.pack import Pack
from metrics.periods import Period, containing, days
from metrics.targets import codes
from metrics.workdays import Workdays

OPEN = """
select max(complete_to) as day
from completeness
where unit in (select unit from unit_above where above = $unit)
"""
# a sealed month is over, even where its records were taken back or never reached its end
SEALED = """
select max(until) - 1 as day from seal
where sealed and ended is null and unit in (select above from unit_above where unit = $unit)
"""
COVERED = "select min(first_day) as first, max(complete_to) as last from completeness where kind = $kind"


def open_day(reader: Reader, unit: str) -> date | None:
    """The latest complete day among the sources of the unit and those below, or the last that is sealed; else None."""
    found = (reader.rows(statement, {"unit": unit})[0]["day"] for statement in (OPEN, SEALED))
    return max((day for day in found if day), default=None)


def asked_day(reader: Reader, period: Period, unit: str, as_of: date | None) -> date:
    """The last day of a period that is asked for: `as_of`, else the latest complete one, or the period's own last."""
    return min(as_of or open_day(reader, unit) or period.last_day, period.last_day)


def needed(period: Period, workdays: Workdays) -> date:
    """The day a period's records have to reach for it to be over: its last workday."""
    return workdays.last(period.first_day, period.until)


def last_days(reader: Reader, source: str, unit: str | None, count: int, as_of: date | None = None) -> Period:
    """The last so many days up to `as_of`, else to the latest one a source is complete for below a unit (by id or name;
    default the top); raises Refused for less than one day, or where none is complete.
    """
    if count < 1:
        raise Refused("metric.bad_last", count=count)
    latest = reader.rows("select max(complete_to) as day from completeness where kind = $kind", {"kind": source})
    end = as_of or latest[0]["day"]
    if end is None:
        raise Refused("metric.no_records")
    if unit and not as_of:
        below = {"unit": find(reader, unit, end), "kind": source}
        end = reader.rows(f"{OPEN.rstrip()} and kind = $kind", below)[0]["day"] or end
    return days(end - timedelta(days=count - 1), end + timedelta(days=1))


def nothing_in(
    reader: Reader, source: str, period: Period, found: Sequence[object]
) -> tuple[str, dict[str, object]] | None:
    """That a period has no records of a source, as a code and the days there are some of; None where it has."""
    held = reader.rows(COVERED, {"kind": source})[0]
    if held["first"] is None:
        return "metric.never_came", {}
    reached = held["first"] < period.until and held["last"] >= period.first_day
    return None if reached and found else ("metric.none_then", held)


def open_period(reader: Reader, pack: Pack, as_of: date) -> Period:
    """The shortest of month, quarter, half and year around a day that somebody has a target for; else the month.

    Who sets targets by the quarter is not asked every month why there is none.
    """
    month, *longer = (containing(kind, as_of, pack.year) for kind in ("month", "quarter", "half", "year"))
    stated = {(each.first_day, each.until) for each in codes(reader, pack, longer[-1]).inside.values()}
    return next((each for each in (month, *longer) if (each.first_day, each.until) in stated), month)
