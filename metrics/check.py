"""Checks the SQL a pack brings: one aggregate over one mart, and no table but marts."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data import store

MARTS = Path(store.__file__).parent / "sql" / "marts"


def check_sql(mart: str, aggregate: str, where: str, lists: tuple[str, ...] = ()) -> str | None:
    """What is wrong with a metric's SQL (names and codes, in plain words), or None."""
    condition = f" where {where}" if where else ""
    tree = store.syntax(f"select {aggregate} from {mart}{condition}")
    if tree.get("error"):
        return str(tree["error_message"])
    nodes = list(_nodes(tree))
    known = {path.stem for path in MARTS.glob("*.sql")}
    for node in nodes:
        kind = node.get("type")
        if kind == "TABLE_FUNCTION":
            return f"table function: {node['function'].get('function_name')}"
        if (
            kind == "BASE_TABLE"
            and known
            and (node["catalog_name"] or node["schema_name"] or node["table_name"] not in known)
        ):
            nearest = difflib.get_close_matches(node["table_name"], sorted(known), 1, 0.0)
            return f"not a mart: {node['table_name']} ({', '.join(nearest)}?)"
        if kind == "VALUE_PARAMETER" and node["identifier"] not in lists:
            return f"not a list of the pack: ${node['identifier']}"
    selected = tree["statements"][0]["node"]["select_list"]
    if len(tree["statements"]) != 1 or len(selected) != 1 or selected[0]["class"] != "FUNCTION":
        return f"not one aggregate: {aggregate}"
    return None


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for below in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(below)
