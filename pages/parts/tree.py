"""The organisation tree as it stood on a day, as the pages need it: who is below whom, and what they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.reader import Reader
from data.scope import Viewer

BELOW = """
select u.unit, u.name, u.parent, a.distance
from unit_above as a
join unit as u on u.unit = a.unit and u.first_day <= $day and u.until > $day
where a.above = $top and a.first_day <= $day and a.until > $day
order by a.distance, u.name, u.unit
"""
ROOT = "select unit from unit where parent is null order by until desc, unit limit 1"
HOME_UNIT = "select unit, name from manager where manager = $manager order by until desc limit 1"


@dataclass(frozen=True)
class Node:
    """One unit; `name` is None for the made root and for what is not placed, which the page names."""

    unit: str
    name: str | None
    parent: str | None
    depth: int


@dataclass(frozen=True)
class Tree:
    """The units at and below `top`, parents before children."""

    top: str
    nodes: Mapping[str, Node]

    def children(self, unit: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.parent == unit]

    def path(self, unit: str) -> list[Node]:
        """From the top down to `unit`."""
        found: list[Node] = []
        node = self.nodes.get(unit)
        while node is not None:
            found.insert(0, node)
            node = self.nodes.get(node.parent) if node.parent and node.unit != self.top else None
        return found

    def ordered(self) -> list[Node]:
        """Each unit right after its parent, as an outline."""
        found: list[Node] = []

        def walk(unit: str) -> None:
            found.append(self.nodes[unit])
            for child in self.children(unit):
                walk(child.unit)

        if self.top in self.nodes:
            walk(self.top)
        return found


def top_unit(reader: Reader, viewer: Viewer) -> str:
    """The highest unit a viewer looks at: the own one, a manager's unit, else the root."""
    if viewer.unit:
        return viewer.unit
    if viewer.manager:
        found = reader.rows(HOME_UNIT, {"manager": viewer.manager})
        return str(found[0]["unit"]) if found else "~"
    found = reader.rows(ROOT, {})
    return str(found[0]["unit"]) if found else "*"


def person_name(reader: Reader, viewer: Viewer) -> str | None:
    """What a manager who looks at the own numbers is called; None for everybody else."""
    found = reader.rows(HOME_UNIT, {"manager": viewer.manager}) if viewer.manager else []
    return str(found[0]["name"]) if found else viewer.manager


def tree(reader: Reader, top: str, day: date) -> Tree:
    """The units at and below `top` on `day`."""
    rows = reader.rows(BELOW, {"top": top, "day": day})
    return Tree(top, {row["unit"]: Node(row["unit"], row["name"], row["parent"], row["distance"]) for row in rows})
