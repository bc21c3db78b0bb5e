"""Entries in the order in which they count, and as a mapped file."""

from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import Any

import duckdb

from data.kinds import kinds
from data.mapped import Mapped

Entry = dict[str, Any]
LOCK = "target_lock"


def in_turn(read: list[Entry]) -> list[Entry]:
    """Entries by kind and writer; a lock holds for what was entered after it, and for nothing entered before."""
    breaks = (one["kind"] != other["kind"] and LOCK in (one["kind"], other["kind"]) for one, other in pairwise(read))
    turns = accumulate(breaks, initial=0)
    places = sorted(zip(turns, read, strict=False), key=lambda place: (place[0], *sender(place[1])))
    return [entry for _, entry in places]


def sender(entry: Mapping[str, object]) -> tuple[str, str]:
    """Its kind and its writer."""
    return str(entry["kind"]), str(entry["writer"])


def mapped(con: duckdb.DuckDBPyConnection, kind: str, group: list[Entry]) -> Mapped:
    """Entries as a mapped file: the kind's own fields as headers; of entries with one key the last one put counts."""
    key = kinds()[kind].key
    rows = list({tuple(entry["fields"].get(name) for name in key): entry["fields"] for entry in group}.values())
    fields = tuple(name for name in kinds()[kind].fields if any(name in row for row in rows))
    cells = ", ".join(f"c{number + 1} varchar" for number in range(len(fields)))
    con.execute(f"create or replace temp table entry_raw (line bigint, {cells})")
    con.executemany(
        f"insert into entry_raw values ({', '.join('?' * (len(fields) + 1))})",
        [[number + 1, *(row.get(name) for name in fields)] for number, row in enumerate(rows)],
    )
    select = ", ".join(f"c{number + 1} as {name}" for number, name in enumerate(fields))
    return Mapped(
        kind, "entries", None, None, "entry_raw", fields, f"select line, {select} from entry_raw", fields,
        {name: name for name in fields}, {}, load="merge",
    )  # fmt: skip
