"""Follow-ups: what was promised, by state and age, which are overdue, and how many of those due were done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.contacts import share
from metrics.days import asked_day
from metrics.ground import ground, keep, sql
from metrics.pack import Pack
from metrics.periods import Period

STATES = ("not_started", "ongoing", "done", "shelved")
SPANS = ("week", "month", "older")


@dataclass(frozen=True)
class Count:
    """Follow-ups of a unit (manager None) or person in one state, promised up to 7 days ago, up to 30, or earlier.

    Of `count` (open, or settled in the period) `overdue` are; `due` in the period so far were to be done, `kept` of
    these are.
    """

    unit: str
    manager: str | None
    name: str | None
    state: str
    span: str
    count: int
    overdue: int
    due: int
    kept: int


@dataclass(frozen=True)
class Promise:
    """An open follow-up; `age` in days since it was promised, `over` since it was due (None: not overdue)."""

    follow_up: str
    day: date
    unit: str
    manager: str
    manager_name: str | None
    customer: str | None
    customer_name: str | None
    tier: str | None
    what: str | None
    due: date | None
    state: str
    why: str | None
    put_off: bool
    age: int
    over: int | None


@dataclass(frozen=True)
class FollowUps:
    """`counts` of the unit viewed, its children and its people; `open` the overdue first, then as they fall due."""

    as_of: date
    counts: tuple[Count, ...]
    open: tuple[Promise, ...]

    @property
    def overdue(self) -> tuple[Promise, ...]:
        return tuple(each for each in self.open if each.over is not None)


def follow_ups(
    reader: Reader, pack: Pack, period: Period, unit: str, *, as_of: date | None = None, manager: str | None = None
) -> FollowUps:
    """Follow-ups promised at or below a unit as they stood at the end of `as_of` (else of the latest complete day).

    Only one person's where named; a manager's own, though what others promised the own customers can be read.

    Raises Refused for an unknown unit.
    """
    below = ground(reader, [], period, unit, asked_day(reader, period, unit, as_of))
    whose = reader.viewer.manager or manager
    params = {"units": [unit, *below.children], "first": period.first_day, "day": below.end, "manager": whose}
    keep(reader, "promise", sql("promise"), params)
    rows = reader.rows(sql("promise_counted"), {"unit": unit, "day": below.end})
    named = reader.rows(sql("promise_named"), {"unit": unit, "day": below.end})
    counts = [{name: value for name, value in row.items() if name != "by_manager"} for row in rows]
    counts = [{**row, "name": row["name"] if row["manager"] else below.name(row["unit"])} for row in counts]
    return FollowUps(below.end, tuple(Count(**row) for row in counts), tuple(Promise(**row) for row in named))


def kept(counts: Sequence[Count]) -> Decimal | None:
    """The share done of what was due; None where nothing was."""
    return share(sum(each.kept for each in counts), sum(each.due for each in counts))
