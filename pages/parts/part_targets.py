"""Where not everything has a target: which months of a period have one, or only few of a unit's people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metrics.line import Line
from metrics.periods import Period, containing

if TYPE_CHECKING:
    from pages.parts.room import Room


def few_targets(line: Line) -> bool:
    """Whether some of a unit's people have targets, too few for their sum to be the unit's."""
    return line.target is None and line.people_target is not None and not line.missing_periods


def part_targets(room: "Room", line: Line) -> str:
    """Which months have a target and which lack one, where some do; empty otherwise."""
    period = room.pack.period(line.period)
    lacking = [found for code in line.missing_periods if (found := room.pack.period(code))]
    if period is None or not lacking:
        return ""
    missing = _named(room, lacking)
    held = [month for month in _months(period) if not any(_holds(each, month) for each in lacking)]
    if not held or any(each.kind != "month" for each in lacking):
        return room.say("page.lacks_targets", missing=missing)
    return room.say("page.has_targets_only", held=_named(room, held), missing=missing)


def _holds(outer: Period, inner: Period) -> bool:
    return outer.first_day <= inner.first_day < outer.until


def _months(period: Period) -> list[Period]:
    found = [containing("month", period.first_day)]
    while found[-1].until < period.until:
        found.append(containing("month", found[-1].until))
    return found


def _named(room: "Room", found: Sequence[Period]) -> str:
    """Months without their year, which the period beside them says."""
    months = room.say("metric.months").split()
    names = [months[each.first_day.month - 1] if each.kind == "month" else each.title(room.language) for each in found]
    return room.say("page.comma").join(names)
