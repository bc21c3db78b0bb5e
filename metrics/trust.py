"""Can we trust today's numbers: which sources and units are in, late or missing, and what was set aside."""

from dataclasses import dataclass
from datetime import date

from data.reader import Reader
from metrics.ground import UNPLACED, Ground, ground, sql
from metrics.pack import Pack
from metrics.periods import Period, containing
from metrics.targets import codes
from metrics.workdays import Workdays, load

HERE = """
select unit, count(distinct manager) filter (where provisional) as provisional
from stretch
where first_day <= $on and $on < until
group by unit
order by unit
"""


@dataclass(frozen=True)
class UnitDay:
    """A unit and the last day a source is complete for in it; None: never."""

    unit: str
    name: str | None
    day: date | None


@dataclass(frozen=True)
class Source:
    """One source: `in` when every unit with people has the day, `missing` when none has any, else `late`.

    What has no place in the tree sends nothing of its own, so it is neither late nor missing.
    `unused` is a kind of record that never came from anywhere: nothing is missing of what nobody keeps.
    """

    kind: str
    origin: str
    state: str
    day: date | None
    late: tuple[UnitDay, ...]
    missing: tuple[UnitDay, ...]


@dataclass(frozen=True)
class Trust:
    """What to say before the numbers; counts of rows are of the imports of the last seven import days."""

    sources: tuple[Source, ...]
    quarantined: int
    warnings: int
    provisional_people: int
    provisional_units: int
    unknown_periods: tuple[str, ...]
    fallback_years: tuple[int, ...]

    @property
    def used(self) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if source.state != "unused")

    @property
    def sources_in(self) -> int:
        return sum(source.state == "in" for source in self.sources)

    @property
    def doubtful(self) -> bool:
        """Whether anything at all is to be said."""
        rest = (self.quarantined, self.warnings, self.provisional_people, self.provisional_units)
        return self.sources_in < len(self.used) or any(rest) or bool(self.unknown_periods or self.fallback_years)


def trust(
    reader: Reader,
    pack: Pack,
    unit: str,
    as_of: date,
    *,
    period: Period | None = None,
    workdays: Workdays | None = None,
) -> Trust:
    """The state of the pack's sources for the unit and those below on `as_of`; `period` is asked of the calendar."""
    period = period or containing("day", as_of)
    kinds = [metric.source for metric in pack.metrics.values()]
    seen = ground(reader, kinds, period, unit, as_of)
    return judged(reader, pack, seen, as_of, codes(reader, pack, period).unknown, workdays or load())


def judged(
    reader: Reader, pack: Pack, seen: Ground, as_of: date, unknown_periods: tuple[str, ...], workdays: Workdays
) -> Trust:
    """The same for whoever has read the ground and the targets' periods already."""
    on = min(as_of, seen.day)
    here = reader.rows(HERE, {"on": on})
    units = [row["unit"] for row in here]
    kinds = dict.fromkeys(metric.source for metric in pack.in_order())
    return Trust(
        sources=tuple(source for kind in kinds for source in _sources(kind, seen, units, as_of)),
        provisional_people=sum(row["provisional"] for row in here),
        provisional_units=sum(node.provisional for node in seen.nodes.values()),
        unknown_periods=unknown_periods,
        fallback_years=workdays.fallback(seen.period.first_day, seen.period.until),
        **reader.rows(sql("doubts"))[0],
    )


def _sources(kind: str, seen: Ground, units: list[str], as_of: date) -> list[Source]:
    """A kind's files, whether there are any or not, and its entries where there are some."""
    reached = sorted((each for each in seen.sources if each.first_day <= as_of), key=lambda each: each.last_day)
    own = [each for each in reached if each.kind == kind]
    origins = sorted({each.origin for each in own} | ({"files"} if not own else set()), reverse=True)
    return [
        _source(kind, origin, {each.unit: each.last_day for each in own if each.origin == origin}, seen, units, as_of)
        for origin in origins
    ]


def _source(kind: str, origin: str, days: dict[str, date], seen: Ground, units: list[str], as_of: date) -> Source:
    latest = max(days.values(), default=None)
    named = [
        UnitDay(unit, seen.name(unit), latest if unit == UNPLACED else days.get(unit))
        for unit in units
        if unit != UNPLACED or len(units) == 1
    ]
    late = tuple(each for each in named if each.day and each.day < as_of)
    # people write entries where they wish: a unit without any is no gap
    missing = tuple(each for each in named if each.day is None) if origin == "files" else ()
    if kind not in seen.latest:
        return Source(kind, origin, "unused", None, (), ())
    state = "missing" if not days else "late" if late or missing else "in"
    return Source(kind, origin, state, latest, late, missing)
