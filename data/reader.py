"""Reads published marts for one viewer: a bare mart name shows that viewer's rows and nothing else."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow

from data import scope
from data.errors import Refused
from data.marts import marts
from data.scope import Viewer

Params = Mapping[str, object] | Sequence[object] | None


@dataclass(frozen=True)
class Version:
    """What a published file holds: its number, what made it, and each mart's columns and last change."""

    number: int
    definition: str
    stamps: Mapping[str, str]
    columns: Mapping[str, list[str]]


class Reader:
    """A cursor on one published version, bound to a viewer; for one thread, to be closed after the run.

    `kept` is the folder of what was worked out of a version.
    """

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        viewer: Viewer,
        version: Version,
        release: Callable[[], None],
        kept: Path,
        today: date | None = None,
    ) -> None:
        self.viewer = viewer
        self.kept = kept
        self.today = today
        self.version = version.number
        self._con = con
        self._of = version
        self._release: Callable[[], None] | None = release
        self._ready: set[str] = set()

    def run(self, sql: str, params: Params = None) -> duckdb.DuckDBPyConnection:
        """Executes a statement over marts by their bare names; `$name` takes a mapping, `?` a sequence."""
        self._prepare(sql)
        return self._con.execute(sql, params)

    def rows(self, sql: str, params: Params = None) -> list[dict[str, Any]]:
        """The rows, each as column → value; money stays decimal."""
        result = self.run(sql, params)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def bring(self, name: str, table: pyarrow.Table) -> None:
        """Shows a table from outside under a name, until another is brought under it."""
        self._con.register(name, table)

    def stamp(self, *names: str) -> str:
        """A cache key: changes when the content of one of the marts does."""
        of_today = f" {self.today}" if self.today and "completeness" in names else ""
        # what a reveal shows of targets changes though the targets don't
        read = {*names, *(["revealed"] if "target" in names else [])}
        return " ".join(f"{name}:{self._of.stamps[name]}" for name in sorted(read)) + of_today

    def close(self) -> None:
        if self._release is not None:
            self._con.close()
            self._release()
            self._release = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self, sql: str) -> None:
        """Makes the view of each mart that the statement names and none has named before."""
        # by its words: the engine names no tables of a statement with parameters, and a view too many is harmless
        wanted = SHOWN & set(re.findall(r"\w+", sql)) - self._ready
        # only now: a page whose figures are all cached opens a reader for its stamps alone
        if wanted and not self._ready and self.viewer.role != "owner":
            fill, values = scope.fill(self.viewer)
            self._con.execute(f"create temp table scope as {fill}", values)
        for name in wanted:
            shown = scope.visible(self.viewer, name, marts()[name].scope, self._of.columns[name])
            if name == "completeness" and self.today:
                shown = TO_YESTERDAY.format(shown=shown, today=self.today)
            self._con.execute(f"create temp view {name} as {shown}")
            self._ready.add(name)


# what only people enter has come in to the day before today, whether they entered anything or not
TO_YESTERDAY = """
    select * replace (
        if(origin = 'entries', date '{today}' - 1, complete_to) as complete_to,
        if(origin = 'entries', date '{today}' - 1, people_to) as people_to
    ) from ({shown})
"""
SHOWN = frozenset(name for name, mart in marts().items() if mart.scope != "none")


def check_sql(sql: str) -> None:
    """Raises Refused unless the statement is one select over marts by their bare names.

    A catalogue, a schema, a table function or any other table is refused, so a pack's SQL sees what its viewer sees.
    """
    row = duckdb.default_connection().cursor().execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
    tree = json.loads(row[0]) if row else {}
    if tree.get("error") or len(tree.get("statements", ())) != 1:
        raise Refused("access.sql_not_select", sql=sql)
    named = {entry["key"] for entry in _find(tree, "map") if isinstance(entry, dict)}
    for node in _nodes(tree):
        if node.get("type") in ("TABLE_FUNCTION", "SHOW_REF"):
            raise Refused("access.sql_table", name=_called(node))
        if node.get("type") == "BASE_TABLE":
            bare = not node.get("catalog_name") and not node.get("schema_name")
            if not bare or node["table_name"] not in SHOWN | named:
                raise Refused("access.sql_table", name=node["table_name"])


def _called(node: dict[str, Any]) -> str:
    return str(node.get("function", {}).get("function_name", node["type"].lower()))


def _nodes(tree: object) -> list[dict[str, Any]]:
    """Every object of a parsed statement."""
    if isinstance(tree, dict):
        return [tree, *(node for part in tree.values() for node in _nodes(part))]
    return [node for part in tree for node in _nodes(part)] if isinstance(tree, list) else []


def _find(tree: object, key: str) -> list[Any]:
    return [entry for node in _nodes(tree) if key in node for entry in node[key]]
