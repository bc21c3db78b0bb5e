"""Fills the records by hand, so that tests of the marts read as rows given and rows expected."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb

from data import publish, store
from data.doubts import same
from data.home import Home, open_home
from data.kinds import kinds
from data.scope import OWNER, Viewer

Row = dict[str, Any]
CHANGE = "insert into change select coalesce(max(change), 0) + 1, ?, ?, ?, ? from change"


def d(text: str) -> date:
    return date.fromisoformat(text)


def table(text: str) -> list[Row]:
    """Rows from a drawn table: a header line, then a line a row; `-` is nothing."""
    lines = [line.split() for line in text.strip().splitlines()]
    return [{k: None if v == "-" else v for k, v in zip(lines[0], line, strict=True)} for line in lines[1:]]


def put(home: Home, kind: str, rows: str | list[Row], day: str = "2026-10-15", **about: Any) -> int:
    """One batch of one kind: value rows, claims, the newest live, extent and change, as an import leaves them."""
    with begun(home) as con:
        return put_with(con, kind, rows, day, **about)


@contextmanager
def begun(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The records, of a new home with their tables copied from one made before."""
    if not home.records.exists():
        home.path.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_empty(), home.records)
    with store.records(home) as con:
        yield con


@cache
def _empty() -> Path:
    home = open_home(Path(mkdtemp()) / "empty")
    with store.records(home):
        return home.records


def put_with(
    con: duckdb.DuckDBPyConnection, kind: str, rows: str | list[Row], day: str = "2026-10-15", **about: Any
) -> int:
    con.execute("begin")
    batch = _put(con, kind, table(rows) if isinstance(rows, str) else rows, day, about)
    con.execute("commit")
    return batch


def undo(home: Home, batch: int) -> None:
    with store.records(home) as con:
        undo_with(con, batch)


def undo_with(con: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Takes a batch back; a second time it changes nothing."""
    kind, undone = _one(con, f"select kind, undone_at is not null from batch where batch = {batch}")
    if undone:
        return
    con.execute("begin")
    first, last = _days(con, kind, batch)
    con.execute(f"delete from {kind}_claim where batch = {batch}")
    con.execute(f"delete from {kind} where id not in (select id from {kind}_claim)")
    con.execute(f"delete from extent where batch = {batch}")
    _relive(con, kind)
    con.execute(f"update batch set undone_at = now() where batch = {batch}")
    con.execute(CHANGE, [batch, kind, first, last])
    con.execute("commit")


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = con.execute(sql).fetchone()
    assert row is not None
    return row


def _put(con: duckdb.DuckDBPyConnection, kind: str, rows: list[Row], day: str, about: Row) -> int:
    (batch,) = _one(con, "select coalesce(max(batch), 0) + 1 from batch")
    fields = list(kinds()[kind].fields)
    for row in rows:
        stated = {**({"amount": 1} if kind in ("sale", "target") else {}), **_defaults(kind), **row}
        withdrawn = bool(stated.pop("withdrawn", False))
        if withdrawn:
            stated = {name: value for name, value in stated.items() if name in kinds()[kind].key}
        _claim(con, kind, batch, [stated.get(name) for name in fields], fields, withdrawn)
    _relive(con, kind)
    complete_to = about.get("complete_to", day if kinds()[kind].source else None)
    con.execute(
        "insert into batch by name select ? as batch, ? as kind, ? as origin, ? as file, ? as load, ?::date as day,"
        " ?::varchar[] as covers, ?::date as complete_to, ?::date as import_day, ? as rows",
        [batch, kind, about.get("origin", "files"), f"{kind}.csv", about.get("load", kinds()[kind].load), day,
         about.get("covers"), complete_to, about.get("import_day", day), len(rows)],
    )  # fmt: skip
    if kinds()[kind].source:
        who = ", ".join(name if name in fields else "null" for name in ("manager", "unit"))
        con.execute(
            f"insert into extent select {batch}, {who}, min(day), max(day) from {kind}"
            f" where id in (select id from {kind}_claim where batch = {batch}) and not withdrawn group by all"
        )
    con.execute(CHANGE, [batch, kind, *_days(con, kind, batch)])
    return int(batch)


def _defaults(kind: str) -> Row:
    return {name: field.default for name, field in kinds()[kind].fields.items() if field.default}


def _claim(
    con: duckdb.DuckDBPyConnection, kind: str, batch: int, values: list[Any], fields: list[str], withdrawn: bool
) -> None:
    same = " and ".join(f"{name} is not distinct from ?::{kinds()[kind].fields[name].sql_type}" for name in fields)
    found = con.execute(f"select id from {kind} where {same} and withdrawn = ?", [*values, withdrawn]).fetchone()
    if found is None:
        found = _one(con, f"select coalesce(max(id), 0) + 1 from {kind}")
        marks = ", ".join("?" for _ in fields)
        con.execute(f"insert into {kind} values ({found[0]}, false, {withdrawn}, {marks})", values)
    con.execute(f"insert into {kind}_claim values (?, ?)", [batch, found[0]])


def _relive(con: duckdb.DuckDBPyConnection, kind: str) -> None:
    key = ", ".join(kinds()[kind].key)
    con.execute(
        f"update {kind} set live = id in (select id from {kind} join {kind}_claim c using (id)"
        f" qualify row_number() over (partition by {key} order by c.batch desc) = 1)"
    )


def _days(con: duckdb.DuckDBPyConnection, kind: str, batch: int) -> tuple[Any, ...]:
    """The days of all that is said of the batch's keys: at least what an import would say has moved."""
    if kinds()[kind].day is None:
        return None, None
    claimed = f"select t.* from {kind} t join {kind}_claim c using (id) where c.batch = {batch}"
    keys = same("t", "k", kinds()[kind].key)
    return _one(con, f"select min(day), max(day) from {kind} k where exists (from ({claimed}) t where {keys})")


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    """A published file by itself, under the name `p`, the steps between its marts included."""
    con = duckdb.connect()
    con.execute(f"attach '{path}' as p (read_only)")
    return con


def rows(home: Home, sql: str, viewer: Viewer = OWNER, **params: Any) -> list[Row]:
    """What a viewer reads after publishing all there is."""
    publish.publish(home)
    reader = publish.open_reader(home, viewer)
    assert reader is not None
    with reader:
        return reader.rows(sql, params or None)


def lines(home: Home, sql: str, viewer: Viewer = OWNER) -> list[str]:
    """The rows as text, a line a row: days as written, the beginning as `..`, the end as `..`, nothing as `-`."""
    return [" ".join(_text(value) for value in row.values()) for row in rows(home, sql, viewer)]


def _text(value: object) -> str:
    if value is None:
        return "-"
    if value in (date(1, 1, 1), date(9999, 12, 31)):
        return ".."
    return f"{value:f}".rstrip("0").rstrip(".") if hasattr(value, "quantize") else str(value)
