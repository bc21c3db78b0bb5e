"""The inbox: a folder where forms and nightly jobs leave small files, taken in by whoever holds the records."""

import json
import logging
import os
import time
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import duckdb

from data import ingest, staged, store
from data.entered import Entry, in_turn, mapped, sender
from data.errors import NeedsYes, Refused
from data.held import hold
from data.home import Home
from data.ingest import BatchResult, Terms
from data.kinds import kinds

ENTRIES = ".jsonl"
# entries that are in the records and not yet published
TAKEN = ".taken"
FILES = (".csv", ".tsv", ".psv", ".txt", ".xlsx", ".xls", ".ods", ".parquet")
# a file that somebody may still be copying is left for the next round
SETTLED = 5.0
# what a file of anything but entries raises
UNSOUND = (ValueError, KeyError, TypeError, RecursionError)
log = logging.getLogger(__name__)


def put(home: Home, kind: str, rows: Iterable[Mapping[str, object]], writer: str) -> Path:
    """Leaves one set of entries as a file, safe on disk when this returns; raises Refused for unknown fields.

    An entry without an id gets one here, so that taking it twice changes nothing.
    """
    if kind not in kinds():
        raise Refused("refuse.entry_unknown", kind=kind, field="")
    lines = [json.dumps(_entry(kind, row, writer), ensure_ascii=False) for row in rows]
    home.inbox.mkdir(parents=True, exist_ok=True)
    path = home.inbox / f"{time.time_ns()}-{uuid.uuid4().hex[:8]}{ENTRIES}"
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    _settle(home.inbox)
    return path


def _settle(folder: Path) -> None:
    """Has the disk hold the folder with the names of its files."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def new_id() -> str:
    """An id for an entry that has none."""
    return uuid.uuid4().hex


def _entry(kind: str, row: Mapping[str, object], writer: str) -> Entry:
    known = kinds()[kind]
    unknown = next((name for name in row if name not in known.fields), None)
    if unknown is not None:
        raise Refused("refuse.entry_unknown", kind=kind, field=unknown)
    fields = {name: None if value is None else str(value) for name, value in row.items()}
    if known.key == (kind,):
        fields[kind] = fields.get(kind) or new_id()
    return {"kind": kind, "fields": fields, "writer": writer, "at": datetime.now(UTC).isoformat()}


def waiting(home: Home, settled: float = SETTLED) -> list[Path]:
    """Files to take, oldest name first."""
    if not home.inbox.exists():
        return []
    now = time.time()
    found = [path for path in home.inbox.iterdir() if path.is_file() and not path.name.startswith((".", "~"))]
    ready = [path for path in found if path.suffix == ENTRIES or now - path.stat().st_mtime >= settled]
    return sorted(path for path in ready if path.suffix.lower() in (*FILES, ENTRIES))


def entries(home: Home, kind: str, writer: str) -> list[dict[str, str | None]]:
    """A writer's own entries of a kind that are not published yet, in the order they were put."""
    lines = [entry for path in unpublished(home) for entry in _readable(path)]
    return [entry["fields"] for entry in lines if entry["kind"] == kind and entry["writer"] == writer]


def unpublished(home: Home) -> list[Path]:
    """Files of entries that no published version holds, as they were put."""
    found = home.inbox.iterdir() if home.inbox.exists() else ()
    return sorted(path for path in found if path.suffix in (ENTRIES, TAKEN))


def _readable(path: Path) -> list[Entry]:
    """The entries of a file; none where it is damaged, or was published and left meanwhile."""
    # whoever takes it meanwhile gives it the other name
    for name in (path, path.with_suffix(TAKEN)):
        try:
            return _lines(name)
        except FileNotFoundError:
            continue
        except UNSOUND:
            break
    return []


def clear(home: Home) -> None:
    """Removes taken entries, for whoever holds the records and has published them."""
    for path in unpublished(home):
        if path.suffix == TAKEN:
            path.unlink()


def take(home: Home, publish: bool = True, today: date | None = None, settled: float = SETTLED) -> list[BatchResult]:
    """Takes what lies in the inbox, then publishes; what is refused or needs a yes goes to `held`. Raises Busy."""
    with store.records(home) as con:
        results = take_with(con, home, today or date.today(), settled)
        if publish:
            ingest.publish_now(con, home)
    return results


def take_with(con: duckdb.DuckDBPyConnection, home: Home, today: date, settled: float = SETTLED) -> list[BatchResult]:
    """The same on an open records connection, without publishing: all entries at once, each file by itself.

    Files leave the inbox only after the commit. Killed in between, entries are known to be in; a dropped file is
    taken again, which changes nothing.
    """
    found = waiting(home, settled)
    entered = [path for path in found if path.suffix == ENTRIES]
    results = _take_entries(con, home, entered, today) if entered else []
    for path in found:
        if path.suffix != ENTRIES:
            try:
                results += _take_file(con, home, path, Terms(today))
            except OSError:
                # not ours to read or to move: what else came in is published all the same
                log.exception("%s could not be taken out of the inbox", path)
    return results


def _take_entries(con: duckdb.DuckDBPyConnection, home: Home, paths: list[Path], today: date) -> list[BatchResult]:
    sound: list[Path] = []
    read: list[Entry] = []
    known = {name for (name,) in con.execute("select file from taken").fetchall()}
    for path in paths:
        try:
            read += [] if path.name in known else _lines(path)
            sound.append(path)
        except UNSOUND:
            hold(home, path, Refused("refuse.entries_broken", file=path.name))
    results: list[BatchResult] = []
    with store.transaction(con):
        con.execute("delete from taken")
        con.execute("insert into taken select unnest(?::varchar[])", [[path.name for path in sound]])
        for (kind, writer), group in groupby(in_turn(read), key=sender):
            terms = Terms(today, writer=writer, origin="entries")
            results.append(ingest.take(con, home, mapped(con, kind, list(group)), terms, None))
    staged.clear(con)
    for path in sound:
        path.replace(path.with_suffix(TAKEN))
    return results


def _lines(path: Path) -> list[Entry]:
    """The entries of one file; raises one of UNSOUND for anything else."""
    # at line feeds alone: what people write may hold other signs that part lines
    read = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    for entry in read:
        fields = entry["fields"]
        if not isinstance(fields, dict):
            raise TypeError(path.name)
        # an escape can write half a sign, which nothing stores
        json.dumps(entry, ensure_ascii=False).encode()
        if not fields.keys() <= kinds()[entry["kind"]].fields.keys() or not entry["writer"]:
            raise KeyError(path.name)
        if not all(value is None or isinstance(value, str) for value in fields.values()):
            raise TypeError(path.name)
    return read


def _take_file(con: duckdb.DuckDBPyConnection, home: Home, path: Path, terms: Terms) -> list[BatchResult]:
    try:
        results = ingest.import_file(con, home, path, terms)
    except (Refused, NeedsYes) as error:
        hold(home, path, error)
        return []
    path.unlink()
    return results
