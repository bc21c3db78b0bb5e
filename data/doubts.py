"""Finds rows that can't be kept for what stands beside them: in the same file or in the records."""

import duckdb

from data import locks
from data.kinds import Field, kinds
from data.staged import Staged


def doubt(con: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Adds to `stage_refusal` what rows say against each other; leaves equal rows' numbers in `stage_again`.

    `stage_good` are then the rows to keep, each once, and `stage_said` with those that only say again what stands.
    """
    _ambiguous_names(con, staged)
    _twins(con, staged)
    if staged.kind.kind == "credit":
        _shares(con, staged)
    if staged.kind.kind == "portfolio":
        _main_holders(con, staged)
    if staged.kind.kind == "target" and locks.find(con, staged):
        _locked(con)
    _good(con)


def _good(con: duckdb.DuckDBPyConnection) -> None:
    """Where nothing is refused, the usual case, millions of rows need no joins to know it."""
    out = [name for name in ("stage_refusal", "stage_again") if con.execute(f"from {name} limit 1").fetchall()]
    kept = " and ".join(f"rowid not in (select n from {name})" for name in out) or "true"
    con.execute(f"create or replace temp view stage_good as select rowid as n, * from stage_row where {kept}")
    said = "rowid not in (select n from stage_refusal)" if "stage_refusal" in out else "true"
    con.execute(f"create or replace temp view stage_said as select rowid as n, * from stage_row where {said}")


def refuse(con: duckdb.DuckDBPyConnection, field: str, code: str, rows: str) -> None:
    """Adds rows (SQL giving n and value) that nothing was held against yet."""
    con.execute(
        f"insert into stage_refusal select n, ?, ?, value from ({rows}) where n not in (select n from stage_refusal)",
        [field, code],
    )


def same(left: str, right: str, columns: tuple[str, ...]) -> str:
    """SQL that compares columns, nothing being equal to nothing."""
    return " and ".join(f"{left}.{name} is not distinct from {right}.{name}" for name in columns)


def _twins(con: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Rows of one key: equal ones count once, different ones are all refused.

    Only the keys' hashes pass over all rows; what looks alike is then compared for real.
    """
    key = staged.kind.key
    parts = ", ".join(staged.value(name) for name in key)
    said = ", ".join(f"{name}::varchar" for name in key if name in staged.columns)
    sound = "rowid not in (select n from stage_refusal)"
    con.execute(f"""
        create or replace temp table stage_twin as
        with alike as (select hash({parts}) as mark from stage_row where {sound} group by 1 having count(*) > 1),
        pair as (
            select rowid as n, line, row({parts}) as key, row({", ".join(staged.columns)}) as whole,
                concat_ws(' / ', {said}) as value
            from stage_row where hash({parts}) in (select mark from alike) and {sound}
        )
        select n, value, count(distinct whole) over (partition by key) as versions,
            count(*) over (partition by key) as times, row_number() over (partition by key order by line, n) as place
        from pair
    """)
    refuse(con, key[0], "conflicting_rows", "select n, value from stage_twin where versions > 1")
    con.execute("""
        create or replace temp table stage_again as
        select n from stage_twin where versions = 1 and times > 1 and place > 1
    """)


def _ambiguous_names(con: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    for name, field in staged.kind.fields.items():
        if name in staged.columns and field.ref and field.name_field:
            _ambiguous_name(con, name, field)


def _ambiguous_name(con: duckdb.DuckDBPyConnection, name: str, field: Field) -> None:
    """A text that is no known id and the name of two: it is not guessed whose row it is."""
    who = str(field.ref)
    refuse(con, name, "ambiguous_name", f"""
        with known as (from {who} where live and not withdrawn),
        twice as (
            select name from known where name is not null group by name having count(distinct {who}) > 1
            except select {who} from known
            {"except select other_id from known" if "other_id" in kinds()[who].fields else ""}
        )
        select rowid as n, {name} as value from stage_row
        where regexp_replace({name}, '^name=', '') in (select name from twice)
    """)  # fmt: skip


def _shares(con: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Shares of one sale, those in force for its other people included, sum to at most 1."""
    refuse(con, "share", "shares_over_one", f"""
        with said as (
            select rowid as n, * from stage_row
            where rowid not in (select n from stage_refusal) and rowid not in (select n from stage_again)
        ),
        kept as (
            select sale, share from credit
            where live and not withdrawn and not exists (
                select 1 from said where {same("said", "credit", staged.kind.key)}
            )
        ),
        over as (
            select sale from (select sale, share from said union all select sale, share from kept)
            group by sale having sum(share) > 1
        )
        select n, share::varchar as value from said where sale in (select sale from over)
    """)  # fmt: skip


def _main_holders(con: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Two people can't both be a customer's main holder on a day that the file states for both.

    A row without a last day ends where the next person's begins: that is a history, not a quarrel.
    """
    refuse(con, "customer", "conflicting_rows", f"""
        with said as (
            select rowid as n, customer, manager, coalesce({staged.value("first_day")}, date '0001-01-01') as since,
                {staged.value("last_day")} as last_day
            from stage_row where role = 'main' and rowid not in (select n from stage_refusal)
        ),
        shared as (
            from said
            where customer in (select customer from said group by customer having count(distinct manager) > 1)
        )
        select distinct a.n, a.customer as value
        from shared a join shared b on a.customer = b.customer and a.manager <> b.manager
            and (a.since = b.since or a.since between b.since and b.last_day
                or b.since between a.since and a.last_day)
    """)  # fmt: skip


def _locked(con: duckdb.DuckDBPyConnection) -> None:
    """A locked target changes only with a reason; said again it is one more equal row."""
    refuse(con, "amount", "locked_target", "select n, value from stage_locked where not same and reason is null")
    con.execute("""
        insert into stage_again select n from stage_locked
        where same and n not in (select n from stage_refusal) and n not in (select n from stage_again)
    """)
