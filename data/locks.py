"""Locked targets: which rows of a file or of entries would change one without a reason, or leave one out."""

import re

import duckdb

from data import marts
from data.errors import Refused
from data.staged import Staged

# what says who is locked, and what is in force there, made of the records as they stand, the rows at hand included
STEPS = ("given", "tree", "unit_above", "manager", "period_days", "target_lock", "lock_cover", "target")
# where people without an assignment stand, without reading every sale
SEEN = "select distinct manager, first_day as day, unit from extent where manager is not null and unit is not null"
# what sales, balances and contacts name says nothing of a lock
NAMED = ("mention", "noted")
MENTION = "select null::varchar as kind, null::varchar as given, null::varchar as name limit 0"
OWNER = """
    {table}.*, if({table}.manager is null, 'unit', 'manager') as whose,
    coalesce(m.resolved, {table}.manager, u.resolved, {table}.unit) as who"""
RESOLVED = """
    left join stand_given m on m.kind = 'manager' and m.given = {table}.manager
    left join stand_given u on u.kind = 'unit' and u.given = {table}.unit"""
COVERED = "l.kind = s.whose and l.id = s.who and l.level = s.level and l.period = s.period and l.ended is null"


def find(con: duckdb.DuckDBPyConnection, staged: Staged) -> bool:
    """Fills `stage_locked` (n, value, same, reason) with the staged rows a lock holds; False where nothing is locked.

    `same` are rows that say what is in force there already.
    """
    if not _any(con):
        return False
    fields = ", ".join(f"{staged.value(name)} as {name}" for name in staged.kind.fields)
    _stand(con, f"union all by name select true as live, false as withdrawn, {fields} from stage_row")
    con.execute(rf"""
        create or replace temp table stage_locked as
        with stage as (select rowid as n, {fields} from stage_row),
        s as (select {OWNER.format(table="stage")} from stage {RESOLVED.format(table="stage")})
        select distinct s.n, regexp_replace(s.amount::varchar, '\.?0+$', '') as value, s.reason, coalesce(
            (t.amount, t.prorate, t.shape) = (s.amount, coalesce(s.prorate, true), coalesce(s.shape, 'workdays')), false
        ) as same
        from s join stand_lock_cover l on {COVERED}
        -- what stands may still go by another name of its metric
        left join (
            select t.* replace (coalesce(c.metric, t.metric) as metric), coalesce(c.metric, t.metric) as called
            from stand_target t left join stage_called c on c.text = lower(t.metric)
            qualify batch = max(batch) over (partition by manager, unit, called, period, level)
        ) t on t.metric = s.metric and t.period = s.period and t.level = s.level
            and s.whose = if(t.manager is null, 'unit', 'manager') and s.who = coalesce(t.manager, t.unit)
    """)
    return True


def keep(con: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Raises `Refused` where a file that is complete leaves out locked targets."""
    if staged.kind.kind == "target" and con.execute("from stage_gone limit 1").fetchall() and _any(con):
        _stand(con)
        count = _held(con, "t.id in (select id from stage_gone where not again)")
        if count:
            raise Refused("refuse.leaves_out_locked", file=staged.mapped.file, count=count)


def keep_batch(con: duckdb.DuckDBPyConnection, kind: str, batch: int) -> None:
    """Raises `Refused` where undoing a batch takes back a lock or a seal, or targets that were locked after it came."""
    if kind == "target_lock":
        # whoever unlocks says why, and both stay in the history
        raise Refused("refuse.undoes_lock", batch=batch)
    if kind == "seal":
        raise Refused("refuse.undoes_seal", batch=batch)
    if kind == "target" and _any(con):
        _stand(con)
        count = _held(
            con,
            f"""t.live and l.batch > {int(batch)} and t.id in (
                select id from target_claim group by id having bool_and(batch = {int(batch)})
            )""",
        )
        if count:
            raise Refused("refuse.undoes_locked", batch=batch, count=count)


def _any(con: duckdb.DuckDBPyConnection) -> bool:
    return bool(con.execute("select 1 from target_lock where locked and live and not withdrawn limit 1").fetchall())


def _held(con: duckdb.DuckDBPyConnection, which: str) -> int:
    """How many target rows of the records, of those asked for, a lock holds."""
    count = con.execute(f"""
        with s as (select {OWNER.format(table="target")} from target {RESOLVED.format(table="target")})
        select count(distinct t.id) from s t join (select * from stand_lock_cover where ended is null) l
            on l.kind = t.whose and l.id = t.who and l.level = t.level and l.period = t.period
        where {which}
    """)
    return int(count.fetchall()[0][0])


def _stand(con: duckdb.DuckDBPyConnection, beside: str = "") -> None:
    """Makes `stand_<mart>` for each step, by the marts' own statements; `beside` are rows not yet in the records.

    What is not published yet counts too, so that no lock hangs on when somebody publishes.
    """
    con.execute(f"create or replace temp view stand_rows as from target where true {beside}")
    con.execute(f"create or replace temp table stand_seen as {SEEN}")
    for name in NAMED:
        con.execute(f"create or replace temp table stand_{name} as {MENTION}")
    for name in STEPS:
        mart = marts.marts()[name]
        for kind in marts.spells_read(mart.sql):
            con.execute(_standing(marts.covers(kind)))
            con.execute(_standing(marts.spells(kind)))
        told = mart.sql if name == "target" else re.sub(r"\brecords\.target\b", "stand_rows", mart.sql)
        con.execute(f"create or replace temp table stand_{name} as {_standing(told)}")


def _standing(sql: str) -> str:
    return re.sub(r"\bmart\.", "stand_", sql)
