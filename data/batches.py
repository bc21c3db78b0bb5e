"""Batches: their rows in the records, what each moved, what each could not take, and how one is undone."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from data import settle, store
from data.doubts import same
from data.errors import Refused
from data.home import Home
from data.kinds import Kind, kinds
from data.settle import GOOD
from data.staged import Staged

BEGINNING = date(1, 1, 1)


def digest(path: Path) -> str:
    """A mark of a file's bytes, kept with its batches."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def begin(
    con: duckdb.DuckDBPyConnection,
    rows: Staged,
    load: str,
    as_of: date | None,
    covers: tuple[str, ...],
    today: date,
    writer: str,
    origin: str,
    digest: str | None,
) -> int:
    """Opens a batch: its number, the day it stands for and who occurs in it."""
    batch = int(con.execute("select coalesce(max(batch), 0) + 1 from batch").fetchall()[0][0])
    part, kind = rows.mapped, rows.kind
    stated = as_of or part.day
    day = stated or _latest(con, rows, today)
    complete_to = day if kind.source and origin == "files" and (stated or day) else None
    con.execute(
        """
        insert into batch (batch, kind, origin, file, sheet, hash, mapping, load, day, covers, complete_to, import_day,
            imported_at, writer, headers)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [batch, kind.kind, origin, part.file, part.sheet, digest, part.mapping, load, day or today,
         list(covers) or None, complete_to, today, datetime.now(UTC), writer, list(part.headers)],
    )  # fmt: skip
    if kind.source or load == "snapshot":
        _note_extent(con, rows, batch, today)
    return batch


def finish(
    con: duckdb.DuckDBPyConnection, rows: Staged, batch: int, counts: tuple[int, int, int, int, int, int]
) -> None:
    """Writes the counts of a batch, in the order of `BatchResult`."""
    con.execute(
        """
        update batch set rows = ?, taken = ?, unchanged = ?, quarantined = ?, withdrawn = ?, warnings = ?
        where batch = ?
        """,
        [*counts, batch],
    )


def quarantine(con: duckdb.DuckDBPyConnection, rows: Staged, batch: int) -> int:
    """Keeps the refused rows as the file had them, each with its first reason; gives their number."""
    part = rows.mapped
    headers = " ".join(f"when '{name}' then {_quoted(rows.header(name))}" for name in rows.kind.fields)
    cells = ", ".join(f"raw.c{number + 1}" for number in range(len(part.headers)))
    con.execute(f"""
        insert into quarantine
        select {batch}, row.line, case field {headers} end, value, code, [{cells}]
        from stage_refusal join (select rowid as n, line from stage_row) row using (n)
        left join {part.raw} raw on raw.line = row.line
        order by row.line, n
    """)
    con.executemany(
        "insert into quarantine values (?, ?, null, null, 'too_many_cells', ?)",
        [[batch, line, list(cells)] for line, cells in part.ragged],
    ) if part.ragged else None
    return int(con.execute("select count(*) from quarantine where batch = ?", [batch]).fetchall()[0][0])


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
            select {kind.day} from {kind.kind} where id in (select id from stage_match where not same)
                or id in (select id from stage_gone where not again)
        """)  # fmt: skip
    return (_first_moved(con, rows, batch, moved), None) if kind.dated else (None, None)


def _first_moved(con: duckdb.DuckDBPyConnection, rows: Staged, batch: int, moved: str) -> date | None:
    """The day from which a dated kind reads differently; None where that is the beginning."""
    kind = rows.kind
    entity = ", ".join(kind.entity)
    first = con.execute(f"""
        with said as (
            select {", ".join(f"k.{name}" for name in kind.entity)}, coalesce(k.first_day, batch.day) as day
            from {kind.kind} k join {kind.kind}_claim claim using (id) join batch using (batch)
        ),
        known as (select {entity}, min(day) as since from said group by {entity}),
        stated as (
            select {entity}, {rows.value("first_day")} is null as undated, coalesce({rows.value("first_day")}, day) as day
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


def _latest(con: duckdb.DuckDBPyConnection, rows: Staged, today: date) -> date | None:
    """The latest day in the file that is not after the import's own day."""
    if not rows.kind.day:
        return None
    sql = f"select max({rows.kind.day}) from {GOOD} where {rows.kind.day} <= ?"
    latest: date | None = con.execute(sql, [today]).fetchall()[0][0]
    return latest


def _note_extent(con: duckdb.DuckDBPyConnection, rows: Staged, batch: int, today: date) -> None:
    who = [rows.value(name) if name in rows.kind.fields else "null" for name in ("manager", "unit")]
    day = rows.kind.day or "null::date"
    con.execute(
        f"""
        insert into extent
        select {batch}, {who[0]}, {who[1]}, min({day}), max({day}) filter ({day} <= ?) from {GOOD} group by all
        """,
        [today],
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def undo(home: Home, batch: int, publish: bool = True) -> None:
    """Takes a batch back: each of its keys gets the row of the newest batch left, or none.

    Raises `Refused` when there is no such batch or it is undone already.
    """
    with store.records(home) as con:
        with store.transaction(con):
            undo_with(con, batch)
        if publish:
            from data.ingest import publish_now

            publish_now(con, home)


def undo_with(con: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Undoes a batch in the open transaction."""
    found = con.execute("select kind from batch where batch = ? and undone_at is null", [batch]).fetchall()
    if not found:
        raise Refused("refuse.no_batch", batch=batch)
    kind = kinds()[found[0][0]]
    name = kind.kind
    settle.touched_by(con, name, f"select id from {name}_claim where batch = {int(batch)}")
    con.execute("create or replace temp table stage_was as " + _alive(kind))
    con.execute(f"delete from {name}_claim where batch = ?", [batch])
    _forget(con, kind)
    settle.relive(con, kind)
    _drop_lone_stones(con, kind)
    first, last, moved = _undone_days(con, kind)
    if moved:
        add_change(con, batch, name, first, last)
    con.execute("delete from extent where batch = ?", [batch])
    con.execute("update batch set undone_at = ? where batch = ?", [datetime.now(UTC), batch])


def _alive(kind: Kind) -> str:
    """The rows in force of the touched keys; for dated kinds all statements, for each of them moves history."""
    keys = same("t", "k", kind.key)
    live = "true" if kind.dated else "k.live and not k.withdrawn"
    return f"select k.* from {kind.kind} k where {live} and exists (select 1 from stage_touched t where {keys})"


def _forget(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    con.execute(f"""
        delete from {kind.kind}
        where id in (select id from stage_touched) and id not in (select id from {kind.kind}_claim)
    """)


def _drop_lone_stones(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """A tombstone over a key that no other row states says nothing any more."""
    con.execute(f"""
        create or replace temp table stage_lone as
        select k.id from {kind.kind} k
        where k.withdrawn and exists (select 1 from stage_touched t where {same("t", "k", kind.key)})
            and not exists (
                select 1 from {kind.kind} o where not o.withdrawn and {same("o", "k", kind.key)}
            )
    """)
    con.execute(f"delete from {kind.kind} where id in (select id from stage_lone)")
    con.execute(f"delete from {kind.kind}_claim where id in (select id from stage_lone)")


def _undone_days(con: duckdb.DuckDBPyConnection, kind: Kind) -> tuple[date | None, date | None, bool]:
    if kind.dated:
        return None, None, True
    day = kind.day or "null::date"
    first, last, count = con.execute(f"""
        with now as ({_alive(kind)}),
        moved as (
            select * from stage_was where id not in (select id from now)
            union all
            select * from now where id not in (select id from stage_was)
        )
        select min({day}), max({day}), count(*) from moved
    """).fetchall()[0]
    return first, last, bool(count)
