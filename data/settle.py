"""Writes staged rows into the records: what is new, what is said again, and which row of a key is in force."""

import duckdb

from data.doubts import same
from data.kinds import Kind, kinds
from data.staged import Staged

# the staged rows that nothing is held against, each with its number n; made by `doubts`
GOOD = "stage_good"


def match(con: duckdb.DuckDBPyConnection, staged: Staged, load: str, batch: int) -> None:
    """Fills `stage_match` (n, id, same) with the row in force for each staged key, `stage_claim` (n, id, equal).

    A claim is a row of the records that says exactly what the staged row says, in force or not.
    """
    kind = staged.kind
    match_nothing(con)
    if not con.execute(f"select 1 from {kind.kind} limit 1").fetchall():
        return
    _in_force(con, kind, load, batch)
    con.execute(f"""
        insert into stage_match
        select good.n, kept.id, not kept.withdrawn and {same("good", "kept", tuple(kind.fields))}
        from (select n, {_all(staged)} from {GOOD}) good
        join (select k.* from {kind.kind} k where {_force_filter(kind)}) kept on {same("good", "kept", kind.key)}
    """)
    con.execute("insert into stage_claim select n, id, true from stage_match where same")
    con.execute(f"""
        insert into stage_claim
        with open as (select n, {_all(staged)} from {GOOD} where n not in (select n from stage_claim))
        select open.n, max(kept.id), false
        from open join {kind.kind} kept on not kept.withdrawn and {same("open", "kept", tuple(kind.fields))}
        group by open.n
    """)


def match_nothing(con: duckdb.DuckDBPyConnection) -> None:
    """The same where no staged row has a key that the records know."""
    con.execute("create or replace temp table stage_match (n bigint, id bigint, same boolean)")
    con.execute("create or replace temp table stage_claim (n bigint, id bigint, equal boolean)")


def write(con: duckdb.DuckDBPyConnection, staged: Staged, batch: int) -> None:
    """Adds what no row says yet, claims every row the batch states, and marks the rows in force."""
    kind = staged.kind.kind
    base = next_id(con, kind) - staged.first
    columns = ", ".join(staged.columns)
    said = con.execute("select 1 from stage_claim limit 1").fetchall()
    new = f"(select * from {GOOD} where n not in (select n from stage_claim))" if said else GOOD
    con.execute(f"insert into {kind}_claim select {batch}, {base} + n from {new}")
    con.execute(f"insert into {kind}_claim select distinct {batch}, id from stage_claim")
    con.execute(f"""
        insert into {kind} (id, live, withdrawn, {columns}) select {base} + n, true, false, {columns} from {new}
    """)
    con.execute(f"update {kind} set live = false where id in (select id from stage_match where not same)")
    con.execute(f"update {kind} set live = true where not live and id in (select id from stage_claim)")
    if staged.kind.dated:
        touched_by(con, kind, f"select id from {kind}_claim where batch = {batch}")
        relive(con, staged.kind)


def next_id(con: duckdb.DuckDBPyConnection, kind: str) -> int:
    """The first number no row of the kind has; rows are then numbered from it."""
    return int(con.execute(f"select coalesce(max(id), 0) + 1 from {kind}").fetchall()[0][0])


def touched_by(con: duckdb.DuckDBPyConnection, kind: str, ids: str) -> None:
    """Fills `stage_touched` (id) with every row that has the key of one of the ids (SQL): what `relive` looks at."""
    key = kinds()[kind].key
    # not a subquery of the next statement: that would tell the keys of all rows apart first
    con.execute(f"create or replace temp table stage_key as select {', '.join(key)} from {kind} where id in ({ids})")
    con.execute(f"""
        create or replace temp table stage_touched as
        select k.id from {kind} k semi join stage_key t on {same("t", "k", key)}
    """)


def relive(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Marks, in `stage_touched`, each key's row that the newest batch states; of a dated kind, the latest day's."""
    name, key = kind.kind, ", ".join(f"kept.{part}" for part in kind.key)
    latest = "if(kept.first_day is null, batch.day, null) desc nulls last, " if kind.dated else ""
    con.execute(f"""
        create or replace temp table stage_alive as
        with kept as (
            select * from {name} where id in (select id from stage_touched)
        ),
        ranked as (
            select kept.id, row_number() over (partition by {key} order by {latest}claim.batch desc) as place
            from kept join {name}_claim claim on claim.id = kept.id join batch on batch.batch = claim.batch
        )
        select id, min(place) = 1 as live from ranked group by id
    """)
    con.execute(f"""
        update {name} set live = alive.live from stage_alive alive
        where {name}.id = alive.id and {name}.live is distinct from alive.live
    """)


def _in_force(con: duckdb.DuckDBPyConnection, kind: Kind, load: str, batch: int) -> None:
    """For a dated kind, `stage_force`: the row each key's statements give on the batch's day.

    Before the first statement that one holds; in a snapshot only the last snapshot of the same people counts.
    """
    if not kind.dated:
        return
    seen = "coalesce(claim.batch = (select max(b.batch) from stage_before b where b.manager = kept.manager), true)"
    only = f"where {seen}" if load == "snapshot" and "manager" in kind.fields else ""
    con.execute(f"""
        create or replace temp table stage_force as
        with said as (
            select kept.*, claim.batch, if(kept.first_day is null, batch.day, null) as said_on,
                coalesce(said_on > (select day from batch where batch = {batch}), false) as later
            from {kind.kind} kept join {kind.kind}_claim claim on claim.id = kept.id
            join batch on batch.batch = claim.batch {only}
        )
        select id from said
        qualify row_number() over (
            partition by {", ".join(kind.key)}
            order by later, if(later, said_on, null), said_on desc nulls last, batch desc
        ) = 1
    """)


def _force_filter(kind: Kind) -> str:
    return "k.id in (select id from stage_force)" if kind.dated else "k.live"


def _all(staged: Staged) -> str:
    return ", ".join(f"{staged.value(name)} as {name}" for name in staged.kind.fields)
