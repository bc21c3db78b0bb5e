"""One run of reviews for everyone: who gets a file, what is in it, and the note of each that was made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from data import exported
from data.errors import Refused
from data.exported import Export
from data.home import Home
from data.once import alone
from data.reader import Reader
from data.scope import OWNER, Viewer
from metrics.last_place import allowed_unit
from metrics.periods import Period
from metrics.review.comments import comments, said
from metrics.review.files import Job, Made, earlier, run
from metrics.review.shape import Review
from metrics.review.stamp import stamp
from metrics.review.view import BELOW, Seen, asked_unit, given, opened, shown, whole

EACH = ("manager", "unit")
# two runs into one folder come one after the other
LOCK = ".lock"


@dataclass(frozen=True)
class Asked:
    """A run: whose home, by whom, which month and unit, for whom (`each`: manager, unit, None: one), and where to."""

    home: Home
    viewer: Viewer
    month: Period
    unit: str | None
    each: str | None
    formats: tuple[str, ...]
    folder: Path
    language: str
    at: datetime
    today: date | None


def files(asked: Asked, workers: int, tell: Callable[[int, int], None]) -> list[Made]:
    """Writes the files and notes those that were made anew; `tell` hears how many of how many are there.

    Raises Refused for what is no month, a wall, and a unit that isn't the viewer's.
    """
    if asked.month.kind != "month":
        raise Refused("review.no_month", text=asked.month.code)
    with (
        opened(asked.home, asked.viewer, asked.today) as own,
        opened(asked.home, OWNER, asked.today) as everybody,
        alone(asked.folder / LOCK),
    ):
        known = earlier(asked.folder)
        top = asked_unit(own, asked.viewer, asked.month, asked.unit)
        found = whole(asked.home, everybody, top, asked.month)
        jobs, count = _jobs(asked, everybody, found, known)
        fresh = list[Made]()
        for done, made in enumerate(run(jobs, asked.folder, max(min(workers, count), 1)), 1):
            exported.note(asked.home, asked.viewer, [_noted(asked, each) for each in made], asked.at)
            fresh += made
            tell(done, count)
    return fresh


def _jobs(asked: Asked, everybody: Reader, found: Seen, known: tuple[Made, ...]) -> tuple[Iterator[Job], int]:
    """A job for each reader, made when its turn comes, and how many there are."""
    about = found.review.about
    if asked.viewer.manager or asked.each is None:
        return iter([_job(asked, everybody, replace(found, review=_shown(asked, everybody, found)), known)]), 1
    if asked.each == "manager":
        full = allowed_unit(everybody, asked.viewer, about.unit, about.as_of)
        own = (replace(found, review=given(asked.viewer, found.review, who, full)) for who, _ in found.people)
        return (_job(asked, everybody, each, known) for each in own), len(found.people)
    units = [row["unit"] for row in everybody.rows(BELOW, {"unit": about.unit, "day": about.as_of})]
    return (_job(asked, everybody, each, known) for each in _units(asked, everybody, found, units)), len(units)


def _units(asked: Asked, everybody: Reader, found: Seen, units: list[str]) -> Iterator[Seen]:
    for unit in units:
        own = found if unit == found.review.about.unit else whole(asked.home, everybody, unit, asked.month)
        yield replace(own, review=_shown(asked, everybody, own))


def _shown(asked: Asked, everybody: Reader, found: Seen) -> Review:
    about = found.review.about
    return shown(asked.viewer, found.review, allowed_unit(everybody, asked.viewer, about.unit, about.as_of))


def _job(asked: Asked, everybody: Reader, found: Seen, known: tuple[Made, ...]) -> Job:
    about = found.review.about
    told = comments(said(everybody, about, found.seal is not None), about, asked.language)
    return Job(
        *(found.review, found.pack, asked.language, stamp(about, asked.viewer, asked.at, asked.language, found.seal)),
        *(told, asked.formats, asked.folder, known),
        asked.home.deck() if "pptx" in asked.formats else None,
    )


def _noted(asked: Asked, made: Made) -> Export:
    about = (made.unit, made.sha256, made.version, made.manager, asked.month.code, made.reader)
    return Export("review", made.file, made.format, *about)
