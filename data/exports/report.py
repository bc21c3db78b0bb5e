"""What a file says, whatever its format: sections with an answer, and tables whose columns know their unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Cell = str | int | float | Decimal | date | None
Places = tuple[int, int] | None
# columns of numbers side by side; bars from left; each part from where the one before it ended; along time
ChartKind = Literal["columns", "bars", "waterfall", "line"]


@dataclass(frozen=True)
class Column:
    """`unit` is text, day, count, share, number, or a currency's code; `signed` numbers carry + or −.

    Text of a column more than 1 `wide` is broken into lines; on paper such columns share the width that is left.
    `adds` says that its rows sum to the table's total. `quotient` (top, bottom), `difference` and `growth` (now, then)
    are the places of two columns whose quotient, difference or growth its cells are, in the total too, wherever both
    are known and that is what stands there.
    """

    title: str
    unit: str = "text"
    wide: float = 1
    signed: bool = False
    adds: bool = False
    quotient: Places = None
    difference: Places = None
    growth: Places = None

    @property
    def right(self) -> bool:
        """Whether its cells stand to the right, as numbers do."""
        return self.unit not in ("text", "day")


@dataclass(frozen=True)
class Chart:
    """A chart of a table's rows, without its total: `label` is the place of the column that names them, `values` those
    of what is drawn. The one drawn second is what the first is held against. A waterfall has one column of values, and
    starts and ends at the rows in `ends`.
    """

    kind: ChartKind
    title: str
    label: int
    values: tuple[int, ...]
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows of cells, one a column, and the `total` below them; None is what isn't known.

    `marks` say by row (its place, −1 the total) one of the bands ahead, on_track, behind, at_risk, whose word stands
    in a cell of the row; `band` is that column's place.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    chart: Chart | None = None
    band: int | None = None
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Definition:
    """What a number means: its name, how it is computed, where it comes from; from the pack."""

    id: str
    name: str
    formula: str
    source: str


@dataclass(frozen=True)
class Comment:
    """What somebody wrote to a section."""

    text: str
    who: str
    day: date


@dataclass(frozen=True)
class Section:
    """A page or sheet that answers one question: `title`, the `answer` in a sentence, notes, tables, comments.

    `figures` are the few big numbers: what it is, how it is written, and a word beside it.
    """

    title: str
    answer: str = ""
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    definitions: tuple[Definition, ...] = ()
    comments: tuple[Comment, ...] = ()
    figures: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Stamp:
    """Who made a file, when, for whom, and from which published version; `state` says sealed when, or not sealed."""

    by: str
    at: datetime
    reader: str
    version: int
    state: str = ""


@dataclass(frozen=True)
class Report:
    """`notes` stand under the title: the answer first, then data day and version."""

    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    language: str
    stamp: Stamp | None = None

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Each number's definition once, in the order the sections name them."""
        return tuple({each.id: each for section in self.sections for each in section.definitions}.values())


def table(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
    """A table of any sequences, without total and chart."""
    return Table(title, tuple(columns), tuple(tuple(row) for row in rows))


def single(title: str, notes: Sequence[str], tables: Sequence[Table], language: str) -> Report:
    """A report of one section that has the report's own title."""
    return Report(title, tuple(notes), (Section(title, tables=tuple(tables)),), language)
