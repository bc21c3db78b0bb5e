"""Builds marts into an attached file named `mart`: replaces the rows that a change touches and notes what moved."""

import re
from datetime import date

import duckdb

from data import marts
from data.marts import Mart
from data.touched import ALWAYS, Build, Span, exists, touched


def build(con: duckdb.DuckDBPyConnection, version: int, kinds: dict[str, list[Span]]) -> list[str]:
    """Rebuilds what the changes of the kinds touch, in order; returns the marts whose content is another now."""
    work = Build(con, version, kinds)
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
    con.execute(f"create or replace temp table fresh as {mart.sql}")
    if exists(con, name):
        con.execute(
            f"create or replace temp table differing as"
            f" select *, 1 as side from (from mart.{name} except all from fresh)"
            f" union all select *, -1 from (from fresh except all from mart.{name})"
        )
        if not con.execute("from differing limit 1").fetchall():
            return
        _note_moved(con, mart)
    else:
        _note_all(con, name)
    con.execute(f"create or replace table mart.{name} as from fresh")
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
    found = con.execute(
        "select column_name from duckdb_columns() where database_name = 'mart' and table_name = ?", [name]
    ).fetchall()
    return [column for (column,) in found]


def _steps(con: duckdb.DuckDBPyConnection, mart: Mart, span: dict[str, date]) -> list[dict[str, date]]:
    """The span as inserted: a mart that reads itself starts each month from the one before."""
    if not mart.columns:
        return [span]
    days = " union all ".join(f"select day from records.{kind} where live and not withdrawn" for kind in mart.kinds)
    months = con.execute(
        f"""
        select distinct date_trunc('month', day)::date as month, least(month + interval 1 month, '9999-12-31')::date
        from ({days}) where day >= $first_day and day < $until order by month
        """,
        span,
    ).fetchall()
    return [dict(zip(span, month, strict=True)) for month in months]


def _replace_spans(work: Build, mart: Mart, spans: list[Span]) -> None:
    """Deletes the touched months of a mart and inserts them anew."""
    con, name = work.con, mart.name
    if not exists(con, name):
        shape = f"({mart.columns})" if mart.columns else f"as from ({mart.sql}) limit 0"
        values = None if mart.columns else dict(zip(("first_day", "until"), ALWAYS, strict=True))
        con.execute(f"create table mart.{name} {shape}", values)
        work.changed.append(name)
    by = "month" if "month" in _columns(con, name) else "day"
    for first, until in spans:
        span = {"first_day": first, "until": until}
        inside = f"from mart.{name} where {by} >= $first_day and {by} < $until"
        mark = f"select count(*), sum(hash(row({', '.join(_columns(con, name))}))::hugeint) {inside}"
        before = con.execute(mark, span).fetchone()
        con.execute(f"delete {inside}", span)
        steps = _steps(con, mart, span)
        for one in steps:
            con.execute(f"insert into mart.{name} {mart.sql}", one)
            if len(steps) > 1:
                # of what is committed the next month finds its own rows; the file is nobody's before it is renamed
                con.execute("commit")
                con.execute("begin")
        if con.execute(mark, span).fetchone() != before:
            con.execute("insert into moved values (?, null, null, ?, ?)", [name, first, until])
            if name not in work.changed:
                work.changed.append(name)
