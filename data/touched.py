"""Which months of a mart a change touches: by the days that moved, and by whom its rows are about."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

from data import marts
from data.marts import Mart

BEGINNING, FOREVER = date(1, 1, 1), date(9999, 12, 31)
Span = tuple[date, date]
ALWAYS: Span = (BEGINNING, FOREVER)
ONE_DAY = timedelta(days=1)
# the months that name what moved, for each touch: what is carried is named the month before, or long before
NAMED = {
    touch: f"""
        select distinct o.month, (o.month + interval 1 month)::date from occurs o join moved v using (kind, key)
        where list_contains($marts, v.mart) and o.month < v.until
            and o.month >= date_trunc('month', v.first_day) - interval {before} month"""
    for touch, before in (("month", 0), ("next", 1))
} | {
    "onwards": """
        select distinct greatest(o.month, date_trunc('month', v.first_day))::date, date '9999-12-31'
        from (select kind, key, min(month) as month from occurs group by all) o join moved v using (kind, key)
        where list_contains($marts, v.mart)"""
}


@dataclass
class Build:
    """One build under way: the connection, what moved in each kind, the marts the file has, and those whose content
    moved."""

    con: duckdb.DuckDBPyConnection
    version: int
    kinds: dict[str, list[Span]]
    made: set[str]
    changed: list[str] = field(default_factory=list)
    spelled: set[str] = field(default_factory=set)
    # for kinds, their months as `build` last counted them
    months: dict[tuple[str, ...], list[tuple[date, date, int]]] = field(default_factory=dict)


def touched(work: Build, mart: Mart) -> list[Span]:
    spans = [span for kind in mart.kinds for span in work.kinds.get(kind, [])]
    if mart.name not in work.made:
        spans = [ALWAYS]
    dependent = [name for name in mart.reads if name in work.changed]
    if dependent:
        spans += _moved(work, mart, dependent)
    if not spans or mart.touch == "all":
        return [ALWAYS] if spans else []
    if mart.touch == "onwards":
        return [(_month(min(first for first, _ in spans)), FOREVER)]
    if mart.touch == "next":
        spans = [(first, _after(min(_after(until), FOREVER - ONE_DAY) + ONE_DAY)) for first, until in spans]
    return _merged(spans)


def _moved(work: Build, mart: Mart, dependent: list[str]) -> list[Span]:
    """The days that moved rows of other marts touch; where rows say whom they are about, only the months naming it."""
    if mart.touch == "all":
        return [ALWAYS]
    plain = "select distinct first_day, until from moved where key is null and list_contains($marts, mart)"
    spans = work.con.execute(plain, {"marts": dependent}).fetchall()
    if work.con.execute(
        "select 1 from moved where key is not null and list_contains($marts, mart) limit 1", {"marts": dependent}
    ).fetchone():
        work.con.execute(marts.OCCURS.read_text("utf-8"))
        spans += work.con.execute(NAMED[mart.touch], {"marts": dependent}).fetchall()
    return spans


def _month(day: date) -> date:
    return day.replace(day=1)


def _merged(spans: list[Span]) -> list[Span]:
    """Whole months, touching ones joined, so that each run of months is one statement."""
    runs: list[Span] = []
    for first, until in sorted((_month(first), _after(until)) for first, until in spans):
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(until, runs[-1][1]))
        else:
            runs.append((first, until))
    return runs


def _after(until: date) -> date:
    """The first day of the first month that begins at or after `until`."""
    if until.day == 1 or until.year == FOREVER.year:
        return until
    return date(until.year + until.month // 12, until.month % 12 + 1, 1)
