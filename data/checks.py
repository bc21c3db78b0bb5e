"""Checks the records against what they promise, for `python -m data check`."""

import duckdb

from data.doubts import same
from data.kinds import Kind, kinds

IN_FORCE = "select batch from batch where undone_at is null"


# what is unchanged is counted as the rest: below nothing, rows were counted twice
UNACCOUNTED = """
from batch where unchanged < 0 or rows <> taken + unchanged + quarantined
    or quarantined <> (select count(*) from quarantine where quarantine.batch = batch.batch)
"""


def faults(con: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """What does not hold, as `what` and `count`; empty when all is sound."""
    found = {"rows_unaccounted": _count(con, UNACCOUNTED)}
    for kind in kinds().values():
        found |= {f"{kind.kind}: {what}": _count(con, sql) for what, sql in _promises(kind).items()}
    return [{"what": what, "count": count} for what, count in found.items() if count]


def _promises(kind: Kind) -> dict[str, str]:
    name = kind.kind
    twice = f"{same('a', 'b', kind.key)} and a.id < b.id"
    return {
        "rows_without_batch": f"from {name} where id not in (select id from {name}_claim)",
        "claims_without_row": f"from {name}_claim where id not in (select id from {name})",
        "claims_without_batch": f"from {name}_claim where batch not in ({IN_FORCE})",
        "keys_in_force_twice": f"from {name} a join {name} b on {twice} where a.live and b.live",
        "keys_without_row_in_force": f"from {name} a where not a.live and not exists"
        f" (select 1 from {name} b where b.live and {same('a', 'b', kind.key)})",
    }


def _count(con: duckdb.DuckDBPyConnection, source: str) -> int:
    return int(con.execute(f"select count(*) {source}").fetchall()[0][0])
