"""Whether a viewer is anybody: who is asked for by mistake is told so, and not shown an empty board."""

from data.errors import Refused
from data.reader import Reader

PERSON = "select 1 from manager where manager = $id limit 1"
UNIT = "select 1 from unit where unit = $id limit 1"
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
