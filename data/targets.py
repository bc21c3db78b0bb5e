"""Targets set on a page: saved, locked and revealed as entries, so that files and pages keep one history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from data import inbox, ingest, quarantine, store
from data.errors import Refused
from data.home import Home
from data.publish import open_reader
from data.quarantine import Refusal
from data.scope import Role, Viewer

SETTERS: tuple[Role, ...] = ("owner", "head", "data_officer")
REVEALERS: tuple[Role, ...] = ("owner", "head")
Row = Mapping[str, object]


@dataclass(frozen=True)
class Days:
    """A period by its code and, as the pack has them, its first and last day: a campaign's name tells no days."""

    period: str
    first_day: date | None = None
    last_day: date | None = None


def save(home: Home, viewer: Viewer, rows: Sequence[Row], today: date | None = None) -> list[Refusal]:
    """Takes rows of the kind `target` and publishes; gives the rows not taken, `locked_target` among them.

    People and units go by their ids. Under a lock a changed amount needs its `reason`, which makes it a revision;
    a row that changes nothing is none. Raises `Refused` where one is not the viewer's; `Busy`, with the rows safe
    in the inbox.
    """
    units = {str(row["unit"]) for row in rows if row.get("unit")}
    _check(home, viewer, SETTERS, units, {str(row["manager"]) for row in rows if row.get("manager")})
    return _enter(home, viewer, "target", rows, today)


def lock(
    home: Home,
    viewer: Viewer,
    unit: str,
    periods: Iterable[Days],
    levels: Iterable[str] = ("base",),
    *,
    locked: bool = True,
    note: str | None = None,
    signed: str | None = None,
    today: date | None = None,
) -> list[Refusal]:
    """Locks the targets of a unit and all below it for the periods and those inside them, or lets them go again.

    Letting go needs a `note` that says why. `signed` is the name of whoever does it.
    """
    _check(home, viewer, SETTERS, {unit}, set())
    said = {"unit": unit, "locked": "yes" if locked else "no", "note": note, "signed": signed}
    rows = [said | _days(days) | {"level": level} for days in periods for level in levels]
    return _enter(home, viewer, "target_lock", rows, today)


def reveal(
    home: Home,
    viewer: Viewer,
    unit: str,
    periods: Iterable[Days],
    today: date | None = None,
    signed: str | None = None,
) -> list[Refusal]:
    """Shows a unit's and all its people's task targets for exactly these periods to the people below it, for good."""
    _check(home, viewer, REVEALERS, {unit}, set())
    return _enter(home, viewer, "reveal", [{"unit": unit, "signed": signed} | _days(days) for days in periods], today)


def _days(days: Days) -> dict[str, object]:
    return {"period": days.period, "first_day": days.first_day, "last_day": days.last_day}


def _check(home: Home, viewer: Viewer, roles: Iterable[Role], units: set[str], people: set[str]) -> None:
    if viewer.role not in roles:
        raise Refused("access.sets_no_targets")
    reader = open_reader(home, viewer) if viewer.unit else None
    if reader is None:
        return
    with reader:
        below = reader.rows("select distinct unit from unit_above where above = $unit", {"unit": viewer.unit})
        known = reader.rows("select distinct manager from manager")
    strange = units - {row["unit"] for row in below} | people - {row["manager"] for row in known}
    if strange:
        raise Refused("access.not_below", names="、".join(sorted(strange)), unit=viewer.unit)


def _enter(home: Home, viewer: Viewer, kind: str, rows: Sequence[Row], today: date | None) -> list[Refusal]:
    """Leaves the rows in the inbox and takes it; another process that was quicker reports in its batch alone."""
    inbox.put(home, kind, rows, viewer.name)
    with store.records(home) as con:
        batches = [found.batch for found in inbox.take_with(con, home, today or date.today()) if found.kind == kind]
        refused = [row for batch in _own(con, batches, viewer) for row in quarantine.rows(con, batch)]
        ingest.publish_now(con, home)
    return refused


def _own(con: duckdb.DuckDBPyConnection, batches: list[int], viewer: Viewer) -> list[int]:
    sql = "select batch from batch where list_contains(?, batch) and writer = ? and origin = 'entries' order by batch"
    return [batch for (batch,) in con.execute(sql, [batches, viewer.name]).fetchall()]
