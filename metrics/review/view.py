"""What of a unit's review one viewer may read: heads the unit's, a person the own month, a wall nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from data.errors import Refused
from data.home import Home
from data.reader import Reader
from data.scope import OWNER, Viewer
from data.viewers import stands
from metrics.currency import in_currency
from metrics.days import asked_day
from metrics.ground import find, top
from metrics.last_place import allowed_unit
from metrics.opened import opened as open_somebody
from metrics.pack import Pack
from metrics.periods import Period
from metrics.review.gather import gather
from metrics.review.places import PEOPLE
from metrics.review.rows import of_manager, of_mart
from metrics.review.shape import Review
from metrics.sealing import Seal, sealed_by
from metrics.unit_rules import period_pack
from metrics.workdays import load

# what has no place in the tree has no head to read of it
BELOW = """
select unit from unit_above
where above = $unit and unit <> '~' and first_day <= $day and until > $day
order by distance, unit
"""
KEPT = """
select part, unit, place, manager, content from sealed_review
where unit = $unit and first_day = $first and until = $until and part <> 'comment'
"""

# each unit above keeps a person's own rows too: the lowest is where the person stood
HELD = """
select unit from sealed_review
where manager = $manager and part = 'about' and first_day = $first and until = $until
order by (select count(*) from unit_above where unit_above.unit = sealed_review.unit) desc, unit
limit 1
"""
LATEST = "select max(complete_to) as day from completeness"


@dataclass(frozen=True)
class Seen:
    """A review as a viewer may read it, with the pack as it holds in its unit, who stands there (id and name), and the
    seal under which its numbers stand still.
    """

    review: Review
    pack: Pack
    people: tuple[tuple[str, str | None], ...]
    seal: Seal | None


def whole(home: Home, reader: Reader, unit: str, month: Period, as_of: date | None = None) -> Seen:
    """The whole review of a unit up to a day, of a reader that sees everybody; of a sealed month as it was sealed."""
    day = asked_day(reader, month, unit, as_of)
    pack = period_pack(home, reader, unit, month, day)
    calendar = load(home, every_day=pack.pace == "calendar")
    over = day >= calendar.last(month.first_day, month.until)
    seal = sealed_by(reader, month, unit) if over else None
    kept = reader.rows(KEPT, {"unit": unit, "first": month.first_day, "until": month.until}) if seal else []
    found = of_mart(kept) if kept else gather(reader, pack, unit, month, workdays=calendar, as_of=day)
    names = {each.manager: each.name for each in found.figures if each.manager}
    now = () if kept else (row["manager"] for row in reader.rows(PEOPLE, {"unit": unit, "day": day}))
    here = sorted({each.manager for each in found.figures if each.manager and each.here}) if kept else now
    people = tuple((who, names.get(who)) for who in here)
    return Seen(found, in_currency(pack, home.settings().currency), people, seal)


def seen(
    home: Home, viewer: Viewer, month: Period, unit: str | None, *, as_of: date | None, today: date | None,
    gathered: Callable[[Reader, str], Seen] | None = None,
) -> Seen:  # fmt: skip
    """The review of a unit (id or name) as the viewer may read it; default the own, a person's the one stood in.

    `gathered` gives the whole review of a unit by its id, for a caller that keeps it for several viewers.

    Raises Refused for a wall, a viewer or unit nobody knows, and a unit that isn't the viewer's.
    """
    with opened(home, viewer, today) as own, opened(home, OWNER, today) as everybody:
        place = asked_unit(own, viewer, month, unit)
        found = gathered(everybody, place) if gathered else whole(home, everybody, place, month, as_of)
        full = allowed_unit(everybody, viewer, place, found.review.about.as_of)
    return replace(found, review=shown(viewer, found.review, full))


def opened(home: Home, viewer: Viewer, today: date | None) -> Reader:
    """A reader of the current version for a viewer who may read reviews; raises Refused."""
    if viewer.role == "wall":
        raise Refused("access.no_review")
    return open_somebody(home, viewer, today)


def asked_unit(reader: Reader, viewer: Viewer, month: Period, unit: str | None) -> str:
    """The id of the unit whose review is asked for; of a sealed month a person's is where it was sealed."""
    latest = reader.rows(LATEST)[0]["day"]
    if month.first_day.year == 1 or (latest and latest < month.first_day):
        raise Refused("review.not_begun", period=month.code, day=latest)
    day = asked_day(reader, month, viewer.unit or "", None)
    if unit:
        return find(reader, unit, day)
    span = {"first": month.first_day, "until": month.until}
    held = reader.rows(HELD, {**span, "manager": viewer.manager}) if viewer.manager else []
    stood = held[0]["unit"] if held else stands(reader, day)
    if viewer.manager and not stood:
        raise Refused("board.nowhere", who=viewer.manager)
    return stood or top(reader, day)


def shown(viewer: Viewer, found: Review, full: bool) -> Review:
    """The one place that says who reads what of a review; `full`: all its people are the viewer's to help."""
    if viewer.role == "manager":
        return of_manager(found, str(viewer.manager))
    return replace(found, watched=found.watched if full else (), own_won=(), own_places=(), own_watched=())


def given(viewer: Viewer, found: Review, manager: str, full: bool) -> Review:
    """What a viewer may hand to one of the people: that person's own month, no more than the viewer may know."""
    own = of_manager(found, manager)
    return own if full or viewer.manager == manager else replace(own, own_watched=())
