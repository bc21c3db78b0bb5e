"""Warnings: what an import keeps and still says, because somebody should look."""

from datetime import date

import duckdb

from data.kinds import Field, kinds
from data.settle import GOOD
from data.staged import Staged
from data.terms import Remark

# a target this many times the middle of its neighbours (two periods on either side) looks like a slip of the zero
TIMES = 10
# a reference by another id or by name says so in front
BARE = "regexp_replace({}, '^(other_id|name)=', '')"
# so many columns not used are named where one of them may be the people's
NAMED = 8
NOBODY = f"""
select null::bigint as line, null::varchar as value
where exists (from {GOOD}) and not exists (from {GOOD} where {{manager}} is not null)
    and not exists (from credit where live and not withdrawn)
"""
FIRST = """
select code, first(column_name order by line), first(value order by line), count(*)
from warning where batch = ? group by code order by min(line) nulls first, code
"""
UNKNOWN = {"manager": "unknown_manager", "product": "unknown_product", "unit": "unknown_unit"}


def remark(con: duckdb.DuckDBPyConnection, staged: Staged, batch: int, last: date) -> int:
    """Writes the warnings of a batch and gives their number; `last`: the day after which a record is early."""
    if staged.kind.day and not staged.kind.ahead:
        _add(con, staged, batch, staged.kind.day, "after_as_of", f"""
            select line, {staged.kind.day}::varchar as value from {GOOD} where {staged.kind.day} > $last
        """, last=last)  # fmt: skip
    if staged.kind.source and "manager" in staged.kind.fields:
        _nobody(con, staged, batch)
    for name, field in staged.kind.fields.items():
        if field.ref in UNKNOWN and name in staged.columns:
            _unknown(con, staged, batch, name, field)
    if staged.kind.kind == "target":
        _tenfold(con, staged, batch)
        _same_days(con, staged, batch)
    count = con.execute("select count(*) from warning where batch = ?", [batch]).fetchall()
    return int(count[0][0])


def _add(
    con: duckdb.DuckDBPyConnection, staged: Staged, batch: int, field: str, code: str, rows: str, **values: object
) -> None:
    _write(con, batch, staged.header(field), code, rows, **values)


def _write(
    con: duckdb.DuckDBPyConnection, batch: int, header: str | None, code: str, rows: str, **values: object
) -> None:
    con.execute(
        f"insert into warning select $batch, line, $header, value, $code from ({rows}) order by line",
        {"batch": batch, "header": header, "code": code, **values},
    )


def said(con: duckdb.DuckDBPyConnection, batch: int) -> tuple[Remark, ...]:
    """A batch's warnings, the first of each code with how many there are."""
    return tuple(Remark(*row) for row in con.execute(FIRST, [batch]).fetchall())


def _nobody(con: duckdb.DuckDBPyConnection, staged: Staged, batch: int) -> None:
    """That no row names a person, and the columns not used: one of them may be the people's under another header."""
    part = staged.mapped
    used = {header for shown in part.shown.values() for header in shown.split(" + ")}
    spare = [header for header in part.headers if header and header not in used]
    columns = "、".join([*spare[:NAMED], *(["…"] if len(spare) > NAMED else [])])
    code = "person_column_unused" if spare else "nobody_named"
    _write(con, batch, columns or None, code, NOBODY.format(manager=staged.value("manager")))


def _unknown(con: duckdb.DuckDBPyConnection, staged: Staged, batch: int, name: str, field: Field) -> None:
    """One warning for each text that fits nobody, as soon as the records know anybody of that sort."""
    who = str(field.ref)
    other = "other_id" if "other_id" in kinds()[who].fields else "name"
    _add(con, staged, batch, name, UNKNOWN[who], f"""
        with known as (select {who} as id, name, {other} as other from {who} where live and not withdrawn),
        texts as (select id as said from known union select name from known union select other from known)
        select min(line) as line, {BARE.format(name)} as value from {GOOD}
        where {name} is not null and exists (from known)
            and {BARE.format(name)} not in (select said from texts where said is not null)
        group by {name}
    """)  # fmt: skip


def _tenfold(con: duckdb.DuckDBPyConnection, staged: Staged, batch: int) -> None:
    """Targets far above those of the periods beside them, of the same person, metric and level."""
    series = "metric, manager, unit, level"
    own = ", ".join(f"{staged.value(name)} as {name}" for name in staged.kind.fields)
    around = f"""over (
        partition by {series}, length(period) order by period
        rows between 2 preceding and 2 following exclude current row
    )"""
    _add(con, staged, batch, "amount", "ten_times_neighbours", f"""
        with good as (select line, {own} from {GOOD}),
        series as (
            select line, {series}, period, amount from good
            union all
            select null, {series}, period, amount from target
            where live and not withdrawn and ({series}, period) not in (select ({series}, period) from good)
        ),
        beside as (
            select line, amount, median(abs(amount)) {around} as middle, count(*) {around} as neighbours from series
        )
        select line, amount::varchar as value from beside
        where line is not null and neighbours >= 2 and middle > 0 and abs(amount) >= {TIMES} * middle
    """)  # fmt: skip


def _same_days(con: duckdb.DuckDBPyConnection, staged: Staged, batch: int) -> None:
    """Targets that differ for one quarter, half or year said as such and said by its days, of a year from January."""
    series = "metric, manager, unit, level"
    own = ", ".join(f"{staged.value(name)} as {name}" for name in staged.kind.fields)
    _add(con, staged, batch, "period", "same_days", f"""
        with good as (select line, {own} from {GOOD}),
        said as (
            select line, {series}, period, amount from good
            union all
            select null, {series}, period, amount from target
            where live and not withdrawn and ({series}, period) not in (select ({series}, period) from good)
        ),
        coded as (
            select *, if(regexp_full_match(period, '\\d{{4}}(Q[1-4]|H[12])?'), period[:4], null)::integer as year,
                case period[5] when 'Q' then 3 when 'H' then 6 else 12 end as months
            from said
        ),
        begun as (
            select *, make_date(year, (coalesce(try_cast(period[6:] as integer), 1) - 1) * months + 1, 1) as first
            from coded
        ),
        spans as (
            select *, coalesce(first || '..' || (first + to_months(months) - interval 1 day)::date, period) as days
            from begun
        )
        select line, period as value from spans
        qualify line is not null and count(distinct amount) over (partition by {series}, days) > 1
    """)  # fmt: skip
