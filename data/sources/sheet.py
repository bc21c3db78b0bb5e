"""What every source gives: sheets with their first rows, and rows of text staged in the database."""

import csv
import itertools
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.errors import Refused

HEAD = 50
MOST_RAGGED = 1000
Cells = tuple[str | None, ...]
Row = tuple[int, Cells]
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Layout:
    """What a mapping states about the bytes of a file; None where it is to be found."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True)
class Merge:
    """A merged range: lines from 1, columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Staged:
    """A temp table or view (line bigint, c1..cN varchar) of all rows after the header, and rows too long for it."""

    table: str
    ragged: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text or Parquet file (`name` None).

    `head` holds the first rows with their line numbers, trailing blank cells cut. `stage(con, after, width)`
    puts every row below line `after` into the database. `headers` are names that stand outside the rows.
    """

    name: str | None
    head: tuple[Row, ...]
    stage: Callable[[duckdb.DuckDBPyConnection, int, int], Staged]
    merges: tuple[Merge, ...] = ()
    lines: int = 0
    headers: tuple[str, ...] | None = None
    filled: int = 0


def fresh(prefix: str) -> str:
    """A name no other temp table of this process has."""
    return f"{prefix}_{next(_numbers)}"


def columns(width: int) -> str:
    return ", ".join(f"c{number}" for number in range(1, width + 1))


def scratch_folder(con: duckdb.DuckDBPyConnection) -> Path:
    """The folder in which the connection spills; made if it is not there."""
    row = con.execute("select current_setting('temp_directory')").fetchone()
    folder = Path(str(row[0])) if row and row[0] else Path(tempfile.gettempdir())
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def cut(cells: Iterable[str | None]) -> Cells:
    """The cells with blank ones as None, line breaks written one way, and without the blank ones at the end."""
    kept = [cell if cell and not cell.isspace() else None for cell in cells]
    while kept and kept[-1] is None:
        kept.pop()
    # DuckDB refuses a file in which one kind of line break ends rows and another stands in cells
    return tuple(cell.replace("\r\n", "\n").replace("\r", "\n") if cell and "\r" in cell else cell for cell in kept)


def stage_rows(con: duckdb.DuckDBPyConnection, file: str, rows: Iterable[Row], after: int, width: int) -> Staged:
    """Streams rows of text through a scratch file into a temp table; short rows are padded.

    Raises Refused when so many rows are longer than the header that the header must be wrong.
    """
    ragged: list[Row] = []
    with tempfile.NamedTemporaryFile(
        "w", newline="", encoding="utf-8", suffix=".csv", dir=scratch_folder(con)
    ) as target:
        writer = csv.writer(target, lineterminator="\n")
        for line, cells in rows:
            if line <= after:
                continue
            if len(cells) > width:
                ragged.append((line, cells))
                if len(ragged) > MOST_RAGGED:
                    raise Refused("refuse.ragged", file=file, line=ragged[0][0], width=width)
            else:
                writer.writerow((line, *cells, *itertools.repeat(None, width - len(cells))))
        target.flush()
        return Staged(load(con, target.name, ("line", *columns(width).split(", "))), tuple(ragged))


def load(con: duckdb.DuckDBPyConnection, path: str, names: tuple[str, ...], skip: int = 0, delimiter: str = ",") -> str:
    """A UTF-8 file of exactly these columns, loaded by DuckDB as text in the order of its lines; gives the table."""
    types = {name: "bigint" if name == "line" else "varchar" for name in names}
    table = fresh("staged")
    con.execute(
        f"""create temp table {table} as
        select * from read_csv($path, columns = $types, delim = $delimiter, skip = $skip, auto_detect = false,
            header = false, quote = '"', escape = '"', nullstr = '', max_line_size = 16000000)""",
        {"path": path, "types": types, "delimiter": delimiter, "skip": skip},
    )
    return table
