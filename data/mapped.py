"""What reading a file gives: for each sheet and kind the staged rows of text and how its fields come from them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from data.sources.sheet import Row

Skip = tuple[int, str]
Note = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Mapped:
    """One kind fed by one sheet.

    `raw` is a temp table or view (line bigint, c1..cN varchar), a row a data row: header, title, blank and
    total rows are out and listed in `skipped` with "title", "blank" or "total". `select` gives line and one
    varchar column for each of `fields`; with months turned into rows it gives one row for each month cell, all
    with the same line, and each cell without a value is in `skipped` as "none". A line is the row's number in
    the file, from 1; for text files over 32 MB the number of the record. `ragged` are rows longer than the
    header: they are in neither raw nor select, and belong in quarantine.
    `scale` is what a number is multiplied with (万元, %, or the mapping's); the signs and notations are as the
    mapping states them, None where it does not. `shown` names the headers a field comes from. `has_key` is
    False where the records have no id of their own. `notes` are codes of the section `preview` with values.
    """

    kind: str
    file: str
    sheet: str | None
    mapping: str | None
    raw: str
    headers: tuple[str, ...]
    select: str
    fields: tuple[str, ...]
    shown: dict[str, str]
    scale: dict[str, Decimal]
    decimal_sign: str | None = None
    thousands: str | None = None
    date_order: str | None = None
    period: str | None = None
    load: str | None = None
    lookups: dict[str, str] = field(default_factory=dict)
    day: date | None = None
    skipped: tuple[Skip, ...] = ()
    notes: tuple[Note, ...] = ()
    has_key: bool = True
    ragged: tuple[Row, ...] = ()
