"""Hand-over: what people leave behind when their assignment ends, and which customers nobody holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.reader import Reader
from metrics.days import asked_day
from metrics.ground import ground, keep, sql
from metrics.pack import Pack
from metrics.periods import Period


@dataclass(frozen=True)
class Unheld:
    """A customer whom nobody holds, or only somebody who has left; `last_day` is the last one it was held."""

    customer: str
    name: str | None
    tier: str | None
    unit: str
    last_manager: str | None
    last_manager_name: str | None
    last_day: date | None
    last_contact: date | None


@dataclass(frozen=True)
class Left:
    """A customer (None: a promise to nobody named) left behind, with open follow-ups and needs, the next due day, and
    who is its main holder now. `free`: nobody holds it, or only somebody who has left."""

    customer: str | None
    name: str | None
    tier: str | None
    main: bool
    held_by: str | None
    held_by_name: str | None
    free: bool
    follow_ups: tuple[dict[str, Any], ...]
    needs: tuple[dict[str, Any], ...]
    due: date | None


@dataclass(frozen=True)
class Handover:
    """An assignment that ended: its last day, the unit the person is in now (None: in none), and what was left."""

    manager: str
    name: str | None
    unit: str
    last_day: date
    to_unit: str | None
    left: tuple[Left, ...]

    @property
    def free(self) -> int:
        """How many of the customers nobody holds now."""
        return sum(each.free for each in self.left)


def unheld(reader: Reader, pack: Pack, unit: str, as_of: date) -> list[Unheld]:
    """The customers at or below a unit without a holder at the end of a day, those never held first."""
    params = {"unit": unit, "day": as_of, "effective": list(pack.lists.get("effective", ()))}
    return [Unheld(**row) for row in reader.rows(sql("unheld").format(heard=sql("heard").format(whom="free")), params)]


def handovers(reader: Reader, period: Period, unit: str, as_of: date | None = None) -> list[Handover]:
    """The assignments at or below a unit whose last day lies in the period up to `as_of`, the latest first.

    A change of role or name is no hand-over; a move to another unit is. Raises Refused for an unknown unit.
    """
    below = ground(reader, [], period, unit, asked_day(reader, period, unit, as_of))
    params = {"unit": unit, "first": period.first_day, "day": below.end}
    keep(reader, "ended", sql("ended"), params)
    left: dict[tuple[str, str], list[Left]] = {}
    for row in reader.rows(sql("handed"), {"day": below.end}):
        key = row.pop("manager"), row.pop("from_unit")
        lists = {name: tuple(row[name]) for name in ("follow_ups", "needs")}
        left.setdefault(key, []).append(Left(**{**row, **lists}))
    ended = reader.rows("from ended order by last_day desc, name, manager")
    return [Handover(**row, left=tuple(left.get((row["manager"], row["unit"]), ()))) for row in ended]
