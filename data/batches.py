"""Batches: their rows in the records, what each moved, what each could not take, and how one is undone."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from data import locks, moved, settle, store
from data.doubts import same
from data.errors import Refused
from data.home import Home
from data.kinds import Kind, kinds
from data.settle import GOOD
from data.staged import Staged
from data.terms import Terms

__all__ = ["begin", "digest", "finish", "listed", "quarantine", "undo", "undo_with"]


def digest(path: Path) -> str:
    """A mark of a file's bytes, kept with its batches."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def begin(con: duckdb.DuckDBPyConnection, rows: Staged, load: str, terms: Terms, digest: str | None) -> int:
    """Opens a batch: its number, the day it stands for and who occurs in it."""
    batch = int(con.execute("select coalesce(max(batch), 0) + 1 from batch").fetchall()[0][0])
    part, kind = rows.mapped, rows.kind
    day = terms.as_of or part.day or _latest(con, rows, terms.today) or (terms.today if kind.dated else None)
    complete_to = day if kind.source and terms.origin == "files" else None
    con.execute(
        """
        insert into batch (batch, kind, origin, file, sheet, hash, mapping, load, day, covers, complete_to, import_day,
            imported_at, writer, headers)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [batch, kind.kind, terms.origin, part.file, part.sheet, digest, part.mapping, load, day,
         list(terms.covers) or None, complete_to, terms.today, datetime.now(UTC), terms.writer, list(part.headers)],
    )  # fmt: skip
    if kind.source or load == "snapshot":
        _note_extent(con, rows, batch, terms.today)
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
    locks.keep_batch(con, name, batch)
    settle.touched_by(con, name, f"select id from {name}_claim where batch = {int(batch)}")
    con.execute("create or replace temp table stage_was as " + moved.alive(kind))
    con.execute(f"delete from {name}_claim where batch = ?", [batch])
    _forget(con, kind)
    settle.relive(con, kind)
    _drop_lone_stones(con, kind)
    first, last, any_moved = moved.undone_days(con, kind)
    if any_moved:
        moved.add_change(con, batch, name, first, last)
    con.execute("delete from extent where batch = ?", [batch])
    con.execute("update batch set undone_at = ? where batch = ?", [datetime.now(UTC), batch])


def known(con: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Raises `Refused` for a batch there never was."""
    if not con.execute("select 1 from batch where batch = ?", [batch]).fetchall():
        raise Refused("refuse.batch_unknown", batch=batch)


def _forget(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    con.execute(f"""
        delete from {kind.kind}
        where id in (select id from stage_touched)
            and id not in (select id from {kind.kind}_claim where id in (select id from stage_touched))
    """)


def _drop_lone_stones(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """A tombstone over a key that no other row states says nothing any more."""
    con.execute(f"""
        create or replace temp table stage_lone as
        select k.id from {kind.kind} k
        where k.withdrawn and k.id in (select id from stage_touched) and not exists (
            select 1 from {kind.kind} o
            where o.id in (select id from stage_touched) and not o.withdrawn and {same("o", "k", kind.key)}
        )
    """)
    con.execute(f"delete from {kind.kind} where id in (select id from stage_lone)")
    con.execute(f"delete from {kind.kind}_claim where id in (select id from stage_lone)")


def listed(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every batch, the newest first, with the columns of the table `batch`."""
    found = con.execute("""
        select * exclude (headers, hash)
            replace (imported_at::timestamp::varchar as imported_at, undone_at::timestamp::varchar as undone_at)
        from batch order by batch desc
    """)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
