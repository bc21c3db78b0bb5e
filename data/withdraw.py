"""What a file that is complete for its days and units takes back: rows in force that it no longer has."""

from pathlib import Path

import duckdb

from data.doubts import same
from data.errors import NeedsYes
from data.settle import GOOD, next_id
from data.staged import Staged

PLACES = Path(__file__).with_name("sql") / "places.sql"
ASK_OVER = 0.2


def find(con: duckdb.DuckDBPyConnection, staged: Staged, load: str, batch: int, covers: tuple[str, ...]) -> None:
    """Fills `stage_gone` (id, again) with the rows in scope that the file lacks; `again`: withdrawn before."""
    con.execute("create or replace temp table stage_gone (id bigint, again boolean)")
    con.execute("create or replace temp table stage_before (manager varchar, batch integer)")
    if load == "replace":
        _absent(con, staged, batch, covers)
    if load == "snapshot" and "manager" in staged.kind.fields:
        _ended(con, staged, batch)


def ask(con: duckdb.DuckDBPyConnection, staged: Staged, load: str, yes: bool) -> None:
    """Raises `NeedsYes` when a replace would take back more than a fifth of what is in force in its scope."""
    if load != "replace" or yes:
        return
    gone = con.execute("select count(*) from stage_gone where not again").fetchall()[0][0]
    known = con.execute(f"select count(*) from stage_scope join {staged.kind.kind} using (id) where not withdrawn")
    total = known.fetchall()[0][0]
    if total and gone / total > ASK_OVER:
        raise NeedsYes("refuse.withdraws_many", file=staged.mapped.file, withdrawn=gone, known=total)


def write(con: duckdb.DuckDBPyConnection, staged: Staged, load: str, batch: int) -> int:
    """Withdraws what `find` found: a tombstone says what was in force; gives how many rows are withdrawn."""
    kind = staged.kind.kind
    count = int(con.execute("select count(*) from stage_gone where not again").fetchall()[0][0])
    if load != "replace":
        return count
    base = next_id(con, kind)
    fields = ", ".join(staged.kind.fields)
    con.execute(f"""
        create or replace temp table stage_stone as
        select {base} + row_number() over (order by id) as stone, id from stage_gone where not again
    """)
    con.execute(f"""
        insert into {kind} (id, live, withdrawn, {fields})
        select stone, true, true, {fields} from stage_stone join {kind} using (id)
    """)
    con.execute(f"update {kind} set live = false where id in (select id from stage_stone)")
    con.execute(f"insert into {kind}_claim select {batch}, stone from stage_stone")
    con.execute(f"insert into {kind}_claim select {batch}, id from stage_gone where again")
    return count


def _absent(con: duckdb.DuckDBPyConnection, staged: Staged, batch: int, covers: tuple[str, ...]) -> None:
    kind = staged.kind
    con.execute(PLACES.read_text("utf-8"))
    con.execute(f"""
        create or replace temp table stage_scope as
        with file as (select {_unit(staged, in_file=True)} as unit, {_moment(staged)} as moment from stage_said good),
        unit_scope as ({_covered(covers) or "select distinct unit from file"})
        select kept.id from {kind.kind} kept
        where kept.live and {_unit(staged, in_file=False)} in (select unit from unit_scope)
            and {_moments(staged)} and {_origin(kind.kind, batch)}
            {f"and starts_with(kept.{kind.kind}, '#')" if staged.keyless else ""}
    """, list(covers))  # fmt: skip
    con.execute(f"""
        insert into stage_gone
        select kept.id, kept.withdrawn from {kind.kind} kept
        where kept.id in (select id from stage_scope) and not exists (
            select 1 from (select {", ".join(f"{staged.value(k)} as {k}" for k in kind.key)} from stage_said) good
            where {same("good", "kept", kind.key)}
        )
    """)


def _unit(staged: Staged, in_file: bool) -> str:
    """The unit a row counts for here: its own, else its manager's, else the manager alone, else nobody's."""
    row = "good" if in_file else "kept"
    has = staged.columns if in_file else tuple(staged.kind.fields)
    own = f"(select unit from stage_unit u where u.said = {row}.unit)" if "unit" in has else "null"
    plain = f"{row}.unit" if "unit" in has else "null"
    placed = f"(select unit from stage_place p where p.said = {row}.manager)" if "manager" in has else "null"
    alone = f"'manager ' || {row}.manager" if "manager" in has else "null"
    return f"coalesce({own}, {plain}, {placed}, {alone}, '')"


def _moment(staged: Staged) -> str:
    name = staged.kind.day or ("period" if "period" in staged.kind.fields else None)
    return f"good.{name}" if name else "true"


def _moments(staged: Staged) -> str:
    """The days in scope: those that occur where rows have no id, else all from the file's first to its last."""
    day = staged.kind.day
    if day and not staged.keyless:
        return f"kept.{day} between (select min(moment) from file) and (select max(moment) from file)"
    name = day or ("period" if "period" in staged.kind.fields else None)
    return f"kept.{name} in (select moment from file)" if name else "true"


def _origin(kind: str, batch: int) -> str:
    """Files take back what files gave, entries what entries gave."""
    return f"""exists (
        select 1 from {kind}_claim claim join batch using (batch)
        where claim.id = kept.id and origin = (select origin from batch where batch = {batch})
    )"""


def _covered(covers: tuple[str, ...]) -> str:
    if not covers:
        return ""
    stated = ", ".join("?" for _ in covers)
    return f"""
        select distinct below as unit from stage_below
        where above in (
            select coalesce(known.unit, said) from unnest([{stated}]) s(said) left join stage_unit known using (said)
        )
    """


def _ended(con: duckdb.DuckDBPyConnection, staged: Staged, batch: int) -> None:
    """Entities the same people's last snapshot had and this one lacks."""
    kind = staged.kind
    con.execute(f"""
        insert into stage_before
        select e.manager, max_by(e.batch, (b.day, b.batch)) from extent e join batch b using (batch)
        where b.kind = '{kind.kind}' and b.load = 'snapshot' and b.batch <> {batch}
            and b.day <= (select day from batch where batch = {batch})
            and e.manager in (select manager from {GOOD})
        group by e.manager
    """)
    con.execute(f"""
        insert into stage_gone
        select kept.id, false from {kind.kind} kept
        join {kind.kind}_claim claim using (id)
        join stage_before before on before.batch = claim.batch and before.manager = kept.manager
        where not exists (select 1 from {GOOD} good where {same("good", "kept", kind.entity)})
    """)
