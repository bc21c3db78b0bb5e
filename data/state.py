"""How far a published file has followed the records, and what moved since."""

from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import duckdb

from data import marts
from data.home import Home
from data.kinds import kinds
from data.touched import ALWAYS, FOREVER, Span

# what the engine says of a file that is no whole database
DAMAGED = (duckdb.IOException, duckdb.CatalogException, duckdb.SerializationException)
TABLES = """
create table if not exists mart.published (
    version integer, change integer, batch integer, undone bigint, definition varchar,
    currency varchar, pack varchar, sample boolean, made_at timestamptz
);
create table if not exists mart.mart_version (mart varchar, version integer, made_at timestamptz);
"""


@dataclass(frozen=True)
class State:
    """The last change, batch and undo that a file holds, and the definitions and settings it was made with."""

    change: int
    batch: int
    undone: int
    definition: str
    currency: str
    pack: str
    sample: bool


def of_records(con: duckdb.DuckDBPyConnection, home: Home) -> State:
    """What a file published now would hold."""
    row = con.execute(
        "select (select coalesce(max(change), 0) from change), (select coalesce(max(batch), 0) from batch),"
        " (select count(undone_at) from batch)"
    ).fetchone()
    assert row is not None
    settings = home.settings()
    return State(row[0], row[1], row[2], marts.definition(), settings.currency, settings.pack, settings.sample)


def of_file(con: duckdb.DuckDBPyConnection, path: Path) -> State | None:
    """What a published file holds; None where it is damaged."""
    try:
        con.execute(f"attach '{quoted(path)}' as last_marts (read_only)")
    except DAMAGED:
        return None
    try:
        row = con.execute("select * exclude (version, made_at) from last_marts.published").fetchone()
    except DAMAGED:
        return None
    finally:
        con.execute("detach last_marts")
    return State(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) if row else None


def follows(last: State, now: State) -> bool:
    """Whether the records have gone on from what a file holds, so that it need not be built from nothing.

    They have not where other definitions made it, or where the records are older ones put back.
    """
    on = now.change >= last.change and now.batch >= last.batch and now.undone >= last.undone
    return on and now.definition == last.definition


def quoted(path: Path) -> str:
    """A path as it stands inside a quoted SQL text, which `attach` needs in place of a parameter."""
    return str(path).replace("'", "''")


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(TABLES)


def write(con: duckdb.DuckDBPyConnection, version: int, now: State, changed: list[str]) -> None:
    """Notes in the file what it holds, and for each mart when its content last changed."""
    con.execute("delete from mart.mart_version where list_contains(?, mart)", [changed])
    con.execute("insert into mart.mart_version select unnest(?), ?, now()", [changed, version])
    con.execute("delete from mart.published")
    con.execute("insert into mart.published values (?, ?, ?, ?, ?, ?, ?, ?, now())", [version, *astuple(now)])


def contents(con: duckdb.DuckDBPyConnection) -> tuple[str, dict[str, str], dict[str, list[str]]]:
    """The definitions that made the attached file `published`; for each mart a mark of its content, and its columns."""
    (definition,) = con.execute("select definition from published.published").fetchall()[0]
    marks = con.execute("select mart, version || '@' || epoch_us(made_at) from published.mart_version").fetchall()
    columns = con.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns()"
        " where database_name = 'published' group by table_name"
    ).fetchall()
    return definition, dict(marks), dict(columns)


def changes(con: duckdb.DuckDBPyConnection, last: State, now: State) -> dict[str, list[Span]]:
    """Which days moved in each kind since `last`; `batch` moves with any import or undo.

    A kind without a day of its own has all of it moved by any batch: whether a file said something new or only
    left something out shows when its statements are laid in order.
    """
    moved: dict[str, list[Span]] = {}
    rows = con.execute("select kind, first_day, last_day from change where change > ?", [last.change]).fetchall()
    for kind, first, final in rows:
        span = ALWAYS if first is None or final is None else (first, _next(final))
        moved.setdefault(kind, []).append(span)
    if (last.batch, last.undone) != (now.batch, now.undone):
        moved["batch"] = [ALWAYS]
        stated = "select distinct kind from batch where batch > ? or ? and undone_at is not null"
        for (kind,) in con.execute(stated, [last.batch, last.undone != now.undone]).fetchall():
            if kind in kinds() and kinds()[kind].day is None:
                moved[kind] = [ALWAYS]
        moved["extent"] = _extents(con, last, now)
    return moved


def _extents(con: duckdb.DuckDBPyConnection, last: State, now: State) -> list[Span]:
    """The days named by new files of balances, which say how far they are complete even where nothing moved."""
    if last.undone != now.undone:
        return [ALWAYS]
    sql = "select min(e.first_day) from extent e join batch b using (batch) where b.kind = 'balance' and batch > ?"
    (first,) = con.execute(sql, [last.batch]).fetchall()[0]
    return [(first, FOREVER)] if first else []


def _next(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
