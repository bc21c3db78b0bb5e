"""What a head takes along to a talk with who is in last place: where they stand in their work, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data.reader import Reader
from metrics import coverage
from metrics.follow_ups import follow_ups
from metrics.funnel import funnel
from metrics.last_place import Standing
from metrics.minimum import daily_minimum
from metrics.pack import Pack
from metrics.periods import Period, containing
from metrics.workdays import Workdays

NAMED = ("watch", "coaching")


@dataclass(frozen=True)
class Evidence:
    """A person's coverage, share of days with the daily minimum, weakest step of the funnel (None: none is), overdue
    follow-ups, and the `topic` to talk about first: step, promises, coverage, minimum or listen.
    """

    manager: str
    coverage: Decimal | None
    covered: int
    held: int
    minimum: Decimal | None
    weakest: str | None
    overdue: int
    topic: str


def evidence(
    reader: Reader, pack: Pack, period: Period, unit: str, found: Sequence[Standing], *, workdays: Workdays, as_of: date
) -> dict[str, Evidence]:
    """By manager, for those in watch or coaching: their work in `period`, and what is overdue as of the day."""
    people = sorted({each.manager for each in found if each.state in NAMED})
    if not people:
        return {}
    asked: dict[str, Any] = {"workdays": workdays, "as_of": as_of}
    held = {row.key: row for row in coverage.rows(coverage.look(reader, pack, period, unit, **asked))["manager"]}
    least = {each.manager: each.share for each in daily_minimum(reader, pack, period, unit, **asked).people}
    steps = {row.manager: row.weakest for row in funnel(reader, pack, period, unit, **asked).people}
    now = follow_ups(reader, pack, containing("month", as_of, pack.year), unit, as_of=as_of)
    over = [each.manager for each in now.overdue]
    return {who: _of(pack, who, held.get(who), least.get(who), steps.get(who), over.count(who)) for who in people}


def _of(
    pack: Pack, who: str, row: coverage.Row | None, minimum: Decimal | None, weakest: str | None, overdue: int
) -> Evidence:
    share, line = row.coverage if row else None, pack.coverage.line
    reasons = {
        "step": weakest is not None,
        "promises": overdue > 0,
        "coverage": share is not None and share < line,
        "minimum": minimum is not None and minimum < 1,
    }
    topic = next((name for name, holds in reasons.items() if holds), "listen")
    covered, held = (row.covered, row.held) if row else (0, 0)
    return Evidence(who, share, covered, held, minimum, weakest, overdue, topic)
