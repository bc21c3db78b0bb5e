"""Publishes the records as an immutable file of marts and opens it for readers; only `store` opens DuckDB besides."""

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb

from data import inbox, marts, state, store
from data.build import build, whole_kinds
from data.errors import Refused
from data.home import Home
from data.reader import Reader, Version
from data.scope import Viewer
from data.state import State

KEEP = 3
MEMORY = "1GB"
# a third of what DuckDB would take: of a person's rows fewer others are read along, and the file grows by some percent
ROWS = 40_960
_opening = threading.Lock()
_shared: dict[tuple[Path, int], "Shared"] = {}


def publish(home: Home, full: bool = False) -> int:
    """Brings the marts up to the records and returns their version; `full` builds every mart anew. Raises Busy."""
    with store.records(home) as con:
        return publish_with(con, home, full)


def publish_with(con: duckdb.DuckDBPyConnection, home: Home, full: bool = False) -> int:
    """The same for whoever holds the records open already, with nothing uncommitted."""
    home.marts.mkdir(parents=True, exist_ok=True)
    current = current_version(home)
    _sweep(home, current or 0)
    last = state.of_file(con, file_of(home, current)) if current else None
    now = state.of_records(con, home)
    if current and now == last and not full:
        inbox.clear(home)
        return current
    anew = full or last is None or not state.follows(last, now)
    version = (current or 0) + 1
    _make(con, home, version, now, None if anew else last)
    _point(home, version)
    inbox.clear(home)
    return version


def current_version(home: Home) -> int | None:
    """The version that readers open now; None before the first publish, or where its file is gone."""
    with suppress(FileNotFoundError, ValueError):
        version = int(home.current.read_text("ascii"))
        return version if file_of(home, version).exists() else None
    return None


def file_of(home: Home, version: int) -> Path:
    return home.marts / f"{version:06}.duckdb"


def _make(con: duckdb.DuckDBPyConnection, home: Home, version: int, now: State, last: State | None) -> None:
    """Writes the file of one version under a name that readers never open, and renames it when it is whole."""
    building = home.marts / f"{version:06}.building"
    if last is not None:
        copyfile(file_of(home, version - 1), building)
    con.execute(f"attach '{state.quoted(building)}' as mart (row_group_size {ROWS})")
    store.make_room(con)
    try:
        state.create_tables(con)
        con.execute("begin")
        changed = build(con, version, state.changes(con, last, now) if last else whole_kinds())
        state.write(con, version, now, changed)
        con.execute("commit")
        con.execute("checkpoint mart")
    finally:
        _forget(con)
        con.execute("detach mart")
    _settle(building)
    building.rename(file_of(home, version))


def _forget(con: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.TransactionException):
        con.execute("rollback")
    made = con.execute("select view_name, 'view' from duckdb_views() where temporary and not internal").fetchall()
    made += con.execute("select table_name, 'table' from duckdb_tables() where temporary").fetchall()
    for name, what in made:
        if name.endswith("_spell") or name.startswith("cover_") or name in ("occurs", "moved", "fresh", "differing"):
            con.execute(f"drop {what} temp.{name}")


def _settle(path: Path) -> None:
    """Has the disk hold a file or a folder before anything points at it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _point(home: Home, version: int) -> None:
    beside = home.current.with_suffix(".next")
    beside.write_text(f"{version:06}\n", "ascii")
    _settle(beside)
    beside.replace(home.current)
    _settle(home.marts)
    _sweep(home, version)


def _sweep(home: Home, current: int) -> None:
    """Deletes what a crashed publish left behind, and all but the last few versions."""
    keep = {file_of(home, version).name for version in range(current - KEEP + 1, current + 1)}
    for path in home.marts.iterdir():
        if path.name not in {*keep, home.current.name}:
            path.unlink(missing_ok=True)


@dataclass
class Shared:
    """One published version, opened once in this process, and how many readers use it."""

    con: duckdb.DuckDBPyConnection
    version: Version
    used: int = 0


def open_reader(home: Home, viewer: Viewer, today: date | None = None) -> Reader | None:
    """A reader of the current version that sees what the viewer may; None when nothing is published yet.

    Where that file is damaged, of the newest kept one that is not; raises Refused where all are.

    What other definitions made is first made anew, which takes as long as a full publish; raises Busy where somebody
    else writes. `today` is the front door's: entries are complete to the day before it; without, to the day before
    the last came.
    """
    with _opening:
        kept = _kept(home)
        if not kept:
            return None
        if _outdated(home, kept):
            publish(home)
            kept = _kept(home)
        key, shared = _newest_sound(home, kept)
        shared.used += 1
        _close_unused(key)
        cursor = shared.con.cursor()
    return Reader(cursor, viewer, shared.version, lambda: _release(shared), home.kept, today)


def outdated(home: Home) -> bool:
    """Whether the current version was made by other definitions, so that the next reader waits for a new one."""
    with _opening:
        kept = _kept(home)
        return bool(kept) and _outdated(home, kept)


def _outdated(home: Home, kept: list[int]) -> bool:
    return _newest_sound(home, kept)[1].version.definition != marts.definition()


def _kept(home: Home) -> list[int]:
    """The version that CURRENT names and those kept before it, the newest first, whose files are there."""
    with suppress(FileNotFoundError, ValueError):
        named = int(home.current.read_text("ascii"))
        return [version for version in range(named, named - KEEP, -1) if file_of(home, version).exists()]
    return []


def _newest_sound(home: Home, kept: list[int]) -> tuple[tuple[Path, int], Shared]:
    for number in kept:
        path = file_of(home, number)
        with suppress(*state.DAMAGED, FileNotFoundError):
            key = (home.marts, path.stat().st_mtime_ns)
            if key not in _shared:
                _shared[key] = _share(home, path, number)
            return key, _shared[key]
    raise Refused("refuse.marts_damaged", folder=home.marts)


def _share(home: Home, path: Path, number: int) -> Shared:
    con = duckdb.connect()
    home.scratch.mkdir(parents=True, exist_ok=True)
    con.execute("set temp_directory = ?", [str(home.scratch)])
    con.execute(f"set memory_limit = '{MEMORY}'")
    # a page's queries are small: a second thread costs more than it brings, and other visitors want it
    con.execute("set threads = 1")
    con.execute(f"attach '{state.quoted(path)}' as published (read_only)")
    version = Version(number, *state.contents(con))
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return Shared(con, version)


def _release(shared: Shared) -> None:
    with _opening:
        shared.used -= 1


def _close_unused(current: tuple[Path, int]) -> None:
    """Closes the versions of a home that are no longer current and nobody reads."""
    for key in [key for key, one in _shared.items() if one.used == 0 and key != current and key[0] == current[0]]:
        _shared.pop(key).con.close()
