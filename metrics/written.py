"""Writes rows at the command line: CSV and JSON for other programs, a table for eyes."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import typer
from rich.console import Console
from rich.table import Table

from data.errors import Refused
from data.quarantine import harmless

FORMATS = ("table", "csv", "json")


def plain(value: object) -> object:
    """A value as programs read it: numbers, days as text, null for nothing and for what has no bound."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def check(format: str) -> None:
    """Raises Refused for a format that rows aren't written in."""
    if format not in FORMATS:
        raise Refused("metric.bad_format", text=format)


def write(format: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]], table: Callable[[], None]) -> None:
    """Writes rows for programs, or has the `table` for eyes written."""
    if format == "json":
        as_json(rows)
    elif format == "csv":
        as_csv(columns, rows)
    else:
        table()


def as_json(rows: Iterable[Mapping[str, object]]) -> None:
    told = [{name: plain(value) for name, value in row.items()} for row in rows]
    typer.echo(json.dumps(told, ensure_ascii=False, indent=1))


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Rows under these columns; no text can be a formula."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = (plain(row[name]) for name in columns)
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])


def as_table(table: Table, width: int) -> Console:
    """For eyes, as wide as the terminal, else so wide; gives where it was written, for what follows it."""
    console = Console()
    wide = Console(width=console.width if console.is_terminal else width)
    wide.print(table)
    return wide
