"""Where the table of a sheet is: its header among title rows, and the rows below that are no records."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from data.headers import UNITS, fold
from data.sources.sheet import Cells, Row, Sheet, columns

LABEL_COLUMNS = 4
TOTALS = ("合计", "小计", "总计")
TOTALS_EN = ("total", "totals", "grand total", "subtotal", "sub total")
NUMBER = re.compile(r"^[-+(]?[¥$]?[-\d,. ]*\d[\d,. ]*[^\d]{0,3}\)?$|^[-–—/]+$")
NUMBER_OR_DAY = re.compile(r"^[-+(¥$]*[\d,.:/\s-]*\d[\d,.:/\s-]*[)%元]?$")
UNIT_OF_ALL = re.compile(r"单位:\s*(?:人民币)?\s*([^\s),;、/]+)")
Known = Callable[[str], bool]


@dataclass(frozen=True)
class Header:
    """The header of a table: its last line, one name a column ("" where there is none), and what stood above.

    `factor` is a unit stated for the whole sheet (`单位：万元`).
    """

    line: int
    names: tuple[str, ...]
    above: tuple[tuple[int, str], ...] = ()
    factor: Decimal | None = None


def is_form(sheet: Sheet) -> bool:
    """Whether the sheet is laid out with cells merged sideways on about every second row: a form, not a table."""
    sideways = sum(merge.right > merge.left for merge in sheet.merges)
    return sideways * 2 >= max(sheet.lines, 4)


def find_header(sheet: Sheet, known: Known, stated: int | None = None) -> Header | None:
    """The header row (two are joined), by the words it holds, else by its looks; None where there is no table.

    `stated` is the line a mapping gives, 0 for a file without headers: its columns are named 1, 2, …
    """
    if sheet.headers is not None:
        return Header(0, sheet.headers)
    rows = sheet.head
    if stated == 0:
        return Header(0, tuple(str(number + 1) for number in range(_width(rows))))
    if stated is not None:
        at = next((index for index, (line, _) in enumerate(rows) if line == stated), None)
    else:
        at = _best(rows, known)
    return None if at is None else _header(rows, at, known)


def _width(rows: Sequence[Row]) -> int:
    return max((len(cells) for _, cells in rows), default=0)


def _best(rows: Sequence[Row], known: Known) -> int | None:
    scores = [len({fold(cell) for cell in cells if cell and known(cell)}) for _, cells in rows]
    best = max(range(len(rows)), key=lambda index: (scores[index], -index), default=None)
    if best is not None and scores[best] >= min(2, _width(rows)):
        return best
    least = max(2.0, 0.6 * _width(rows))
    return next((index for index, (_, cells) in enumerate(rows[:-1]) if _looks_like_header(cells, least)), None)


def _looks_like_header(cells: Cells, least: float) -> bool:
    names = [cell for cell in cells if cell]
    return len(names) >= least and len(set(names)) == len(names) and not any(map(_is_value, names))


def _is_value(cell: str) -> bool:
    return bool(NUMBER_OR_DAY.match(unicodedata.normalize("NFKC", cell[:60])))


def _header(rows: Sequence[Row], at: int, known: Known) -> Header:
    first, last, names = at, at, _plain(rows[at][1])
    if at + 1 < len(rows) and _goes_on(rows[at][1], rows[at + 1][1], known):
        last, names = at + 1, _joined(rows[at][1], rows[at + 1][1], known)
    elif at and _is_group_row(rows[at - 1][1], rows[at][1]):
        first, names = at - 1, _joined(rows[at - 1][1], rows[at][1], known)
    above = tuple((line, _reason(cells)) for line, cells in rows[:first])
    return Header(rows[last][0], names, above, _unit_of_all(rows[:first]))


def _plain(cells: Cells) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) if cell else "" for cell in cells)


def _at(cells: Cells, column: int) -> str | None:
    return cells[column] if column < len(cells) else None


def _goes_on(top: Cells, below: Cells, known: Known) -> bool:
    """Whether `below` is the second row of a header: it names what `top` leaves blank, and little else."""
    width = max(len(top), len(below))
    names = [cell for cell in below if cell]
    if any(map(_is_value, names)) or not any(_at(below, column) and not _at(top, column) for column in range(width)):
        return False
    alone = [column for column in range(width - 1) if _at(top, column) and _at(top, column + 1)]
    under = [cell for column in alone if (cell := _at(below, column)) and cell != _at(top, column)]
    return all(map(known, under)) if alone else all(map(known, names))


def _is_group_row(top: Cells, below: Cells) -> bool:
    """Whether `top` holds names of groups over `below`, needed because `below` has gaps or repeats itself."""
    names = [cell for cell in below if cell]
    gaps = any(_at(top, column) and not _at(below, column) for column in range(len(top)))
    grouped = sum(cell is not None for cell in top) >= 2 and not any(_is_value(cell) for cell in top if cell)
    return grouped and (gaps or len(set(names)) < len(names))


def _joined(top: Cells, below: Cells, known: Known) -> tuple[str, ...]:
    """One name a column: group and name; the name alone in groups of nothing but known names that stand once."""
    lower = _plain((*below, *(None,) * (len(top) - len(below))))
    groups: list[str] = []
    for column in range(len(lower)):
        groups.append(" ".join((_at(top, column) or "").split()) or (groups[-1] if groups else ""))
    telling = {group for group, name in zip(groups, lower, strict=True) if not known(name) or lower.count(name) > 1}
    return tuple(
        name if name and (group not in telling or group == name) else f"{group} {name}".strip()
        for group, name in zip(groups, lower, strict=True)
    )


def _reason(cells: Cells) -> str:
    if not any(cells):
        return "blank"
    return "total" if is_total(cells) else "title"


def _unit_of_all(rows: Sequence[Row]) -> Decimal | None:
    text = " ".join(cell for _, cells in rows for cell in cells if cell)
    found = UNIT_OF_ALL.search(unicodedata.normalize("NFKC", text))
    return UNITS.get(fold(found[1])) if found else None


def is_total(cells: Cells) -> bool:
    """Whether a row sums up others: a total word among its first cells, and nothing but numbers or blanks after it.

    An English word counts only in the first filled cell or where another cell is blank: it may be a name.
    """
    filled = [column for column, cell in enumerate(cells[:LABEL_COLUMNS]) if cell]
    for place, column in enumerate(filled):
        word = unicodedata.normalize("NFKC", cells[column] or "").strip(" :").lower()
        chinese = word.replace(" ", "").endswith(TOTALS)
        if not chinese and (word not in TOTALS_EN or (place and len(filled) == len(cells[:LABEL_COLUMNS]))):
            continue
        rest = [unicodedata.normalize("NFKC", cell) for cell in cells[column + 1 :] if cell]
        if all(NUMBER.match(cell) for cell in rest):
            return True
    return False


def skipped(con: duckdb.DuckDBPyConnection, table: str, width: int) -> tuple[tuple[int, str], ...]:
    """Line and reason ("blank" or "total") of each staged row that is no record; one pass, few rows leave it."""
    cells = columns(width)
    # contains() is cheap and spares nearly all rows the pattern
    words = " or ".join(
        f"(contains(c{column}, '计') or contains(c{column}, 'otal') or contains(c{column}, 'OTAL'))"
        f" and regexp_matches(c{column}, '(?i)(合\\s*计|小\\s*计|总\\s*计|totals?)[\\s:：]*$')"
        for column in range(1, min(width, LABEL_COLUMNS) + 1)
    )
    blank = " and ".join(f"(c{column} is null or trim(c{column}) = '')" for column in range(1, width + 1))
    query = f"select line, {cells} from {table} where ({words}) or ({blank}) order by line"
    found: list[tuple[int, str]] = []
    for line, *values in con.execute(query).fetchall():
        row = tuple(value if value and value.strip() else None for value in values)
        if not any(row):
            found.append((line, "blank"))
        elif is_total(row):
            found.append((line, "total"))
    return tuple(found)
