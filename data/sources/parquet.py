"""Parquet files: the columns' own names are the headers, every value is cast to text by DuckDB."""

from functools import partial
from pathlib import Path

import duckdb

from data.errors import Refused
from data.sources.sheet import HEAD, Layout, Sheet, Staged, cut, fresh

FLOATS = ("FLOAT", "DOUBLE")


def sheets(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> list[Sheet]:
    """The file as one sheet; a line is the number of the row. Raises Refused when it can't be read."""
    described = _run(con, path, "describe select * from read_parquet($path)").fetchall()
    names = tuple(str(row[0]) for row in described)
    cells = [_text(str(row[0]), str(row[1]), number) for number, row in enumerate(described, start=1)]
    query = f"select file_row_number + 1 as line, {', '.join(cells)} from read_parquet($path, file_row_number = true)"
    found = _run(con, path, f"{query} limit {HEAD}").fetchall()
    head = tuple((int(line), cut(values)) for line, *values in found)
    return [Sheet(None, head, partial(_stage, query, path), headers=names)]


def _run(con: duckdb.DuckDBPyConnection, path: Path, query: str) -> duckdb.DuckDBPyConnection:
    try:
        return con.execute(query, {"path": str(path)})
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise Refused("refuse.broken_parquet", file=path.name) from error


def _text(name: str, kind: str, number: int) -> str:
    """Whole numbers kept as floats lose the point, midnights the time: as in a workbook."""
    column = '"' + name.replace('"', '""') + '"'
    text = f"cast({column} as varchar)"
    if kind in FLOATS:
        text = f"case when {column} = trunc({column}) and abs({column}) < 1e15"
        text = f"{text} then cast(cast({column} as bigint) as varchar) else cast({column} as varchar) end"
    if kind.startswith("TIMESTAMP"):
        text = f"regexp_replace({text}, ' 00:00:00$', '')"
    return f"nullif({text}, '') as c{number}"


def _stage(query: str, path: Path, con: duckdb.DuckDBPyConnection, after: int, width: int) -> Staged:
    table = fresh("staged")
    _run(con, path, f"create temp table {table} as {query}")
    return Staged(table)
