"""A month is sealed with the reviews of its units, so that they can be made again just as they were."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from data import entries
from data.home import Home
from data.reader import Reader
from data.scope import Viewer
from metrics import pack as packs
from metrics import sealing
from metrics.ground import UNPLACED
from metrics.review import comments
from metrics.review.rows import rows
from metrics.review.view import whole
from metrics.sealing import Told


def seal(
    home: Home, viewer: Viewer, month: str, unit: str | None = None, *, today: date, reason: str | None = None,
    signed: str | None = None, tell: Told = lambda done, of: None,
) -> None:  # fmt: skip
    """Seals a month as `metrics.sealing.seal` does, with the review of the unit and of each below that moves, and all
    that was entered until now.
    """
    entries.take(home, today)
    period = sealing.month_of(month, packs.load(home.settings().pack))

    def review(reader: Reader, unit: str) -> Iterator[dict[str, Any]]:
        if unit != UNPLACED:
            made = rows(whole(home, reader, unit, period).review)
            yield from (asdict(each) for each in (*made, *comments.rows(reader, unit, period)))

    sealing.seal(home, viewer, month, unit, today=today, reason=reason, signed=signed, review=review, tell=tell)
