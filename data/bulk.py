"""Takes typed Parquet rows whose ids nobody has yet into the records, without the detour over text; for made-up rows.

A batch, its claims, its extent and its change are written as `ingest` writes them. Left out are reading cells, looking
for the rows' keys among those there, and comparing targets with each other: millions of new rows need not wait for it.
"""

from pathlib import Path

import duckdb

from data import batches, moved, remarks, settle, staged, store, withdraw
from data.kinds import Kind
from data.mapped import Mapped
from data.staged import Staged
from data.terms import Terms


def take(con: duckdb.DuckDBPyConnection, path: Path, kind: Kind, terms: Terms) -> int:
    """Takes a file, whose columns are fields of the kind, in a transaction of its own; gives its batch."""
    with store.transaction(con):
        rows = _stage(con, path, kind)
        batch = batches.begin(con, rows, kind.load, terms, batches.digest(path))
        withdraw.find(con, rows, kind.load, batch, ())
        settle.match_nothing(con)
        taken = moved.note_change(con, rows, batch)
        _write(con, rows, batch)
        warnings = 0 if kind.kind == "target" else remarks.remark(con, rows, batch, terms.as_of or terms.today)
        batches.finish(con, rows, batch, (taken, taken, 0, 0, 0, warnings))
    staged.clear(con)
    return batch


def _stage(con: duckdb.DuckDBPyConnection, path: Path, kind: Kind) -> Staged:
    """The file itself as `stage_good`; nothing is held against its rows."""
    file = f"read_parquet({_quoted(str(path))}, file_row_number = true)"
    con.execute(f"""
        create or replace temp view stage_good as
        select file_row_number as n, file_row_number + 1 as line, * exclude (file_row_number) from {file}
    """)
    found = {row[0] for row in con.execute("describe stage_good").fetchall()}
    columns = tuple(name for name in kind.fields if name in found)
    (count,) = con.execute("select count(*) from stage_good").fetchall()[0]
    mapped = Mapped(kind.kind, path.name, None, None, "stage_good", columns, "from stage_good", columns, {}, {})
    return Staged(mapped, kind, columns, count, 0, False)


def _write(con: duckdb.DuckDBPyConnection, rows: Staged, batch: int) -> None:
    """What `settle.write` does where every row is the first of its key and so in force."""
    kind, columns = rows.kind.kind, ", ".join(rows.columns)
    base = settle.next_id(con, kind) - rows.first
    # kept in order, two threads leave many small row groups, and closing the file writes them all once more
    con.execute("set preserve_insertion_order = false")
    con.execute(f"insert into {kind}_claim select {batch}, {base} + n from {settle.GOOD}")
    con.execute(f"""
        insert into {kind} (id, live, withdrawn, {columns}) select {base} + n, true, false, {columns} from {settle.GOOD}
    """)
    con.execute("reset preserve_insertion_order")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
