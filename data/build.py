"""Builds marts into an attached file named `mart`: replaces the rows that a change touches and notes what moved."""

import re
from datetime import date
from itertools import pairwise

import duckdb

from data import marts
from data.kinds import kinds
from data.marts import Mart
from data.touched import ALWAYS, Build, Span, touched

# rows of the records that one statement reads, where the months it makes anew have more
AT_ONCE = 3_000_000


def build(con: duckdb.DuckDBPyConnection, version: int, kinds: dict[str, list[Span]]) -> list[str]:
    """Rebuilds what the changes of the kinds touch, in order; returns the marts whose content is another now."""
    made = con.execute("select table_name from duckdb_tables() where database_name = 'mart'").fetchall()
    work = Build(con, version, kinds, {name for (name,) in made})
    con.execute(
        "create or replace temp table moved (mart varchar, kind varchar, key varchar, first_day date, until date)"
    )
    for mart in marts.marts().values():
        spans = touched(work, mart)
        if spans:
            _make_spells(work, mart)
            (_replace_all if mart.touch == "all" else _replace_spans)(work, mart, spans)
    return work.changed


def whole_kinds() -> dict[str, list[Span]]:
    """Every kind changed on all its days: what a full build starts from."""
    return {kind: [ALWAYS] for mart in marts.marts().values() for kind in mart.kinds}


def _make_spells(work: Build, mart: Mart) -> None:
    for kind in marts.spells_read(mart.sql):
        if kind not in work.spelled:
            work.con.execute(marts.covers(kind))
            work.con.execute(marts.spells(kind))
            work.spelled.add(kind)


def _replace_all(work: Build, mart: Mart, spans: list[Span]) -> None:
    """Builds the mart beside its old rows; when they differ it takes their place and the difference is noted."""
    con, name = work.con, mart.name
    if name in work.made:
        con.execute(f"create or replace temp table fresh as {mart.sql}")
        con.execute(
            f"create or replace temp table differing as"
            f" select *, 1 as side from (from mart.{name} except all from fresh)"
            f" union all select *, -1 from (from fresh except all from mart.{name})"
        )
        if not con.execute("from differing limit 1").fetchall():
            return
        _note_moved(con, mart)
        con.execute(f"create or replace table mart.{name} as from fresh")
    else:
        con.execute(f"create table mart.{name} as {mart.sql}")
        work.made.add(name)
        _note_all(con, name)
    work.changed.append(name)


def _note_moved(con: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    days = mart.days or _days(con, mart.name)
    said = [f'"{column}"' for column in _columns(con, mart.name) if column not in re.findall(r"\w+", days)]
    key = mart.key or "null, null"
    con.execute(MOVED.format(name=mart.name, key=key, days=days, said=", ".join(said) or "null"))


def _note_all(con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.execute("insert into moved values (?, null, null, ?, ?)", [name, *ALWAYS])


def _days(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """SQL for the first day a row of the mart speaks of, and the day after the last."""
    columns = _columns(con, name)
    if "until" in columns:
        return "first_day, until"
    if "day" in columns:
        return "day, day + 1"
    return "date '0001-01-01', date '9999-12-31'"


# a spell that only goes on or ends earlier moves no more than the days it gains or loses
MOVED = """
insert into moved
with event(kind, key, said, day, side) as (
    select {key}, hash(row({said})), unnest([{days}]), unnest([side, -side]) from differing
), turn as (
    select kind, key, said, day, sum(side) as side from event group by all
), laid as (
    select *, sum(side) over one as open, lead(day) over one as next
    from turn
    window one as (partition by kind, key, said order by day)
)
select '{name}', kind, key, min(day), max(next) from laid where open <> 0 group by kind, key
"""


def _columns(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    return [column[0] for column in con.execute(f"from mart.{name} limit 0").description]


def _steps(work: Build, mart: Mart, span: Span) -> list[Span]:
    """The span as inserted: a few months at a time, so that what is grouped and sorted stays in memory.

    A mart that reads itself starts each month from the one before.
    """
    first, until = span
    if mart.columns:
        return [(month, after) for month, after, _ in _months(work, mart.kinds) if first <= month < until]
    if mart.touch != "month":
        return [span]
    daily = [name for name, kind in kinds().items() if kind.day]
    cuts, filled = [first], 0
    for month, _, rows in _months(work, tuple(name for name in mart.kinds if name in daily) or tuple(daily)):
        if first <= month < until:
            if filled and filled + rows > AT_ONCE:
                cuts.append(month)
                filled = 0
            filled += rows
    return list(pairwise([*cuts, until]))


def _months(work: Build, said: tuple[str, ...]) -> list[tuple[date, date, int]]:
    """The months in which the kinds have rows in force, each with the day after it and how many rows."""
    if said not in work.months:
        days = " union all ".join(f"select day from records.{kind} where live and not withdrawn" for kind in said)
        work.months[said] = work.con.execute(f"""
            select date_trunc('month', day)::date as month, least(month + interval 1 month, '9999-12-31')::date,
                count(*)
            from ({days}) group by month order by month
        """).fetchall()  # fmt: skip
    return work.months[said]


def _replace_spans(work: Build, mart: Mart, spans: list[Span]) -> None:
    """Deletes the touched months of a mart and inserts them anew."""
    con, name = work.con, mart.name
    new = name not in work.made
    if new:
        shape = f"({mart.columns})" if mart.columns else f"as from ({mart.sql}) limit 0"
        values = None if mart.columns else dict(zip(("first_day", "until"), ALWAYS, strict=True))
        con.execute(f"create table mart.{name} {shape}", values)
        work.made.add(name)
        work.changed.append(name)
    by = "month" if "month" in _columns(con, name) else "day"
    for first, until in spans:
        span = {"first_day": first, "until": until}
        inside = f"from mart.{name} where {by} >= $first_day and {by} < $until"
        mark = f"select count(*), sum(hash(row({', '.join(_columns(con, name))}))::hugeint) {inside}"
        before = None if new else con.execute(mark, span).fetchone()
        con.execute(f"delete {inside}", span)
        _insert(con, mart, _steps(work, mart, (first, until)))
        if new or con.execute(mark, span).fetchone() != before:
            con.execute("insert into moved values (?, null, null, ?, ?)", [name, first, until])
            if name not in work.changed:
                work.changed.append(name)


def _insert(con: duckdb.DuckDBPyConnection, mart: Mart, steps: list[Span]) -> None:
    for first, until in steps:
        con.execute(f"insert into mart.{mart.name} {mart.sql}", {"first_day": first, "until": until})
        if len(steps) > 1:
            # of what is committed the next month finds its own rows; the file is nobody's before it is renamed
            con.execute("commit")
            con.execute("begin")
