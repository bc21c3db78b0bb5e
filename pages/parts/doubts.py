"""Can we trust today's numbers: sources and units late or missing, rows set aside, and the calendar used."""

from typing import TYPE_CHECKING

from data.kinds import kinds
from data.text import numbers
from metrics.trust import Source, Trust, UnitDay
from pages.parts import lists
from pages.parts.lists import Item

if TYPE_CHECKING:
    from pages.parts.room import Room

NAMED = 3
TONES = {"in": "on_track", "late": "behind", "missing": "at_risk"}


def summary(room: "Room", trust: Trust) -> str:
    """One sentence: how many sources are in."""
    among = len(trust.used)
    if not among:
        return room.say("morning.trust_none")
    code = "morning.trust_in" if trust.sources_in == among else "morning.trust_not"
    return room.say(code, count=trust.sources_in, among=among)


def short(room: "Room", trust: Trust) -> str:
    """The same in a few words."""
    return room.say("morning.trust_short", count=trust.sources_in, among=len(trust.used))


def block(room: "Room", trust: Trust) -> str:
    """The sources one by one, then whatever else is to be said before the numbers."""
    return lists.section(summary(room, trust), lists.listed(items(room, trust)))


def items(room: "Room", trust: Trust) -> list[Item]:
    """A line for each source, and for whatever else is to be said."""
    return [*(_source(room, source) for source in trust.used), *_counts(room, trust), *_calendar(room, trust)]


def _counts(room: "Room", trust: Trust) -> list[Item]:
    counted = {"quarantined": "rows", "warnings": "rows", "provisional_people": "people", "provisional_units": "units"}
    return [
        Item(room.say(f"morning.{name}"), room.say(f"morning.{what}_count", count=getattr(trust, name)), "behind")
        for name, what in counted.items()
        if getattr(trust, name)
    ]


def _calendar(room: "Room", trust: Trust) -> list[Item]:
    found = []
    if trust.unknown_periods:
        periods = room.say("page.comma").join(trust.unknown_periods[:NAMED])
        found.append(Item(room.say("morning.unknown_periods"), periods, "behind"))
    if trust.fallback_years:
        years = room.say("page.comma").join(str(year) for year in trust.fallback_years)
        found.append(Item(room.say("morning.fallback", years=years), "▼", "behind"))
    return found


def _source(room: "Room", source: Source) -> Item:
    kind = kinds()[source.kind].title(room.language)
    name = kind if source.origin == "files" else room.say("morning.source_entries", kind=kind)
    day = numbers.day(source.day, room.language)
    everything = [_unit(room, each) for each in (*source.late, *source.missing)]
    what = room.say("page.comma").join(everything[:NAMED])
    if len(everything) > NAMED:
        what += room.say("page.comma") + room.say("morning.more", count=len(everything))
    text = room.say(f"morning.source_{source.state}", day=day, what=what)
    return Item(name, text, TONES[source.state], "\n".join([name, *everything]))


def _unit(room: "Room", each: UnitDay) -> str:
    name = each.name or room.unit_name(each.unit)
    code = "morning.late_one" if each.day else "morning.never_one"
    return room.say(code, unit=name, day=numbers.day(each.day, room.language))
