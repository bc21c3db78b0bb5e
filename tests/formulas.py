"""The formulas on a connection of their own, for tests that give numbers and expect numbers."""

from typing import Any

import duckdb

from metrics import pack
from metrics.ground import sql

BANDS = pack.load("base").bands
SHAPE = {
    "metric": "varchar", "kind": "varchar", "mean": "boolean", "paced": "boolean", "better": "varchar",
    "step": "double",
    "unit": "varchar", "manager": "varchar", "here": "boolean", "state": "varchar", "actual": "decimal(38, 8)",
    "opening": "decimal(38, 8)", "last": "decimal(38, 8)", "base": "decimal(38, 8)", "base_end": "decimal(38, 8)",
    "target": "decimal(38, 8)", "passed": "bigint", "total": "bigint", "over": "boolean", "known_days": "bigint",
    "all_days": "bigint", "held": "bigint",
}  # fmt: skip
USUAL = {"metric": "m", "kind": "flow", "mean": False, "paced": False, "better": "higher", "step": 0.01, "here": True,
         "state": "value", "passed": 7, "total": 18, "over": False}  # fmt: skip


def _stood(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    con.execute(f"create temp table stood ({', '.join(f'{name} {kind}' for name, kind in SHAPE.items())})")
    for row in rows:
        values = {**USUAL, **row}
        con.execute(
            f"insert into stood ({', '.join(values)}) values ({', '.join('?' * len(values))})", [*values.values()]
        )


def compared(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    """Puts rows through the formulas, as the table `compared`; what isn't said is as usual (7 of 18 workdays)."""
    con.execute(sql("formulas"))
    _stood(con, rows)
    con.execute(
        f"create temp table compared as {sql('standing')}",
        {"ahead": float(BANDS.ahead), "on_track": float(BANDS.on_track), "behind": float(BANDS.behind)},
    )


def stand(**row: Any) -> dict[str, Any]:
    """One row against its target."""
    with duckdb.connect() as con:
        compared(con, [row])
        found = con.execute("from compared")
        return dict(zip([column[0] for column in found.description or []], found.fetchall()[0], strict=True))


def ranks(
    *rows: tuple[str, float | None, float | None], reached: dict[str, str] | None = None, **about: Any
) -> dict[str, tuple[int | None, int | None, int]]:
    """(rank, rank by value, how many are ranked) of people given as (who, actual, target)."""
    with duckdb.connect() as con:
        compared(con, [{"manager": who, "actual": actual, "target": target, **about} for who, actual, target in rows])
        con.execute("create temp table first_reached (metric varchar, owner varchar, day date)")
        for who, day in (reached or {}).items():
            con.execute("insert into first_reached values ('m', ?, ?)", [who, day])
        found = con.execute(f"select manager, rank, rank_by_value, ranked from ({sql('ranked')})").fetchall()
        return {who: tuple(rest) for who, *rest in found}
