"""A month is sealed with the reviews of its units, so that they can be made again just as they were."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from data import entries
from data.home import Home
from data.scope import OWNER, Viewer
from metrics import pack as packs
from metrics import review_comments, sealing
from metrics.periods import Period
from metrics.review_rows import rows
from metrics.review_view import BELOW, asked_unit, opened, whole


def seal(
    home: Home, viewer: Viewer, month: str, unit: str | None = None, *, today: date, reason: str | None = None,
    signed: str | None = None,
) -> None:  # fmt: skip
    """Seals a month as `metrics.sealing.seal` does, with the review of the unit and of each below that moves, and all
    that was entered until now.
    """
    entries.take(home, today)
    period = sealing.month_of(month, packs.load(home.settings().pack))
    made = _reviews(home, viewer, period, unit, today)
    sealing.seal(home, viewer, month, unit, today=today, reason=reason, signed=signed, reviews=made)


def _reviews(home: Home, viewer: Viewer, month: Period, unit: str | None, today: date) -> Iterator[dict[str, Any]]:
    """Rows, gathered only once somebody has checked that the month may be sealed."""
    with opened(home, OWNER, today) as reader:
        place = unit or viewer.unit
        top = asked_unit(reader, OWNER, month, place)
        for row in reader.rows(BELOW, {"unit": top, "day": month.last_day}):
            if sealing.sealed_by(reader, month, row["unit"]) is None:
                made = rows(whole(home, reader, row["unit"], month).review)
                yield from (asdict(each) for each in (*made, *review_comments.rows(reader, row["unit"], month)))
