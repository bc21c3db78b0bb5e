"""What is stated with an import, and what it reports."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class BatchResult:
    """What became of one kind of one file: rows = taken + unchanged + quarantined; withdrawn and warnings beside it."""

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


@dataclass(frozen=True)
class Terms:
    """What is stated with an import: the day it is complete to, its units, and that withdrawing much is meant."""

    today: date
    as_of: date | None = None
    covers: tuple[str, ...] = ()
    yes: bool = False
    writer: str = "owner"
    origin: str = "files"
