"""Bytes to rows of text: picks the reader of a file by what the file is."""

from pathlib import Path

import duckdb

from data.errors import Refused
from data.sources import csv, excel, parquet
from data.sources.content import content
from data.sources.sheet import Layout, Sheet

__all__ = ["Layout", "Sheet", "open_file"]


def open_file(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout | None = None) -> list[Sheet]:
    """The sheets of a file that hold anything, at least one; raises Refused for what is no table file."""
    layout = layout or Layout()
    found = content(path, layout.encoding)
    if layout.sheet and found in ("text", "parquet"):
        raise Refused("refuse.sheet_unknown", file=path.name, sheet=layout.sheet, sheets="–")
    if found == "parquet":
        sheets = parquet.sheets(con, path, layout)
    else:
        sheets = csv.sheets(path, layout) if found == "text" else excel.sheets(path, layout)
    if not any(cells for sheet in sheets for _, cells in sheet.head):
        raise Refused("refuse.empty_file", file=path.name)
    return sheets
