"""What each page still needs: the kinds it lives on, and whether any record of them is there."""

from dataclasses import dataclass
from datetime import date

from data.kinds import kinds
from data.reader import Reader

# With these two alone a page stands; every other kind makes it say more.
SMALLEST = ("sale", "target")

HELD = """
with held as (
    select kind, sum(taken + unchanged) as rows from batch where not undone group by kind
),
complete as (
    select kind, max(complete_to) as complete_to from completeness where origin = 'files' group by kind
)
select held.kind, held.rows, complete.complete_to
from held left join complete using (kind)
where held.rows > 0
"""


@dataclass(frozen=True)
class Need:
    """One kind a page lives on; `rows` is 0 where there is none yet, `complete_to` is kept for sources alone."""

    page: str
    kind: str
    smallest: bool
    rows: int
    complete_to: date | None


def needs(reader: Reader | None) -> list[Need]:
    """One row per page and kind, in the order in which kinds are best loaded; without a reader nothing is held."""
    held = {row["kind"]: row for row in reader.rows(HELD, {})} if reader else {}
    pages = dict.fromkeys(page for kind in kinds().values() for page in kind.pages)
    return [
        Need(page, kind.kind, kind.kind in SMALLEST, _rows(held.get(kind.kind)), _day(held.get(kind.kind)))
        for page in pages
        for kind in kinds().values()
        if page in kind.pages
    ]


def _rows(found: dict[str, object] | None) -> int:
    return int(str(found["rows"])) if found else 0


def _day(found: dict[str, object] | None) -> date | None:
    day = found["complete_to"] if found else None
    return day if isinstance(day, date) else None
