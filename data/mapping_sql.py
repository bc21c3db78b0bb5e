"""The SQL of a mapping: the table of a file's records, and the select that gives the fields of a kind from it."""

import re
from collections.abc import Sequence

import duckdb

from data.errors import Refused
from data.headers import Heading, fold, nearest
from data.mapping_file import Column, Months
from data.sources.sheet import fresh
from data.values import quoted

MONTH = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])(?!\d)")


def records(con: duckdb.DuckDBPyConnection, table: str, width: int, leave: Sequence[int], down: Sequence[int]) -> str:
    """The staged rows without the lines to leave, blanks of the columns in `down` filled from above; a name."""
    if not leave and not down:
        return table
    view, lines = fresh("raw"), fresh("leave")
    con.execute(f"create temp table {lines} as select unnest($lines::bigint[]) as line", {"lines": list(leave)})
    cells = ", ".join(_filled(number) if number - 1 in down else f"c{number}" for number in range(1, width + 1))
    con.execute(f"create temp view {view} as select line, {cells} from {table} anti join {lines} using (line)")
    if not down:
        return view
    filled = fresh("filled")
    con.execute(f"create temp table {filled} as select * from {view} order by line")
    return filled


def _filled(number: int) -> str:
    return f"last_value(nullif(trim(c{number}), '') ignore nulls) over (order by line) as c{number}"


def place(header: str, headings: Sequence[Heading], file: str, mapping: str) -> int:
    """The place of the column with that header, raises Refused with the nearest header where there is none."""
    folded = fold(header)
    for number, read in enumerate(headings):
        if header == read.text:
            return number
    for number, read in enumerate(headings):
        if folded in (read.folded, read.bare):
            return number
    near = nearest(header, [read.text for read in headings if read.text])
    raise Refused("refuse.column_missing", file=file, mapping=mapping, column=header, near=near)


def expression(column: Column, places: dict[str, int]) -> str:
    """One field's text over the raw table."""
    if column.value is not None:
        return quoted(column.value or None)
    cells = [f"nullif(trim(c{places[header] + 1}), '')" for header in column.headers]
    if column.join:
        return f" || {quoted(column.between)} || ".join(cells)
    if not column.values:
        return f"c{places[column.headers[0]] + 1}"
    known = " ".join(f"when {quoted(given)} then {quoted(meant or None)}" for given, meant in column.values.items())
    return f"case {cells[0]} {known} else c{places[column.headers[0]] + 1} end"


def select(raw: str, fields: dict[str, str]) -> str:
    """Line and one column a field, from an expression each."""
    return f"select line, {', '.join(f'{text} as {name}' for name, text in fields.items())} from {raw}"


def months_select(raw: str, fields: dict[str, str], months: Months, places: dict[str, int]) -> str:
    """One row for each month cell that is not none, all from the same line: the months' columns turned into rows."""
    parts = []
    for header in months.columns:
        cell = f"c{places[header] + 1}"
        row = fields | {"period": _period(header, months, places), months.into: cell}
        parts.append(f"{select(raw, row)} where not {is_none(cell, months)}")
    return " union all ".join(parts)


def is_none(cell: str, months: Months) -> str:
    """SQL that is true where a month's cell says that there is no value."""
    none = ", ".join(quoted(word) for word in ("", *months.none))
    return f"coalesce(trim({cell}), '') in ({none})"


def none_cells(
    con: duckdb.DuckDBPyConnection, raw: str, months: Months, places: dict[str, int]
) -> tuple[tuple[int, str], ...]:
    """A (line, "none") for each month cell without a value, so that every cell of the months is accounted for."""
    parts = [f"select line from {raw} where {is_none(f'c{places[header] + 1}', months)}" for header in months.columns]
    found = con.execute(f"{' union all '.join(parts)} order by line").fetchall()
    return tuple((int(line), "none") for (line,) in found)


def _period(header: str, months: Months, places: dict[str, int]) -> str:
    if months.year is None:
        return quoted(header)
    found = MONTH.findall(header)
    if len(found) != 1:
        raise Refused("refuse.month_unread", column=header)
    month = quoted(f"-{int(found[0]):02}")
    if isinstance(months.year, int):
        return quoted(f"{months.year}-{int(found[0]):02}")
    return f"regexp_extract(c{places[months.year] + 1}, '\\d{{4}}') || {month}"
