"""Sealing a month: its numbers are set aside as they are, for a unit and all below it, until it is opened again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow

from data import seals
from data.errors import Refused
from data.home import Home
from data.reader import Reader
from data.scope import OWNER, Viewer
from metrics import pack as packs
from metrics.days import open_day
from metrics.ground import find, ground, top
from metrics.opened import opened
from metrics.pack import Pack
from metrics.periods import Period, parse
from metrics.sealed_rows import results
from metrics.trust import trust
from metrics.unit_rules import path_to, unit_pack
from metrics.workdays import Workdays, load

SEALED = "select distinct unit from sealed_result where first_day = $first and until = $until"
REVIEW = pyarrow.schema(
    [("unit", pyarrow.string()), ("part", pyarrow.string()), ("place", pyarrow.int32()),
     ("manager", pyarrow.string()), ("content", pyarrow.string())]
)  # fmt: skip
# units named in the sentence of a refusal
NAMED = 5
Lacking = dict[str, tuple[str, ...]]
Reviewed = Callable[[Reader, str], Iterable[dict[str, Any]]]
Told = Callable[[int, int], None]


class Lacks(Refused):
    """A month of which records lack, by source and unit; sealed all the same with a word why."""

    def __init__(self, period: Period, lacking: Lacking) -> None:
        units = dict.fromkeys(unit for units in lacking.values() for unit in units)
        super().__init__("seal.lacks", period=period.code, sources=len(lacking), units="、".join([*units][:NAMED]))
        self.lacking = lacking


def seal(
    home: Home, viewer: Viewer, month: str, unit: str | None = None, *, today: date, reason: str | None = None,
    signed: str | None = None, review: Reviewed | None = None, tell: Told = lambda done, of: None,
) -> None:  # fmt: skip
    """Seals a month of a unit (id or name; default the viewer's own) and of all below it, and publishes.

    A month that lacks records is sealed only with a `reason`, which is kept. `review` gives rows of the monthly review
    of a unit: unit, part, place, manager, content. `tell` hears how many of how many steps are done. Raises Refused for
    who doesn't answer for the unit, and for a month that is not over, is sealed already, or lacks records.
    """
    since = seals.ready(home)
    with opened(home, OWNER, today) as reader:
        pack, period, place = _asked(home, reader, viewer, month, unit)
        seals.may(home, viewer, place, period.last_day)
        workdays = load(home, every_day=pack.pace == "calendar")
        _check(reader, pack, period, place, workdays, reason)
        path = list(reversed(path_to(reader, place, period.last_day)))
        below = [*ground(reader, [metric.source for metric in pack.metrics.values()], period, place, None).nodes]
        units = _moving(reader, period, below)
        steps = 2 * len(units)
        tables = {
            **results(reader, pack, period, _each(units, tell, 0, steps), workdays),
            "sealed_pack": _packs(home, reader, period, place, units),
        }
        made = [
            row for unit in _each(units, tell, len(units), steps) for row in (review(reader, unit) if review else ())
        ]
        tables["sealed_review"] = pyarrow.Table.from_pylist(made, REVIEW)
        version = reader.version
    days = (period.code, period.first_day, period.last_day)
    seals.seal(
        home, viewer, path, below, days, tables,
        version=version, since=since, note=reason, signed=signed, today=today,
    )  # fmt: skip


def unseal(
    home: Home, viewer: Viewer, month: str, unit: str | None = None, *, reason: str | None, today: date,
    signed: str | None = None,
) -> None:  # fmt: skip
    """Opens a sealed month again, for the reason given, where it was sealed; raises Refused."""
    with opened(home, OWNER, today) as reader:
        _, period, place = _asked(home, reader, viewer, month, unit)
        path = list(reversed(path_to(reader, place, period.last_day)))
    days = (period.code, period.first_day, period.last_day)
    seals.unseal(home, viewer, path, days, reason=reason, signed=signed, today=today)


def lacking(reader: Reader, pack: Pack, period: Period, unit: str, workdays: Workdays) -> Lacking:
    """By source that is in use the units at or below one whose records end before the period's last workday."""
    end = workdays.last(period.first_day, period.until)
    found = trust(reader, pack, unit, end, period=period, workdays=workdays)
    named = {each.kind: tuple(at.name or at.unit for at in (*each.late, *each.missing)) for each in found.used}
    return {kind: units for kind, units in named.items() if units}


@dataclass(frozen=True)
class Seal:
    """That a month of a unit and all below it was sealed, or opened again, when (UTC), from which published version.

    `note` is why it was opened, or what was said of records that lacked.
    """

    unit: str
    period: str
    sealed: bool
    writer: str
    signed: str | None
    stated_at: datetime
    version: str | None
    note: str | None


COLUMNS = "unit, period, sealed, writer, signed, stated_at, version, note"
HOLDS = f"""
select {COLUMNS} from seal
where sealed and ended is null and first_day = $first and until = $until and unit in (
    select above from unit_above where unit = $unit and first_day < $until and until > $first
) and exists (select 1 from sealed_result where first_day = $first and until = $until and unit = $unit)
order by stated_at
"""


def sealed_by(reader: Reader, period: Period, unit: str) -> Seal | None:
    """The seal that holds a unit's numbers of a period, the first of several; None where they move, as those of a unit
    that came below a sealed one later do.
    """
    rows = reader.rows(HOLDS, {"unit": unit, "first": period.first_day, "until": period.until})
    return Seal(**rows[0]) if rows else None


def history(reader: Reader) -> list[Seal]:
    """Every seal and opening of units that the viewer stands under or has below, the latest month first."""
    return [Seal(**row) for row in reader.rows(f"select {COLUMNS} from seal order by first_day desc, unit, batch")]


def month_of(text: str, pack: Pack) -> Period:
    """The month that a text says; raises Refused for any other period."""
    period = parse(text, pack)
    if period.kind != "month":
        raise Refused("seal.not_a_month", text=text)
    return period


def _asked(home: Home, reader: Reader, viewer: Viewer, month: str, unit: str | None) -> tuple[Pack, Period, str]:
    pack = packs.load(home.settings().pack)
    period = month_of(month, pack)
    day = period.last_day
    return pack, period, find(reader, unit, day) if unit else viewer.unit or top(reader, day)


def _check(reader: Reader, pack: Pack, period: Period, unit: str, workdays: Workdays, reason: str | None) -> None:
    """Raises Refused for a month whose records haven't reached its end anywhere, or only in part and without a word."""
    day, last = open_day(reader, unit), workdays.last(period.first_day, period.until)
    if day is None or day < last:
        raise Refused("seal.not_over", period=period.code, day=day or last)
    lacks = lacking(reader, pack, period, unit, workdays)
    if lacks and not (reason or "").strip():
        raise Lacks(period, lacks)


def _moving(reader: Reader, period: Period, units: Sequence[str]) -> list[str]:
    """The units whose numbers move; one that is sealed already stays as it was."""
    rows = reader.rows(SEALED, {"first": period.first_day, "until": period.until})
    still = {row["unit"] for row in rows}
    return [each for each in units if each not in still]


def _each(units: Sequence[str], tell: Told, before: int, steps: int) -> Iterator[str]:
    """The units, each told of once its turn is over."""
    for done, unit in enumerate(units, before + 1):
        yield unit
        tell(done, steps)


def _packs(home: Home, reader: Reader, period: Period, top_unit: str, units: Iterable[str]) -> pyarrow.Table:
    """The pack as it holds in the unit sealed, and in each below whose own rules differ."""
    day = period.last_day
    found = {unit: unit_pack(home, reader, unit, day, held=day).model_dump_json() for unit in (top_unit, *units)}
    rows = [{"unit": unit, "pack": said} for unit, said in found.items() if unit == top_unit or said != found[top_unit]]
    return pyarrow.Table.from_pylist(rows, pyarrow.schema([("unit", pyarrow.string()), ("pack", pyarrow.string())]))
