"""What the pack in use calls its metrics, left in the home by the pages, so that target rows go by one name."""

import json
from collections.abc import Mapping
from secrets import token_hex

import duckdb

from data.home import Home
from data.staged import Staged


def keep(home: Home, names: Mapping[str, str]) -> None:
    """Keeps, for imports from anywhere, the id of each metric by what it may be called, in small letters."""
    if _kept(home) == names:
        return
    home.path.mkdir(parents=True, exist_ok=True)
    # two visitors may be the first at once
    unfinished = home.called.with_suffix(f".{token_hex(8)}")
    unfinished.write_text(json.dumps(dict(names), ensure_ascii=False, sort_keys=True), "utf-8")
    unfinished.replace(home.called)


def _kept(home: Home) -> dict[str, str]:
    """Nothing where the file is damaged: the next page leaves it anew."""
    try:
        return dict(json.loads(home.called.read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return {}


def rename(con: duckdb.DuckDBPyConnection, home: Home, staged: Staged) -> None:
    """Gives staged targets their metric's id; leaves the names as `stage_called`. Others stay as they are written."""
    if staged.kind.kind != "target":
        return
    names = _kept(home)
    con.execute("create or replace temp table stage_called (text varchar, metric varchar)")
    if names:
        con.executemany("insert into stage_called values (?, ?)", list(names.items()))
    con.execute("update stage_row set metric = c.metric from stage_called c where c.text = lower(stage_row.metric)")
