"""What an import or an undo moves: the days a publish has to build again."""

from datetime import date

import duckdb

from data.kinds import Kind
from data.settle import GOOD
from data.staged import Staged

BEGINNING = date(1, 1, 1)


def note_change(con: duckdb.DuckDBPyConnection, rows: Staged, batch: int) -> int:
    """Writes the days of what this batch moves, before it does; gives how many of its rows are taken."""
    moved = f"(select * from {GOOD} where n not in (select n from stage_claim where equal))"
    count = int(con.execute(f"select count(*) from {moved}").fetchall()[0][0])
    gone = int(con.execute("select count(*) from stage_gone where not again").fetchall()[0][0])
    if not count and not gone:
        return 0
    first, last = _moved_days(con, rows, batch, moved)
    add_change(con, batch, rows.kind.kind, first, last)
    return count


def add_change(con: duckdb.DuckDBPyConnection, batch: int, kind: str, first: date | None, last: date | None) -> None:
    con.execute(
        "insert into change select coalesce(max(change), 0) + 1, ?, ?, ?, ? from change", [batch, kind, first, last]
    )


def _moved_days(
    con: duckdb.DuckDBPyConnection, rows: Staged, batch: int, moved: str
) -> tuple[date | None, date | None]:
    kind = rows.kind
    if kind.day:
        return _span(con, f"""
            select {kind.day} as day from {moved}
            union all
            select {kind.day} from {kind.kind} where id in (
                select id from stage_match where not same union all select id from stage_gone where not again
            )
        """)  # fmt: skip
    return (_first_moved(con, rows, batch, moved), None) if kind.dated else (None, None)


def _first_moved(con: duckdb.DuckDBPyConnection, rows: Staged, batch: int, moved: str) -> date | None:
    """The day from which a dated kind reads differently; None where that is the beginning."""
    kind = rows.kind
    entity, first_day = ", ".join(kind.entity), rows.value("first_day")
    first = con.execute(f"""
        with said as (
            select {", ".join(f"k.{name}" for name in kind.entity)}, coalesce(k.first_day, batch.day) as day
            from {kind.kind} k join {kind.kind}_claim claim using (id) join batch using (batch)
        ),
        known as (select {entity}, min(day) as since from said group by {entity}),
        stated as (
            select {entity}, {first_day} is null as undated, coalesce({first_day}, day) as day
            from {moved}, (select day from batch where batch = {batch})
        ),
        days as (
            select if(since is null and undated or day < since, date '0001-01-01', day) as day
            from stated left join known using ({entity})
            union all
            select day from batch where batch = {batch} and exists (from stage_gone)
        )
        select min(day) from days
    """).fetchall()[0][0]  # fmt: skip
    return None if first is None or first == BEGINNING else first


def _span(con: duckdb.DuckDBPyConnection, days: str) -> tuple[date | None, date | None]:
    first, last = con.execute(f"select min(day), max(day) from ({days})").fetchall()[0]
    return first, last


def alive(kind: Kind) -> str:
    """The rows in force of the touched keys; for dated kinds all statements, for each of them moves history."""
    live = "true" if kind.dated else "live and not withdrawn"
    return f"select * from {kind.kind} where {live} and id in (select id from stage_touched)"


def undone_days(con: duckdb.DuckDBPyConnection, kind: Kind) -> tuple[date | None, date | None, bool]:
    if kind.dated:
        return None, None, True
    day = kind.day or "null::date"
    first, last, count = con.execute(f"""
        with now as ({alive(kind)}),
        moved as (
            select * from stage_was where id not in (select id from now)
            union all
            select * from now where id not in (select id from stage_was)
        )
        select min({day}), max({day}), count(*) from moved
    """).fetchall()[0]
    return first, last, bool(count)
