"""Whether a viewer is anybody, and where: who is asked for by mistake is told so, and not shown an empty board."""

from datetime import date

from data.errors import Refused
from data.home import Home
from data.publish import open_reader
from data.reader import Reader
from data.scope import Viewer

PERSON = "select 1 from manager where manager = $id limit 1"
UNIT = "select 1 from unit where unit = $id limit 1"
BELOW = "select unit from unit_above where above = $unit and first_day <= $day and $day < until"
STOOD = "select unit from manager where manager = $manager and first_day <= $day and $day < until"
# the top of records without a tree
MADE = "*"


def known(reader: Reader) -> Reader:
    """The reader, if its viewer's person or unit ever stood in the records; else raises Refused naming it."""
    viewer = reader.viewer
    if viewer.manager and not reader.rows(PERSON, {"id": viewer.manager}):
        raise Refused("metric.unknown_manager", text=viewer.manager)
    if viewer.unit and viewer.unit != MADE and not reader.rows(UNIT, {"id": viewer.unit}):
        raise Refused("metric.unknown_unit", text=viewer.unit)
    return reader


def below(reader: Reader, unit: str | None, day: date) -> set[str]:
    """The units at or below one on a day."""
    return {str(row["unit"]) for row in reader.rows(BELOW, {"unit": unit, "day": day})}


def answers_for(home: Home, viewer: Viewer, unit: str, day: date) -> bool:
    """Whether a unit is the viewer's on a day: at or below the own, and any where the viewer has none, or nothing is
    published; raises Refused for a viewer nobody knows.
    """
    if not viewer.unit or (reader := open_reader(home, viewer)) is None:
        return True
    with reader:
        return unit in {viewer.unit} | below(known(reader), viewer.unit, day)


def stands(reader: Reader, day: date) -> str | None:
    """The unit the reader's manager stands in on a day; None where that is nowhere, and for other viewers."""
    found = reader.rows(STOOD, {"manager": reader.viewer.manager, "day": day})
    return str(found[0]["unit"]) if found else None
