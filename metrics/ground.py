"""The ground a view stands on: the units at or below one, their people, and how far each source is complete."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from data.errors import Refused
from data.reader import Reader
from metrics.periods import Period

SQL = Path(__file__).with_name("sql")
DAY = timedelta(days=1)
# the unit of what has no place in the tree: never ranked, and no line while nothing is in it
UNPLACED = "~"
PEOPLED = """
select unit, max(least(until - 1, $day::date)) as day
from stretch
where until > $first and first_day <= $day
group by unit
"""


@cache
def sql(name: str) -> str:
    """The text of one file of `sql/`."""
    return (SQL / f"{name}.sql").read_text("utf-8")


def keep(reader: Reader, table: str, statement: str, params: Mapping[str, object]) -> None:
    """Keeps a statement's rows as a temporary table of the reader; of `params` it takes those it names."""
    named = {name: params[name] for name in set(re.findall(r"\$([a-z_]+)", statement))}
    reader.run(f"create or replace temp table {table} as {statement}", named)


def put(reader: Reader, table: str, shape: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> None:
    """Makes a temporary table of a few rows; `shape` gives each column's type."""
    columns = ", ".join(f"unnest(${name}::{kind}[]) as {name}" for name, kind in shape.items())
    keep(reader, table, f"select {columns}", {name: [row.get(name) for row in rows] for name in shape})


@dataclass(frozen=True)
class Node:
    """A unit of the tree as it stood on the view's day; `distance` counts from the unit viewed."""

    unit: str
    name: str | None
    parent: str | None
    level: str | None
    provisional: bool
    distance: int


@dataclass(frozen=True)
class Complete:
    """A stretch of days one source (kind and origin) is complete for in one unit at or below the one viewed.

    Up to `people_to` there were rows that name people: only so far has nobody's row a meaning for a person.
    """

    kind: str
    origin: str
    unit: str
    first_day: date
    last_day: date
    people_to: date


@dataclass(frozen=True)
class Ground:
    """One unit over one period: `end` is the last day asked for within it, `day` the one its tree is taken from.

    `latest` is each kind's last day anywhere, which holds for units that occur in no source; `peopled` the units
    with somebody assigned in the period so far, and the last day somebody was. Who was assigned when is kept with the
    reader, as the table `stretch`. `elsewhere` holds the sources of units that are not below.
    """

    unit: str
    period: Period
    end: date
    day: date
    nodes: dict[str, Node]
    peopled: dict[str, date]
    sources: tuple[Complete, ...]
    elsewhere: tuple[Complete, ...]
    latest: dict[str, date]

    @cached_property
    def complete(self) -> dict[tuple[str, str], tuple[Complete, ...]]:
        """Stretches in order of time by kind and unit; files count before entries.

        What has no place in the tree sends no files of its own: it goes as far as the source goes anywhere.
        """
        found: dict[tuple[str, str], tuple[Complete, ...]] = {}
        for each in sorted(
            (*self.sources, *self.elsewhere), key=lambda each: (each.origin == "entries", each.last_day)
        ):
            held = found.get((each.kind, each.unit), ())
            if not held or held[0].origin == each.origin:
                found[each.kind, each.unit] = (*held, each)
        if UNPLACED in self.nodes:
            for kind in {kind for kind, _ in found}:
                found[kind, UNPLACED] = self._unplaced(kind, found)
        return found

    def _unplaced(self, kind: str, found: Mapping[tuple[str, str], tuple[Complete, ...]]) -> tuple[Complete, ...]:
        first = min(held[0].first_day for (each, _), held in found.items() if each == kind)
        own = found.get((kind, UNPLACED)) or (Complete(kind, "files", UNPLACED, first, first, first),)
        people = max(each.people_to for (of, _), held in found.items() if of == kind for each in held)
        return *own[:-1], replace(own[-1], last_day=max(own[-1].last_day, self.latest[kind]), people_to=people)

    @cached_property
    def children(self) -> tuple[str, ...]:
        return tuple(node.unit for node in self.nodes.values() if node.distance == 1)

    @cached_property
    def below(self) -> dict[str, frozenset[str]]:
        """The units at or below the unit viewed and each of its children, those no longer in its tree too."""
        sets: dict[str, set[str]] = {child: set() for child in self.children}
        for unit in self.nodes:
            if child := _child(self.nodes, unit):
                sets[child].add(unit)
        ever = {each.unit for each in self.sources} | set(self.peopled)
        return {self.unit: frozenset(ever | set(self.nodes)), **{key: frozenset(each) for key, each in sets.items()}}

    @property
    def everywhere(self) -> frozenset[str]:
        """The units at or below the unit viewed and those elsewhere that a source reaches."""
        return self.below[self.unit] | {each.unit for each in self.elsewhere}

    @cached_property
    def child_of(self) -> dict[str, str]:
        """The child of the unit viewed that each unit further down belongs to."""
        return {unit: child for child in self.children for unit in self.below[child]}

    def name(self, unit: str) -> str | None:
        return self.nodes[unit].name if unit in self.nodes else unit

    def last(self, source: str, unit: str) -> date | None:
        """The data day of one unit's own records: the earliest of asked, the source's last and the period's last."""
        known = self.complete.get((source, unit))
        return min(self.end, known[-1].last_day) if known else None

    def known(self, source: str, unit: str) -> bool:
        """Whether the source has a complete day of the period, up to the day asked for, in that unit."""
        first, held = self.period.first_day, self.complete.get((source, unit), ())
        return any(each.last_day >= first and each.first_day <= self.end for each in held)

    def names(self, source: str, unit: str) -> bool:
        """The same for the people of that unit: whether rows of those days named anybody anywhere."""
        first, held = self.period.first_day, self.complete.get((source, unit), ())
        return any(each.people_to >= first and each.first_day <= self.end for each in held)

    def total_last(self, source: str, units: Iterable[str]) -> date | None:
        """The data day of a total: the latest among its units with people, else among all of them."""
        units = list(units)
        found = [self.last(source, unit) for unit in units if unit in self.peopled]
        days = [day for day in found if day] or [day for unit in units if (day := self.last(source, unit))]
        return max(days, default=None)

    def late(
        self, source: str, units: Iterable[str], day: date | None
    ) -> tuple[tuple[str, str | None, date | None], ...]:
        """Units with people that end before the total's `day` (or before their last person left), with their own."""
        if day is None:
            return ()
        ends = [(unit, self.last(source, unit)) for unit in sorted(units) if unit in self.peopled]
        return tuple(
            (unit, self.name(unit), own) for unit, own in ends if own is None or own < min(day, self.peopled[unit])
        )


def top(reader: Reader, day: date) -> str:
    """The viewer's own unit, else the tree's root on a day; raises Refused("metric.no_records") without any."""
    if reader.viewer.unit:
        return reader.viewer.unit
    found = reader.rows(sql("top_unit"), {"day": day})
    if not found:
        raise Refused("metric.no_records")
    return str(found[0]["unit"])


def find(reader: Reader, text: str, day: date) -> str:
    """A unit by id, else by its name on that day; raises Refused for none or several, or one above the viewer's."""
    found = reader.rows(sql("find_unit"), {"text": text, "day": day, "within": reader.viewer.unit})
    if not found or (len(found) > 1 and not found[0]["by_id"]):
        raise Refused("metric.several_units" if found else "metric.unknown_unit", text=text)
    return str(found[0]["unit"])


def ground(
    reader: Reader, sources: Sequence[str], period: Period, unit: str, as_of: date | None, since: date | None = None
) -> Ground:
    """Reads tree, people and completeness; people who were there only `since` before the period come too."""
    end = min(as_of or period.last_day, period.last_day)
    rows = reader.rows(sql("complete"), {"unit": unit, "kinds": sorted(set(sources))})
    inside = {row["unit"] for row in rows if row.pop("below")}
    found = tuple(Complete(**row) for row in rows)
    last = max((each.last_day for each in found if each.unit in inside), default=end)
    day = max(min(end, last), period.first_day)
    nodes = {row["unit"]: Node(**row) for row in reader.rows(sql("tree"), {"unit": unit, "day": day})}
    if not nodes:
        raise Refused("metric.unknown_unit", text=unit)
    first = min(period.first_day, since or period.first_day)
    _keep_stretches(reader, nodes, unit, first, period.until)
    peopled = reader.rows(PEOPLED, {"first": period.first_day, "day": day})
    return Ground(
        unit=unit,
        period=period,
        end=end,
        day=day,
        nodes=nodes,
        peopled={row["unit"]: row["day"] for row in peopled},
        sources=tuple(each for each in found if each.unit in inside),
        elsewhere=tuple(each for each in found if each.unit not in inside),
        latest={row["kind"]: row["last_day"] for row in sorted(rows, key=_files_last)},
    )


def _keep_stretches(reader: Reader, nodes: Mapping[str, Node], unit: str, first: date, until: date) -> None:
    children = {below: _child(nodes, below) for below in nodes}
    params = {"nodes": list(children), "children": list(children.values())}
    keep(reader, "stretch", sql("stretch"), {**params, "unit": unit, "first": first, "until": until})


def _child(nodes: Mapping[str, Node], unit: str) -> str | None:
    while (node := nodes.get(unit)) and node.distance > 1:
        unit = node.parent or ""
    return unit if node and node.distance == 1 else None


def _files_last(row: dict[str, Any]) -> tuple[bool, date]:
    """Puts a kind's files after its entries, which never move a file source on."""
    return row["origin"] != "entries", row["last_day"]
