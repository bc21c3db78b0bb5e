"""The table of one sheet, found and staged: its headings, its rows, and what was left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb

from data.errors import Refused
from data.headers import Heading, heading
from data.mapped import Skip
from data.mapping_sql import records
from data.shape import Header, find_header, is_form, skipped
from data.sources.sheet import Row, Sheet


@dataclass(frozen=True)
class Table:
    """The header of a sheet, before anything is staged; `file` names the sheet too, for messages."""

    file: str
    sheet: Sheet
    header: Header
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class Rows:
    """The staged records of a table: name of the relation, rows left out, rows too long."""

    raw: str
    skipped: tuple[Skip, ...]
    ragged: tuple[Row, ...]


def find_table(sheet: Sheet, file: str, known: Callable[[str], bool], stated: int | None = None) -> Table:
    """The table of a sheet; raises Refused for a form or a sheet without a header."""
    place = f"{file} [{sheet.name}]" if sheet.name else file
    if stated is None and is_form(sheet):
        raise Refused("refuse.form", file=place)
    header = find_header(sheet, known, stated)
    if header is None:
        raise Refused("refuse.no_table", file=place)
    return Table(place, sheet, header, tuple(heading(name) for name in header.names))


def stage(con: duckdb.DuckDBPyConnection, table: Table, fill_down: Sequence[int] = ()) -> Rows:
    """Stages the rows below the header and takes out blank and total rows; raises Refused when none is left."""
    width = len(table.headings)
    staged = table.sheet.stage(con, table.header.line, width)
    left = skipped(con, staged.table, width)
    raw = records(con, staged.table, width, [line for line, _ in left], fill_down)
    if not staged.ragged and con.execute(f"select 1 from {raw} limit 1").fetchone() is None:
        raise Refused("refuse.no_rows", file=table.file)
    return Rows(raw, (*table.header.above, *left), staged.ragged)
