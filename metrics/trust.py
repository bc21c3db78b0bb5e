"""Can we trust today's numbers: which sources and units are in, late or missing, and what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from metrics.ground import Reader, sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.targets import codes
from metrics.workdays import Workdays, load


@dataclass(frozen=True)
class UnitDay:
    """A unit and the last day a source is complete for in it; None: never."""

    unit: str
    name: str | None
    day: date | None


@dataclass(frozen=True)
class Source:
    """One source: `in` when every unit with people has the day, `missing` when none has any, else `late`."""

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
    def sources_in(self) -> int:
        return sum(source.state == "in" for source in self.sources)

    @property
    def doubtful(self) -> bool:
        """Whether anything at all is to be said."""
        rest = (self.quarantined, self.warnings, self.provisional_people, self.provisional_units)
        return self.sources_in < len(self.sources) or any(rest) or bool(self.unknown_periods or self.fallback_years)


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
    rows = reader.rows(sql("sources"), {"unit": unit, "day": as_of})
    doubts = reader.rows(sql("doubts"), {"unit": unit, "day": as_of})[0]
    calendar = workdays or load()
    until = period.until if period else date.fromordinal(as_of.toordinal() + 1)
    return Trust(
        sources=_sources(pack, rows, as_of),
        unknown_periods=codes(reader, pack).unknown,
        fallback_years=calendar.fallback(period.first_day if period else as_of, until),
        **doubts,
    )


def _sources(pack: Pack, rows: Sequence[dict[str, Any]], as_of: date) -> tuple[Source, ...]:
    kinds = dict.fromkeys(metric.source for metric in pack.in_order())
    people = {row["unit"]: row["name"] for row in rows}
    return tuple(
        _source(kind, origin, {row["unit"]: row["complete_to"] for row in found}, people, as_of)
        for kind in kinds
        for origin, found in _by_origin(kind, rows)
    )


def _by_origin(kind: str, rows: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The origins of a kind; a unit's entries count as a source of their own only where files exist too."""
    own = sorted((row for row in rows if row["kind"] == kind), key=lambda row: str(row["origin"]), reverse=True)
    found = [(origin, list(each)) for origin, each in groupby(own, key=lambda row: str(row["origin"]))]
    return found or [("files", [])]


def _source(kind: str, origin: str, days: dict[str, date], people: dict[str, str | None], as_of: date) -> Source:
    missing = tuple(UnitDay(unit, name, None) for unit, name in people.items() if unit not in days)
    late = tuple(UnitDay(unit, people[unit], day) for unit, day in days.items() if day < as_of)
    # people write entries where they wish: a unit without any is no gap
    missing = missing if origin == "files" else ()
    state = "missing" if not days else "late" if late or missing else "in"
    return Source(kind, origin, state, max(days.values(), default=None), late, missing)
