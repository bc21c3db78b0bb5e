"""A section on a sheet of its own: the answer, tables with their charts below, and what people wrote to it."""

from collections.abc import Sequence
from itertools import zip_longest
from math import ceil

from data.exports import xlsx_chart, xlsx_table
from data.exports.look import ACCENT
from data.exports.report import Column, Report, Section, Table
from data.exports.xlsx_page import BOLD, NO_SHAPE, QUIETLY, ROW, Block, Line, Page, opened, printed, wide
from data.exports.xlsx_style import UNIT_WIDTH, Look
from data.exports.xlsx_table import Placed
from data.text import numbers, say

# a sheet with charts has at least so many columns, and is about so wide in pixels: printed, forty rows are a page
LEAST, WIDE = (UNIT_WIDTH,) * 8, 1560


def write(look: Look, report: Report, section: Section, name: str, alone: bool) -> None:
    """`alone`, under the report's own title and notes."""
    page = opened(look, name, _widths(section.tables, () if alone else LEAST))
    row = page.lines(0, _heading(report, section, alone)) + 1
    placed: list[Placed] = []
    units: list[list[Block]] = []
    for table in section.tables:
        start = row if units else 0
        if len(section.tables) > 1 or not alone:
            row = page.text(row, table.title, BOLD, 11)
        placed.append(xlsx_table.write(look, page.sheet, table, row, page.widths))
        row = placed[-1].below
        units.append([(start, (row - start + placed[-1].more) * ROW)])
        if chart := xlsx_chart.draw(page, table, placed[-1]):
            top, high = chart
            row = max(row, top + ceil(high / ROW) + 2)
            if top == placed[-1].below:
                units[-1].append((top, high + 2 * ROW))
            else:
                units[-1] = [(start, (row - start + placed[-1].more) * ROW)]
    if section.comments:
        units.append([(row, (2 * len(section.comments) + 2) * ROW)])
        row = page.lines(row, _comments(section, report.language)) + 1
    _kept(page, section.tables, placed)
    # a table that goes on on the next page, with nothing but its chart behind it, has its header there
    parted = alone or (bool(placed) and units[len(placed) - 1][0][1] > page.high)
    head = placed[-1].head if placed and parted else 0
    printed(page, report, row - 2, head, [] if alone else units)


def _heading(report: Report, section: Section, alone: bool) -> list[Line]:
    """Title and answer, then the notes; the report's own line says where the sheet is from and as of when."""
    answer: list[Line] = [(section.answer, {"bold": True, "font_color": ACCENT}, 11)] if section.answer else []
    own = report.notes if alone else (" · ".join((report.title, *report.notes[1:])),)
    title = report.title if alone else section.title
    return [(title, BOLD, 14), *answer, *((note, QUIETLY, 10) for note in (*section.notes, *own))]


def _widths(tables: Sequence[Table], least: Sequence[float]) -> list[float]:
    """Each column as wide as the widest of the tables below each other."""
    across = zip_longest(*(table.columns for table in tables))
    wanted = [max(UNIT_WIDTH * column.wide for column in columns if column) for columns in across]
    widths = [*wanted, *least[len(wanted) :]] or [UNIT_WIDTH]
    return [round(each * max(WIDE / wide(widths), 1), 1) for each in widths] if least else widths


def _comments(section: Section, language: str) -> list[Line]:
    told: list[Line] = [(say("report.comments", language), BOLD, 11)]
    for comment in section.comments:
        told.append((f"{comment.who} · {numbers.day(comment.day, language, year=True)}", QUIETLY, 10))
        told.append((comment.text, NO_SHAPE, 10))
    return told


def _kept(page: Page, tables: Sequence[Table], placed: Sequence[Placed]) -> None:
    """What stays when one scrolls, and the filter: a table alone keeps its header, of several the longest filters."""
    if not placed:
        return
    place = max(range(len(tables)), key=lambda each: len(tables[each].rows))
    page.sheet.autofilter(placed[place].head, 0, placed[place].last, len(tables[place].columns) - 1)
    if len(tables) == 1:
        page.sheet.freeze_panes(placed[0].first, _named(tables[0].columns))
    else:
        page.sheet.freeze_panes(1, 0)


def _named(columns: tuple[Column, ...]) -> int:
    """The columns that stay: up to the first that says who or what."""
    return next((place + 1 for place, column in enumerate(columns) if column.unit == "text"), 0)
