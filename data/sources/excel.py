"""Workbooks (.xlsx, .xls, .ods): each sheet's cells as text, formulas by their value."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path

import duckdb
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from data.errors import Refused
from data.sources.sheet import HEAD, Layout, Merge, Row, Sheet, Staged, cut, stage_rows

EXACT = 10**15  # beyond it Excel's own numbers have lost digits


def sheets(path: Path, layout: Layout) -> list[Sheet]:
    """Every sheet that is shown and holds a cell, or the one the layout names; raises Refused."""
    with _reading(path):
        book = CalamineWorkbook.from_path(str(path))
        names = _wanted(path, book, layout.sheet)
        return [sheet for name in names if (sheet := _sheet(path, book.get_sheet_by_name(name))).head]


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise Refused("refuse.password", file=path.name) from error
    except CalamineError as error:
        raise Refused("refuse.broken_workbook", file=path.name) from error
    except BaseException as error:
        # a panic of the reader's native code is no Exception, and its class can't be imported
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("refuse.broken_workbook", file=path.name) from error


def _wanted(path: Path, book: CalamineWorkbook, asked: str | None) -> list[str]:
    if asked is None:
        return [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    if asked not in book.sheet_names:
        raise Refused("refuse.sheet_unknown", file=path.name, sheet=asked, sheets="、".join(book.sheet_names))
    return [asked]


def _sheet(path: Path, sheet: CalamineSheet) -> Sheet:
    merges = _merges(sheet)
    upright = [merge for merge in merges if merge.left == merge.right]
    rows = partial(_rows, sheet, upright)
    head = tuple(islice(rows(), HEAD))
    if not any(cells for _, cells in head):
        head = ()
    return Sheet(sheet.name, head, partial(_stage, path, rows), merges, sheet.total_height, filled=len(upright))


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    first = sheet.start[1] if sheet.start else 0
    return tuple(
        Merge(top + 1, left - first, bottom + 1, right - first)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )


def _rows(sheet: CalamineSheet, upright: list[Merge]) -> Iterator[Row]:
    """Rows up to the last one with a cell; the cells of an upright merged range all hold its value."""
    below = {(line, merge.left): merge.top for merge in upright for line in range(merge.top + 1, merge.bottom + 1)}
    tops = {(merge.top, merge.left): "" for merge in upright}
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [text(cell) for cell in cells]
        for column in range(len(texts)) if upright else ():
            if (line, column) in tops:
                tops[line, column] = texts[column] or ""
            elif (line, column) in below:
                texts[column] = tops[below[line, column], column]
        yield line, cut(texts)


def _stage(path: Path, rows: partial[Iterator[Row]], con: duckdb.DuckDBPyConnection, after: int, width: int) -> Staged:
    with _reading(path):
        return stage_rows(con, path.name, rows(), after, width)


def text(cell: object) -> str | None:
    """A cell as text: whole numbers without a point, others by their shortest digits, days and times as ISO.

    Beyond what a float holds exactly it is said as such, `6.22E+18`: an id would have lost digits.
    """
    match cell:
        case "" | None:
            return None
        case bool():
            return "true" if cell else "false"
        case float():
            if cell.is_integer() and abs(cell) < EXACT:
                return str(int(cell))
            return format(Decimal(repr(cell)).normalize(), "E" if abs(cell) >= EXACT else "f")
        case datetime.datetime():
            shown = cell.isoformat(sep=" ")
            return shown.removesuffix(" 00:00:00")
        case datetime.timedelta():
            minutes, seconds = divmod(int(cell.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        case datetime.date() | datetime.time():
            return cell.isoformat()
    return str(cell)
