"""The hidden cells a waterfall is drawn from: formulas that follow the table's own cells."""

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell as at
from xlsxwriter.worksheet import Worksheet

from data.exports.number_formats import number_format
from data.exports.report import Cell, Column, Table
from data.exports.xlsx_style import Look
from data.exports.xlsx_table import Placed
from data.text import numbers

# after the running level: what is below a bar, the ends, rises above and below zero, falls above and below zero; then
# the name with the step below it, which programs show alike, unlike labels bound to cells
DRAWN = 6
NAMED = DRAWN + 1


def steps(look: Look, sheet: Worksheet, table: Table, placed: Placed, first: int) -> None:
    """Writes the cells into the columns from `first` on and hides them."""
    assert table.chart is not None
    place, level = table.chart.values[0], 0.0
    for turn, cells in enumerate(table.rows):
        row, end = placed.first + turn, turn in table.chart.ends
        before, level = level, _level(level, cells[place], end)
        where = (at(row, place), at(row - 1, first) if turn else "0", at(row, first))
        for column, (formula, value) in enumerate(
            zip(_formulas(*where, end), _values(before, level, end), strict=True)
        ):
            sheet.write_formula(row, first + column, formula, None, value)
        told = Column("", table.columns[place].unit, signed=not end)
        named = (at(row, table.chart.label), where[0])
        sheet.write_formula(row, first + NAMED, *_named(look, named, told, cells[table.chart.label], cells[place]))
    sheet.set_column(first, first + NAMED, None, None, {"hidden": True})


def _named(look: Look, where: tuple[str, str], column: Column, name: Cell, value: Cell) -> tuple[str, None, str]:
    """The name with the step below it, signed, the way the cell beside is written."""
    wanted = number_format(column, value, look.language).replace('"', '""')
    said = numbers.amount(value, column.unit, look.language) if isinstance(value, (int, float, Decimal)) else None
    sign = "+" if column.signed and said and not said.startswith(numbers.MINUS) else ""
    formula = f'={where[0]}&CHAR(10)&IF(ISNUMBER({where[1]}),TEXT({where[1]},"{wanted}"),"{numbers.UNKNOWN}")'
    return formula, None, f"{name}\n{sign}{said or numbers.UNKNOWN}"


def _level(level: float, value: Cell, end: bool) -> float:
    number = float(value) if isinstance(value, (int, float, Decimal)) else 0.0
    return number if end else level + number


def _formulas(value: str, before: str, level: str, end: bool) -> tuple[str, ...]:
    """The running level, then what is drawn. N takes what isn't known as no step."""
    if end:
        return (f"=N({value})", "=0", f"={level}", "=0", "=0", "=0", "=0")
    return (
        f"={before}+N({value})",
        f"=MAX(0,MIN({before},{level}))+MIN(0,MAX({before},{level}))",
        "=0",
        f"=MAX(0,MAX(0,{level})-MAX(0,{before}))",
        f"=MIN(0,MIN(0,{before})-MIN(0,{level}))",
        f"=MAX(0,MAX(0,{before})-MAX(0,{level}))",
        f"=MIN(0,MIN(0,{level})-MIN(0,{before}))",
    )


def _values(before: float, level: float, end: bool) -> tuple[float, ...]:
    """What the formulas give, for readers that don't compute."""
    if end:
        return (level, 0.0, level, 0.0, 0.0, 0.0, 0.0)
    above, below = max(0.0, level) - max(0.0, before), min(0.0, level) - min(0.0, before)
    base = max(0.0, min(before, level)) + min(0.0, max(before, level))
    rise, fall = (max(0.0, above), min(0.0, -below)), (max(0.0, -above), min(0.0, below))
    return (level, base, 0.0, *rise, *fall)
