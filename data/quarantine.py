"""Rows that were not taken: the original row with its reason, to read, to download, to mend and import again."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from data.reader import Reader
from data.text import has, say

FORMULA = re.compile(r"^[=+\-@\t\r](?![\d.,]+%?$)")


@dataclass(frozen=True)
class Refusal:
    """One row of a file with the first reason against it; `column` is the file's own header, null for the whole row."""

    batch: int
    kind: str
    file: str
    sheet: str | None
    line: int
    column: str | None
    value: str | None
    code: str
    cells: tuple[str | None, ...]
    headers: tuple[str, ...]


_COLUMNS = "batch, kind, file, sheet, line, column_name, value, code, original, headers"
_RECORDS = f"select {_COLUMNS} from quarantine join batch using (batch) where batch = $batch order by line"
_PUBLISHED = f"select {_COLUMNS} from quarantine where batch = $batch order by line"


def rows(source: duckdb.DuckDBPyConnection | Reader, batch: int) -> list[Refusal]:
    """A batch's refused rows by line, from the records or from what is published to a viewer."""
    if isinstance(source, duckdb.DuckDBPyConnection):
        found = source.execute(_RECORDS, {"batch": batch}).fetchall()
    else:
        found = [tuple(row.values()) for row in source.rows(_PUBLISHED, {"batch": batch})]
    return [_refusal(row) for row in found]


def _refusal(row: Sequence[Any]) -> Refusal:
    batch, kind, file, sheet, line, column, value, code, cells, headers = row
    return Refusal(batch, kind, file, sheet, line, column, value, code, tuple(cells or ()), tuple(headers or ()))


def reason(refusal: Refusal, language: str) -> str:
    """Why the row was not taken, in a sentence."""
    code = f"quarantine.{refusal.code}"
    column = refusal.column or ""
    return say(code if has(code) else "quarantine.check_failed", language, column=column, value=refusal.value or "")


def as_csv(refused: list[Refusal], language: str) -> bytes:
    """A file of the original rows with line and reason behind them; importing it again ignores those two."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    headers = refused[0].headers if refused else ()
    writer.writerow([*map(harmless, headers), say("quarantine.line", language), say("quarantine.reason", language)])
    for refusal in refused:
        cells = [harmless(cell) for cell in refusal.cells]
        writer.writerow([*cells, refusal.line, harmless(reason(refusal, language))])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str | None) -> str:
    """Text that no spreadsheet runs as a formula: an apostrophe, which the import takes off again, stands before it."""
    return f"'{cell}" if cell and FORMULA.match(cell) else cell or ""
