"""Sealed months: the numbers of a unit and all below it as they were then, written whole or not at all."""

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import pyarrow

from data import entered, ingest, store
from data.errors import Refused
from data.home import Home
from data.scope import Role, Viewer
from data.terms import Terms
from data.viewers import answers_for

SEALERS: tuple[Role, ...] = ("owner", "head")
HELD = """
select unit from seal
where live and not withdrawn and sealed and period = $period and list_contains($units, unit) limit 1
"""
# what was sealed or opened below while the numbers were computed
MEANWHILE = """
select s.unit from seal s join seal_claim using (id) join change c using (batch)
where s.period = $period and c.change > $since and list_contains($units, s.unit) limit 1
"""
Days = tuple[str, date, date]


def ready(home: Home) -> int:
    """Publishes what has come, and gives the last change of the records it holds."""
    with store.records(home) as con:
        ingest.publish_now(con, home)
        return int(con.execute("select coalesce(max(change), 0) from change").fetchall()[0][0])


def may(home: Home, viewer: Viewer, unit: str, day: date) -> None:
    """Raises `Refused` where the viewer doesn't answer for the unit on a day."""
    if viewer.role not in SEALERS:
        raise Refused("seal.not_yours")
    if not answers_for(home, viewer, unit, day):
        raise Refused("seal.not_below", names=unit, unit=viewer.unit)


def seal(
    home: Home, viewer: Viewer, path: Sequence[str], below: Sequence[str], month: Days,
    tables: Mapping[str, pyarrow.Table], *, version: int, since: int, note: str | None, signed: str | None, today: date,
) -> None:  # fmt: skip
    """Writes the tables of a seal (`sealed_…`, without their batch) and publishes.

    `path` is the unit and those above it, `below` it and those within it, `month` its code, first and last day, `note`
    what was lacking, `since` the last change of the records they were computed from. Raises `Refused` where the month
    is sealed there already, or has been sealed or opened below since.
    """
    may(home, viewer, path[0], month[2])
    said = {"version": str(version), "since": str(since), "note": note, "signed": signed}
    with store.records(home) as con:
        with store.transaction(con):
            if held := _held(con, path, month[0]):
                raise Refused("seal.already", period=month[0], unit=held)
            asked = {"period": month[0], "since": since, "units": list(below)}
            if found := con.execute(MEANWHILE, asked).fetchall():
                raise Refused("seal.meanwhile", period=month[0], unit=found[0][0])
            batch = _enter(con, home, viewer, path[0], month, said | {"sealed": "yes"}, today)
            for name, table in tables.items():
                con.register("sealed_rows", table)
                con.execute(f"insert into {name} by name select {batch} as batch, * from sealed_rows")
                con.unregister("sealed_rows")
        ingest.publish_now(con, home)


def unseal(
    home: Home, viewer: Viewer, path: Sequence[str], month: Days, *, reason: str | None, signed: str | None, today: date
) -> None:
    """Opens a month again, for the reason given, and publishes; what was sealed is kept in the records.

    `path` is the unit and those above it. Raises `Refused` where it was not sealed there, or is above as well.
    """
    unit = path[0]
    may(home, viewer, unit, month[2])
    if not (reason or "").strip():
        raise Refused("seal.no_reason")
    with store.records(home) as con:
        with store.transaction(con):
            if not _held(con, [unit], month[0]):
                raise Refused("seal.not_sealed", period=month[0], unit=unit)
            if above := _held(con, path[1:], month[0]):
                raise Refused("seal.held_above", period=month[0], unit=above)
            _enter(con, home, viewer, unit, month, {"sealed": "no", "note": reason, "signed": signed}, today)
        ingest.publish_now(con, home)


def _held(con: duckdb.DuckDBPyConnection, units: Sequence[str], period: str) -> str | None:
    found = con.execute(HELD, {"period": period, "units": list(units)}).fetchall()
    return str(found[0][0]) if found else None


def _enter(
    con: duckdb.DuckDBPyConnection, home: Home, viewer: Viewer, unit: str, month: Days, said: Mapping[str, str | None],
    today: date,
) -> int:  # fmt: skip
    """Takes the seal's own row by the door of all records, so that it has a batch, a writer and a day."""
    period, first, last = month
    about = {"unit": unit, "period": period, "first_day": first.isoformat(), "last_day": last.isoformat()}
    rows = entered.mapped(con, "seal", [{"kind": "seal", "fields": about | dict(said), "writer": viewer.name}])
    return ingest.take(con, home, rows, Terms(today, writer=viewer.name, origin="entries"), None).batch
