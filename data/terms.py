"""What is stated with an import, and what it reports."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Remark:
    """The first of `count` warnings of one code: the column of the file and the value it is about."""

    code: str
    column: str | None
    value: str | None
    count: int


@dataclass(frozen=True)
class BatchResult:
    """What became of one kind of one file: rows = taken + unchanged + quarantined; withdrawn and warnings beside it.

    `remarks` are the warnings, one for each code.
    """

    batch: int
    kind: str
    file: str
    sheet: str | None
    rows: int
    taken: int
    unchanged: int
    quarantined: int
    withdrawn: int
    warnings: int
    skipped: tuple[tuple[int, str], ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Terms:
    """What is stated with an import: the day it is complete to, its units, and that withdrawing much is meant."""

    today: date
    as_of: date | None = None
    covers: tuple[str, ...] = ()
    yes: bool = False
    writer: str = "owner"
    origin: str = "files"
