"""Opens the records file under one lock and keeps its tables; the other module that opens DuckDB is `publish`."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb

from data.errors import Busy
from data.home import Home
from data.kinds import Kind, kinds

TABLES = tuple(Path(__file__).with_name("sql") / name for name in ("records.sql", "sealed.sql"))
MEMORY = "1500MB"
_inside = threading.Lock()


@contextmanager
def records(home: Home, wait: float = 60.0) -> Iterator[duckdb.DuckDBPyConnection]:
    """The records file, opened for this process alone, its tables in place.

    Waits up to `wait` seconds for another thread or process, then raises `Busy`. The caller begins and
    commits; whatever is open when an error leaves this block is rolled back by closing.
    """
    deadline = time.monotonic() + wait
    if not _inside.acquire(timeout=wait):
        raise Busy("refuse.records_busy", seconds=int(wait))
    try:
        home.scratch.mkdir(parents=True, exist_ok=True)
        connection = _open(home, deadline, wait)
        try:
            create_tables(connection)
            yield connection
        finally:
            connection.close()
    finally:
        _inside.release()


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute("begin")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _open(home: Home, deadline: float, wait: float) -> duckdb.DuckDBPyConnection:
    while True:
        try:
            connection = duckdb.connect(home.records)
        except duckdb.IOException as error:
            if "lock" not in str(error).lower():
                raise
            if time.monotonic() > deadline:
                raise Busy("refuse.records_busy", seconds=int(wait)) from error
            time.sleep(0.1)
        else:
            return _configure(connection, home.scratch)


def scratch(home: Home) -> duckdb.DuckDBPyConnection:
    """An in-memory connection for previews: reads files, holds no lock, keeps nothing."""
    home.scratch.mkdir(parents=True, exist_ok=True)
    return _configure(duckdb.connect(), home.scratch)


def _configure(connection: duckdb.DuckDBPyConnection, spill: Path) -> duckdb.DuckDBPyConnection:
    connection.execute("set temp_directory = ?", [str(spill)])
    connection.execute(f"set memory_limit = '{MEMORY}'")
    connection.execute("set enable_progress_bar = false")
    return connection


def make_room(connection: duckdb.DuckDBPyConnection) -> None:
    """Lets a connection have a third of the memory that the engine by itself would take, where that is more."""
    connection.execute("reset memory_limit")
    third = "select greatest(parse_formatted_bytes(current_setting('memory_limit')) // 3, 1500000000)"
    connection.execute(f"set memory_limit = '{connection.execute(third).fetchall()[0][0]}B'")


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates what is missing: the tables about batches and seals, and for each kind its rows and its claims.

    A file made by the same definitions lacks nothing, and is not looked through each time it is opened.
    """
    if _made_by(connection) == _definitions():
        return
    for path in TABLES:
        connection.execute(path.read_text("utf-8"))
    for kind in kinds().values():
        connection.execute(_kind_table(kind))
        _add_columns(connection, kind)
        connection.execute(f"create table if not exists {kind.kind}_claim (batch integer, id bigint)")
    connection.execute(f"create or replace table made_by as select '{_definitions()}' as definitions")


def _made_by(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The mark of the definitions by which a file's tables were made."""
    try:
        found = connection.execute("select definitions from made_by").fetchone()
    except duckdb.CatalogException:
        return None
    return found[0] if found else None


@cache
def _definitions() -> str:
    shapes = [*(path.read_text("utf-8") for path in TABLES), *(_kind_table(kind) for kind in kinds().values())]
    return sha256("\n".join(shapes).encode()).hexdigest()


def _kind_table(kind: Kind) -> str:
    columns = ", ".join(f"{name} {field.sql_type}" for name, field in kind.fields.items())
    return f"create table if not exists {kind.kind} (id bigint, live boolean, withdrawn boolean, {columns})"


def _add_columns(connection: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Fields a kind has gained since the home was made, so that a newer program opens an older home."""
    held = {row[0] for row in connection.execute(f"describe {kind.kind}").fetchall()}
    for name, field in kind.fields.items():
        if name not in held:
            connection.execute(f"alter table {kind.kind} add column {name} {field.sql_type}")
