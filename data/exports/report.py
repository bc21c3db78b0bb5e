"""What a file says, whatever its format: a title, notes, and tables whose columns know their unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """`unit` is text, day, count, share, or a currency's code; `signed` numbers carry + or −.

    Text of a column more than 1 `wide` is broken into lines; on paper such columns share the width that is left.
    """

    title: str
    unit: str = "text"
    wide: float = 1
    signed: bool = False

    @property
    def right(self) -> bool:
        """Whether its cells stand to the right, as numbers do."""
        return self.unit not in ("text", "day")


@dataclass(frozen=True)
class Table:
    """Rows of cells, one a column; None is what isn't known."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Report:
    """`notes` stand under the title: the answer first, then data day and version."""

    title: str
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    language: str


def table(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
    """A table of any sequences."""
    return Table(title, tuple(columns), tuple(tuple(row) for row in rows))
