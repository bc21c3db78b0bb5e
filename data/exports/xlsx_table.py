"""A report's table on a sheet: header, rows and a total, whose sums and what follows from other cells live on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell as at
from xlsxwriter.worksheet import Worksheet

from data.exports.look import ACCENT, BANDS, PALE, QUIET
from data.exports.number_formats import number_format
from data.exports.report import Cell, Column, Table
from data.exports.xlsx_style import LEADING, SIZE, Look, lines
from data.text import numbers

# how far a sum may be from its total, and a quotient from what it stands for
CENT, CLOSE = Decimal("0.01"), Decimal("0.0005")
# by quotient, difference and growth: what it comes to, and how a cell says it; without both numbers it says nothing
FOLLOWS: tuple[tuple[Callable[[Decimal, Decimal], Decimal | None], str], ...] = (
    (lambda one, other: one / other if other else None, 'IF(OR(COUNT({one},{other})<2,{other}=0),"",{one}/{other})'),
    (lambda one, other: one - other, 'IF(COUNT({one},{other})<2,"",({one}-{other}){times})'),
    (
        lambda one, other: one / other - 1 if other else None,
        'IF(OR(COUNT({one},{other})<2,{other}=0),"",{one}/{other}-1)',
    ),
)
# a row of one line, in points
LINE = 15
TOTAL = {"bold": True, "top": 1, "top_color": ACCENT, "bg_color": PALE}


@dataclass(frozen=True)
class Placed:
    """Where a table stands: its header, its first and last row (an empty one where it has none), and what is below;
    `more` is how many lines its rows have beyond one each.
    """

    head: int
    first: int
    last: int
    below: int
    more: int = 0


def write(look: Look, sheet: Worksheet, table: Table, head: int, widths: Sequence[float]) -> Placed:
    """The table with its header in row `head`, on columns so many letters wide."""
    marks = dict(table.marks)
    for place, column in enumerate(table.columns):
        align = {**_side(column, place), "text_wrap": True, "bottom": 1, "bottom_color": ACCENT}
        sheet.write_string(head, place, column.title, look.style(**align, bold=True, bg_color=PALE))
    for row, cells in enumerate(table.rows):
        _row(look, sheet, table, head + 1 + row, cells, _marked(marks.get(row)), None)
    more = _heights(sheet, table, head, widths)
    last = head + max(len(table.rows), 1)
    if table.total is None:
        return Placed(head, head + 1, last, last + 2, more)
    sums = _sums(table, head + 1)
    _row(look, sheet, table, last + 1, table.total, _marked(marks.get(-1)) | {"bold": True}, sums)
    return Placed(head, head + 1, last, last + 3, more)


def _heights(sheet: Worksheet, table: Table, head: int, widths: Sequence[float]) -> int:
    """Makes rows as high as their broken text; by how many lines in all."""
    more = 0
    for row, cells in enumerate(([column.title for column in table.columns], *table.rows, table.total or ()), head):
        told = [lines(cell, wide) for cell, wide in zip(cells, widths, strict=False) if isinstance(cell, str)]
        needed = max(told, default=1)
        sheet.set_row(row, needed * SIZE * LEADING if needed > 1 else LINE)
        more += needed - 1
    return more


def _marked(band: str | None) -> dict[str, object]:
    return {"font_color": BANDS[band], "bold": True} if band else {}


def _row(
    look: Look, sheet: Worksheet, table: Table, row: int, cells: tuple[Cell, ...], mark: dict[str, object],
    sums: dict[int, str] | None,
) -> None:  # fmt: skip
    """A row of values, or with `sums` the total."""
    gaps = table.chart.values if table.chart and table.chart.kind == "line" else ()
    for place, (column, value) in enumerate(zip(table.columns, cells, strict=True)):
        shape = dict(TOTAL) if sums is not None else {}
        shape |= mark if place == table.band else {}
        formula = (sums or {}).get(place) or _follows(column, cells, value, row)
        style = look.style(**shape, **_side(column, place), **_shape(column, value, look.language), valign="vcenter")
        if formula and value is not None:
            sheet.write_formula(row, place, formula, style, float(_scaled(value, column)))  # type: ignore[arg-type]
        else:
            told = None if place in gaps and value is None else _told(_scaled(value, column), column)
            _write(sheet, row, place, told, style)


def _shape(column: Column, value: Cell, language: str) -> dict[str, object]:
    special: dict[str, object] = {"text_wrap": True} if column.unit == "text" else {}
    if column.right and value is None:
        special = {"font_color": QUIET}
    return {**special, "num_format": number_format(column, value, language)}


def _side(column: Column, place: int) -> dict[str, object]:
    """To the right, or to the left and off the number before."""
    return {"align": "right"} if column.right else {"align": "left", "indent": 1 if place else 0}


def _told(value: Cell, column: Column) -> Cell:
    """What isn't known is a dash among numbers, which no sum counts."""
    return numbers.UNKNOWN if value is None and column.right else value


def _write(sheet: Worksheet, row: int, column: int, value: Cell, style: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, float(value), style)


def _sums(table: Table, first: int) -> dict[int, str]:
    """By place the sums that give the total's value; where its rows don't, the value stays as it was given."""
    last = first + len(table.rows) - 1
    return {
        place: f"=SUM({at(first, place)}:{at(last, place)})"
        for place, column in enumerate(table.columns)
        if column.adds and table.rows and _adds_up([row[place] for row in table.rows], table.total[place])  # type: ignore[index]
    }


def _adds_up(values: Sequence[Cell], total: Cell) -> bool:
    known = [exact for value in values if (exact := _number(value)) is not None]
    sum_of = _number(total)
    return bool(known) and sum_of is not None and abs(sum(known) - sum_of) <= CENT


def _follows(column: Column, cells: tuple[Cell, ...], value: Cell, row: int) -> str | None:
    """What follows from two other cells as a formula, where it gives what stands there."""
    given = _number(value)
    for places, (compute, formula) in zip((column.quotient, column.difference, column.growth), FOLLOWS, strict=True):
        if places is None or given is None:
            continue
        one, other = (_number(cells[place]) for place in places)
        if one is None or other is None or (found := compute(one, other)) is None or abs(found - given) >= CLOSE:
            return None
        times = "*100" if column.unit == "points" else ""
        return "=" + formula.format(one=at(row, places[0]), other=at(row, places[1]), times=times)
    return None


def _scaled(value: Cell, column: Column) -> Cell:
    """Points of a share as numbers of their own."""
    exact = _number(value) if column.unit == "points" else None
    return value if exact is None else exact * 100


def _number(value: Cell) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, (int, float, Decimal)) else None
