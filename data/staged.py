"""Turns the text rows of a mapped file into typed rows, each with the first reason it cannot be kept."""

from dataclasses import dataclass

import duckdb

from data import values
from data.kinds import Kind
from data.mapped import Mapped
from data.values import Notation, quoted

MARK = "chr(31)"


@dataclass(frozen=True)
class Staged:
    """What is staged: `stage_row` holds the typed rows, `rowid` their numbers; `columns` are the fields they have.

    `rows` counts the rows of the file, those with more cells than the header among them; `first` is the lowest
    `rowid`, which is not 0 in a transaction.
    """

    mapped: Mapped
    kind: Kind
    columns: tuple[str, ...]
    rows: int
    first: int
    keyless: bool

    def value(self, name: str) -> str:
        """The column, or a typed null where the file has no such column."""
        return name if name in self.columns else f"null::{self.kind.fields[name].sql_type}"

    def header(self, name: str) -> str:
        """The file's own header of a field; of the name that stands in for it; else the field's id."""
        stand_in = self.kind.fields[name].name_field or ""
        return self.mapped.shown.get(name) or self.mapped.shown.get(stand_in) or name


def stage(con: duckdb.DuckDBPyConnection, mapped: Mapped, kind: Kind, way: Notation) -> Staged:
    """Fills `stage_row` (line, fields, bad) and `stage_refusal` (n, field, code, value) for one mapped file."""
    values.install(con)
    keyless = not mapped.has_key
    columns = tuple(name for name in kind.fields if name in _present(mapped, kind, keyless))
    con.execute(f"create or replace temp table stage_row as {_typed(mapped, kind, way, columns, keyless)}")
    if keyless:
        _number_equal_rows(con, kind)
    con.execute(f"""
        create or replace temp table stage_refusal as
        select rowid as n, split_part(bad, {MARK}, 1) as field, split_part(bad, {MARK}, 2) as code,
            nullif(split_part(bad, {MARK}, 3), '') as value
        from stage_row where bad is not null
    """)
    rows, first = con.execute("select count(*), coalesce(min(rowid), 0) from stage_row").fetchall()[0]
    return Staged(mapped, kind, columns, rows + len(mapped.ragged), first, keyless)


def _present(mapped: Mapped, kind: Kind, keyless: bool) -> set[str]:
    """The fields that get a value: mapped, filled by a name, by a default, by the home's currency, behind the day."""
    filled = {name for name, f in kind.fields.items() if f.default is not None or f.name_field in mapped.fields}
    extra = {"currency"} & set(kind.fields) | ({"time"} & set(kind.fields) if "day" in mapped.fields else set())
    return set(mapped.fields) | filled | extra | ({kind.kind} if keyless else set())


def _typed(mapped: Mapped, kind: Kind, way: Notation, columns: tuple[str, ...], keyless: bool) -> str:
    given = [name for name in mapped.fields if name in kind.fields]
    cells = ", ".join(f"{values.cell(kind.fields[name], f'given.{name}')} as {name}" for name in given)
    read = ", ".join(
        f"{name} as text_{name}, {values.read(kind.fields[name], name, mapped.scale.get(name), way)} as {name}_read"
        for name in given
    )
    whole = ", ".join(f"{_filled(mapped, kind, name, given, way, keyless)} as {name}" for name in kind.fields)
    texts = ", ".join(f"text_{name}, {name}_read" for name in given)
    return f"""
        with given as ({mapped.select}),
        cells as (select line, {cells} from given),
        readings as (select line, {read} from cells),
        whole as (select line, {texts}, {whole} from readings)
        select line, {", ".join(columns)}, {_bad(mapped, kind, way, given)} as bad from whole
    """


def _own(mapped: Mapped, name: str) -> str:
    """What the file says; an id of another sort says of which, so that it is never taken for the kind's own id."""
    lookup = mapped.lookups.get(name)
    return f"'{lookup}=' || {name}_read" if lookup else f"{name}_read"


def _filled(mapped: Mapped, kind: Kind, name: str, given: list[str], way: Notation, keyless: bool) -> str:
    """The value of a field once names, defaults and what the home knows have filled what the file left open."""
    this = kind.fields[name]
    own = _own(mapped, name) if name in given else None
    if keyless and name == kind.kind:
        return _made_key(given)
    if own and this.name_field in given:
        return f"coalesce({own}, {this.name_field}_read)"
    if this.name_field in given:
        return f"{this.name_field}_read"
    if name == "currency":
        return values.currency_code(own) if own else quoted(way.currency)
    if name == "time" and own is None and "day" in given:
        return "time_behind(text_day)"
    if this.default is not None:
        return f"if(text_{name} is null, {quoted(this.default)}, {own})" if own else quoted(this.default)
    return own or f"null::{this.sql_type}"


def _made_key(given: list[str]) -> str:
    """A key for rows without one: a mark of all that the row says."""
    said = ", ".join(f"'{name}=' || {name}_read::varchar" for name in sorted(given))
    return f"'#' || md5(concat_ws({MARK}, {said}))"


def _number_equal_rows(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Gives the second and later of equal rows without an id a number, so that two genuine equal sales stay two."""
    con.execute(f"""
        create or replace temp table stage_equal as
        with twice as (select {kind.kind} as key from stage_row group by 1 having count(*) > 1)
        select stage_row.rowid as n, row_number() over (partition by key order by line, stage_row.rowid) as occurrence
        from stage_row join twice on stage_row.{kind.kind} = twice.key
    """)
    con.execute(f"""
        update stage_row set {kind.kind} = {kind.kind} || '-' || occurrence
        from stage_equal where stage_row.rowid = stage_equal.n and occurrence > 1
    """)


def _bad(mapped: Mapped, kind: Kind, way: Notation, given: list[str]) -> str:
    """The first reason against a row in the order of the file's columns, then the kind's checks; null when none."""
    cases = []
    for name in sorted(kind.fields, key=lambda name: _position(mapped, kind, name)):
        cases += _reasons(mapped, kind, way, name, name in given)
    cases += [
        f"when {check.where} then {_reason(check.field, quoted(check.code), f'{check.field}::varchar')}"
        for check in kind.checks
    ]
    return f"case {' '.join(cases)} end" if cases else "null::varchar"


def _reasons(mapped: Mapped, kind: Kind, way: Notation, name: str, in_file: bool) -> list[str]:
    this = kind.fields[name]
    text = f"text_{name}"
    cases = []
    if in_file:
        why = values.problem(this, text, mapped.scale.get(name), way)
        cases.append(f"when {name}_read is null and {text} is not null then {_reason(name, why, text)}")
        outside = values.out_of_range(this, name)
        cases += [f"when {outside} then {_reason(name, quoted('out_of_range'), text)}"] if outside else []
    if name == "day" and in_file and "time" in kind.fields and "time" not in mapped.fields:
        cases.append(f"when time_lost({text}) then {_reason(name, quoted('bad_time'), text)}")
    if name == "currency" and in_file:
        foreign = _reason(name, quoted("foreign_currency"), text)
        cases.append(f"when {name} <> {quoted(way.currency)} then {foreign}")
    if this.required and this.default is None:
        cases.append(f"when {name} is null then {_reason(name, quoted('missing'), 'null')}")
    return cases


def _reason(name: str, code: str, text: str) -> str:
    return f"{quoted(name)} || {MARK} || {code} || {MARK} || coalesce({text}, '')"


def _position(mapped: Mapped, kind: Kind, name: str) -> int:
    """Where a field stands in the file; fields the file lacks come last."""
    headers = {header: place for place, header in enumerate(mapped.headers)}
    shown = mapped.shown.get(name) or mapped.shown.get(kind.fields[name].name_field or "")
    return headers.get(shown or "", len(headers))


def clear(con: duckdb.DuckDBPyConnection) -> None:
    """Drops what reading and staging left on the connection, so that many files need no more room than one."""
    left = con.execute("select view_name from duckdb_views() where temporary and not internal").fetchall()
    for (name,) in left:
        con.execute(f'drop view if exists temp."{name}"')
    for (name,) in con.execute("select table_name from duckdb_tables() where temporary").fetchall():
        con.execute(f'drop table if exists temp."{name}"')
