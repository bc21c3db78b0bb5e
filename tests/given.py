"""Small files given to an import, and what the records then say."""

from datetime import date
from pathlib import Path
from typing import Any

from data import ingest, store
from data.home import Home
from data.ingest import BatchResult

TODAY = date(2026, 10, 20)


def write(home: Home, name: str, *rows: str) -> Path:
    """A file of lines beside the home."""
    home.path.mkdir(parents=True, exist_ok=True)
    path = home.path / name
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def give(home: Home, name: str, *rows: str, **terms: Any) -> list[BatchResult]:
    """Writes a file and imports it without publishing."""
    stated: dict[str, Any] = {"publish": False, "today": TODAY} | terms
    return ingest.import_files(home, [write(home, name, *rows)], **stated)


def ask(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the records."""
    with store.records(home) as con:
        return con.execute(sql).fetchall()


def counts(result: BatchResult) -> tuple[int, int, int, int, int]:
    """Rows, taken, unchanged, quarantined, withdrawn."""
    return result.rows, result.taken, result.unchanged, result.quarantined, result.withdrawn


SALES = "业绩编号,业绩日期,客户经理,业绩金额"
NO_ID = "业绩日期,客户经理,业绩金额"
IN_FORCE = "select sale, day, manager, amount from sale where live and not withdrawn order by all"
