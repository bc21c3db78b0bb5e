"""A report as a workbook: a sheet a table, real numbers and days, ready to filter and to print."""

import io
import re
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.exports.report import Cell, Column, Report, Table

ACCENT, PALE = "#0F6B6B", "#EDF0EF"
FONT = {"zh": "Microsoft YaHei", "en": "Arial"}
FORMATS = {"day": "yyyy-mm-dd", "count": "#,##0", "share": "0.0%", "text": "@"}
MONEY = "#,##0.00"
# what sheets may not be called
BARRED = re.compile(r"[\[\]:*?/\\']")
# what breaks a workbook outside its cells
CONTROL = re.compile(r"[\x00-\x1f\ufffe\uffff]")
LONGEST_NAME = 31
UNIT_WIDTH = 12


def xlsx(report: Report) -> bytes:
    """The file's content. Text is written as text: no cell becomes a formula or a link."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": CONTROL.sub(" ", report.title)})
        names: list[str] = []
        for table in (each for section in report.sections for each in section.tables):
            names.append(_name(table.title or report.title, names))
            _sheet(book, book.add_worksheet(names[-1]), report, table)
    return stream.getvalue()


def _name(title: str, taken: list[str]) -> str:
    """A title as a sheet's name, told apart from those taken."""
    name = BARRED.sub(" ", CONTROL.sub(" ", title)).strip()[:LONGEST_NAME] or "1"
    tries = (f"{name[: LONGEST_NAME - 4]} {number}" for number in range(2, 999))
    used = {each.lower() for each in taken}
    return name if name.lower() not in used else next(each for each in tries if each.lower() not in used)


def _sheet(book: Workbook, sheet: Worksheet, report: Report, table: Table) -> None:
    font = {"font_name": FONT[report.language], "valign": "top"}
    sheet.write_string(0, 0, report.title, book.add_format({**font, "bold": True, "font_size": 14}))
    for row, note in enumerate(report.notes, 1):
        sheet.write_string(row, 0, note, book.add_format({**font, "font_color": "#5F6A6A"}))
    head, last = len(report.notes) + 2, len(table.columns) - 1
    for place, column in enumerate(table.columns):
        align = {"align": "right" if column.right else "left", "text_wrap": True, "bottom": 1}
        title = book.add_format({**font, **align, "bold": True, "bg_color": PALE, "bottom_color": ACCENT})
        sheet.write_string(head, place, column.title, title)
        sheet.set_column(place, place, UNIT_WIDTH * column.wide)
        cells = book.add_format({**font, "num_format": _format(column), "text_wrap": column.wide > 1})
        for row, values in enumerate(table.rows, head + 1):
            _write(sheet, row, place, values[place], cells)
    end = head + max(len(table.rows), 1)
    sheet.freeze_panes(head + 1, _frozen(table.columns))
    sheet.autofilter(head, 0, end, last)
    _printed(sheet, head, end, last)


def _format(column: Column) -> str:
    plain = FORMATS.get(column.unit, MONEY)
    return f"+{plain};-{plain};{plain}" if column.signed else plain


def _frozen(columns: tuple[Column, ...]) -> int:
    """The columns that stay: up to the first that says who or what."""
    return next((place + 1 for place, column in enumerate(columns) if column.unit == "text"), 0)


def _write(sheet: Worksheet, row: int, column: int, value: Cell, style: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, float(value), style)


def _printed(sheet: Worksheet, head: int, end: int, last: int) -> None:
    """Landscape A4, as wide as the page, the header on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, end, last)
    sheet.set_footer("&C&P / &N")
