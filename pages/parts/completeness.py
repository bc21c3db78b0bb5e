"""Which source is complete to which day in which unit, and what the data page says first."""

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.kinds import kinds
from data.needs import needs
from data.text import numbers
from metrics.trust import Trust, UnitDay, trust
from pages.parts.tree import Node

if TYPE_CHECKING:
    from pages.parts.room import Room

NAMED = 3
ROW = 36
NOTED = ("quarantined", "warnings", "provisional_people", "provisional_units")
HELD = """
select kind, origin, unit, max(complete_to) as complete_to from completeness
where unit in (select unit from unit_above where above = $unit)
group by kind, origin, unit
order by kind, origin
"""
STAFFED = "select distinct unit from manager where first_day <= $day and until > $day"


def _found(room: "Room") -> Trust | None:
    if room.reader is None or room.as_of is None:
        return None
    return trust(room.reader, room.pack, room.unit, room.as_of)


def answer(room: "Room") -> str:
    """The first line of the page: whether every source and unit is in for the data day, or what is not."""
    found = _found(room)
    # a source never given is said beside the answer, with the other kinds that are lacking
    given = [source for source in found.sources if source.day] if found else []
    if not given:
        return room.say("data.answer_empty")
    day = _day(room, room.as_of)
    parts = [_late(room, source.kind, (*source.late, *source.missing)) for source in given if source.state != "in"]
    if not parts:
        return room.say("data.answer_in", day=day, count=len(given))
    return room.say("data.answer_late", day=day, what=room.say("data.semicolon").join(parts))


def _late(room: "Room", kind: str, units: tuple[UnitDay, ...]) -> str:
    title = kinds()[kind].title(room.language)
    said = [_unit(room, each) for each in units[:NAMED]]
    if len(units) > NAMED:
        said.append(room.say("data.more_units", count=len(units) - NAMED))
    return room.say("data.source_late", kind=title, units=room.say("page.comma").join(said))


def _unit(room: "Room", each: UnitDay) -> str:
    name = each.name or room.unit_name(each.unit)
    if each.day is None:
        return room.say("data.unit_never", unit=name)
    return room.say("data.unit_late", unit=name, day=_day(room, each.day))


def _day(room: "Room", day: date | None) -> str:
    """With the year where it isn't this one: a board may stand on old records."""
    return numbers.day(day, room.language, year=day is not None and day.year != room.today.year)


def note(room: "Room") -> str:
    """Beside the answer: rows set aside, people and units without a place, and the kinds not given yet."""
    found = _found(room)
    counts = {} if found is None else {name: getattr(found, name) for name in NOTED}
    said = [room.say(f"data.note_{name}", count=f"{count:,}") for name, count in counts.items() if count]
    lacking = dict.fromkeys(need.kind for need in needs(room.reader) if not need.rows)
    if lacking:
        titles = [kinds()[kind].title(room.language) for kind in lacking]
        said.append(room.say("data.note_lacking", kinds=room.say("page.comma").join(titles)))
    return " ".join(said) if said else room.say("data.note_nothing")


def draw(room: "Room") -> None:
    """One row a unit with people or records, one column a source, each cell the day it is complete to."""
    if room.reader is None or room.as_of is None:
        st.info(room.say("data.answer_empty"))
        return
    found = room.reader.rows(HELD, {"unit": room.unit})
    if not found:
        st.info(room.say("data.answer_empty"))
        return
    staffed = {row["unit"] for row in room.reader.rows(STAFFED, {"day": room.as_of})}
    # the source that is furthest behind stands nearest to the units: a phone shows two columns
    found.sort(key=lambda row: (row["complete_to"], row["kind"], row["origin"]))
    sources = list(dict.fromkeys((row["kind"], row["origin"]) for row in found))
    days = {(row["unit"], row["kind"], row["origin"]): row["complete_to"] for row in found}
    held = {row["unit"] for row in found} | staffed
    nodes = [node for node in room.tree.ordered() if node.unit in held]
    # what lacks something comes first, the rest as the tree has it
    nodes.sort(key=lambda node: min(days.get((node.unit, *source), date.min) for source in sources) >= room.as_of)
    rows = [
        {room.say("page.unit"): _name(room, node)}
        | {_source(room, *source): _cell(room, days.get((node.unit, *source)), room.as_of) for source in sources}
        for node in nodes
    ]
    height = min(len(rows) + 1, 21) * ROW + 3
    st.dataframe(rows, hide_index=True, row_height=ROW, height=height, alt=room.say("data.view_complete"))
    st.caption(room.say("data.complete_help", day=_day(room, room.as_of)))


def _name(room: "Room", node: Node) -> str:
    """The unit after the one above it, because names repeat from branch to branch."""
    name = room.unit_name(node.unit)
    return f"{room.unit_name(node.parent)} › {name}" if node.parent and node.depth > 1 else name


def _source(room: "Room", kind: str, origin: str) -> str:
    title = kinds()[kind].title(room.language)
    return title if origin == "files" else room.say("data.source_entries", kind=title)


def _cell(room: "Room", day: date | None, as_of: date) -> str:
    values: dict[str, Any] = {"day": _day(room, day)}
    if day is None:
        return room.say("data.cell_never")
    return room.say("data.cell_in" if day >= as_of else "data.cell_late", **values)
