"""The tables of a report as plain files, CSV and Parquet: their rows, without totals, for other programs."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from data.exports.report import Cell, Column, Report, Table
from data.quarantine import harmless

# what files may not be called
BARRED = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
LONGEST_NAME = 60


def csv_files(report: Report) -> dict[str, bytes]:
    """By file name; with a mark, as spreadsheets want it, and no text that they would run. Unknown is empty."""
    return {f"{name}.csv": _csv(table) for name, table in _named(report).items()}


def parquet_files(report: Report) -> dict[str, bytes]:
    """By file name; text, days and double numbers. Unknown is null."""
    return {f"{name}.parquet": _parquet(table) for name, table in _named(report).items()}


def _named(report: Report) -> dict[str, Table]:
    """Each table under its place and title: `2-1 Who reached how much`."""
    tables = [
        (f"{chapter}-{place}", table)
        for chapter, section in enumerate(report.sections, 1)
        for place, table in enumerate(section.tables, 1)
    ]
    return {BARRED.sub(" ", f"{place} {table.title}")[:LONGEST_NAME].strip(" ."): table for place, table in tables}


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Cell) -> str:
    if isinstance(value, str):
        return harmless(value)
    if value is None or isinstance(value, date):
        return "" if value is None else value.isoformat()
    return f"{Decimal(str(value)).normalize():f}"


def _parquet(table: Table) -> bytes:
    arrays = [
        pa.array([_typed(row[place], column) for row in table.rows], _type(column))
        for place, column in enumerate(table.columns)
    ]
    stream = io.BytesIO()
    pq.write_table(pa.table(arrays, names=_told_apart([column.title for column in table.columns])), stream)
    return stream.getvalue()


def _type(column: Column) -> pa.DataType:
    return pa.float64() if column.right else pa.date32() if column.unit == "day" else pa.string()


def _typed(value: Cell, column: Column) -> Cell:
    """A cell as its column's type; a word among numbers is no number."""
    if not column.right:
        return value
    return None if value is None or isinstance(value, str | date) else float(value)


def _told_apart(titles: list[str]) -> list[str]:
    """Columns of one name get a number behind it, from the second on."""
    before = [titles[:place].count(title) for place, title in enumerate(titles)]
    return [f"{title} {count + 1}" if count else title for title, count in zip(titles, before, strict=True)]
