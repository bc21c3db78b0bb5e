"""One kind fed by one table: which column, constant or default each of its fields comes from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import duckdb

from data import mapping_sql
from data.errors import Refused
from data.headers import Heading, missing, named
from data.kinds import Kind, kinds
from data.mapped import Mapped, Note, Skip
from data.mapping_auto import Guess
from data.mapping_file import Feed, MappingFile
from data.table import Rows, Table, stage
from data.values import quoted

Con = duckdb.DuckDBPyConnection
NUMBERS = ("money", "number", "share")


@dataclass(frozen=True)
class Picked:
    """The fields of a feed: an expression each, the header each comes from, and the headings of single columns."""

    fields: dict[str, str]
    shown: dict[str, str]
    headings: dict[str, Heading]
    scale: dict[str, Decimal]


def by_headers(table: Table, rows: Rows, file: str, first: Guess, guess: Guess) -> Mapped:
    """A kind fed by the headers it knows; columns that no kind took are noted with the first kind."""
    headings = {field: table.headings[place] for field, place in guess.places.items()}
    picked = Picked(
        fields={field: f"c{place + 1}" for field, place in guess.places.items()},
        shown={field: read.text for field, read in headings.items()},
        headings=headings,
        scale=_scales(guess.kind, headings, table.header.factor),
    )
    spare = [read.text for place, read in enumerate(table.headings) if read.text and place not in first.columns]
    notes: list[Note] = [("preview.column_unused", {"column": name}) for name in spare if guess is first]
    made, taken = _made(guess.kind, picked.fields, headings)
    fields = picked.fields | made
    select = mapping_sql.select(rows.raw, fields)
    mapped = _mapped(table, rows, file, guess.kind, picked, select)
    return replace(mapped, fields=tuple(fields), notes=(*mapped.notes, *notes, *taken))


def by_mapping(con: Con, table: Table, file: str, mapping: MappingFile, feeds: Sequence[Feed]) -> list[Mapped]:
    """Every feed of a mapping, over rows staged once; raises Refused where the table lacks a column it names."""
    places = {name: mapping_sql.place(name, table.headings, table.file, mapping.name) for name in mapping.headers()}
    for feed in feeds:
        given = [*feed.all_columns(), *_month_fields(feed)]
        if lacking := missing(kinds()[feed.kind], given):
            columns = named(kinds()[feed.kind], lacking)
            raise Refused("refuse.mapping_lacks", mapping=mapping.name, kind=feed.kind, columns=columns)
    rows = stage(con, table, [places[header] for header in mapping.fill_down])
    return [_stated(_feed(con, table, rows, file, feed, places), mapping, feed) for feed in feeds]


def _feed(con: Con, table: Table, rows: Rows, file: str, feed: Feed, places: dict[str, int]) -> Mapped:
    kind, months = kinds()[feed.kind], feed.months
    picked = _picked(kind, table, feed, places)
    given = [*picked.fields, *_month_fields(feed)]
    made, taken = _made(kind, given, picked.headings)
    fields = picked.fields | made
    select = mapping_sql.select(rows.raw, fields)
    none: tuple[Skip, ...] = ()
    if months:
        select = mapping_sql.months_select(rows.raw, fields, months, places)
        none = mapping_sql.none_cells(con, rows.raw, months, places)
    mapped = _mapped(table, rows, file, kind, picked, select)
    return replace(
        mapped,
        fields=(*fields, *_month_fields(feed)),
        notes=(*mapped.notes, *taken),
        skipped=(*mapped.skipped, *none),
        load=feed.load,
    )


def _month_fields(feed: Feed) -> tuple[str, ...]:
    return ("period", feed.months.into) if feed.months else ()


def _picked(kind: Kind, table: Table, feed: Feed, places: dict[str, int]) -> Picked:
    columns = feed.all_columns()
    read = {name: table.headings[places[column.column]] for name, column in columns.items() if column.column}
    scale = _scales(kind, read, table.header.factor)
    scale |= {name: column.scale for name, column in columns.items() if column.scale}
    shown = {name: " + ".join(column.headers) for name, column in columns.items() if column.headers}
    if feed.months:
        span = f"{feed.months.columns[0]}…{feed.months.columns[-1]}"
        shown |= dict.fromkeys(_month_fields(feed), span)
        scale |= {feed.months.into: feed.months.scale} if feed.months.scale else {}
    fields = {name: mapping_sql.expression(column, places) for name, column in columns.items()}
    return Picked(fields, shown, read, scale)


def _stated(mapped: Mapped, mapping: MappingFile, feed: Feed) -> Mapped:
    """The same with what the mapping states about the values."""
    return replace(
        mapped,
        mapping=mapping.name,
        decimal_sign=mapping.decimal_sign,
        thousands=mapping.thousands,
        date_order=mapping.date_order,
        period=mapping.period,
        day=mapping.day,
        lookups={name: column.lookup for name, column in feed.columns.items() if column.lookup},
    )


def _mapped(table: Table, rows: Rows, file: str, kind: Kind, picked: Picked, select: str) -> Mapped:
    return Mapped(
        kind=kind.kind,
        file=file,
        sheet=table.sheet.name,
        mapping=None,
        raw=rows.raw,
        headers=tuple(read.text for read in table.headings),
        select=select,
        fields=tuple(picked.fields),
        shown=picked.shown,
        scale=picked.scale,
        skipped=rows.skipped,
        notes=_notes(table, picked),
        has_key=not kind.source or kind.key[0] in picked.fields,
        ragged=rows.ragged,
    )


def _notes(table: Table, picked: Picked) -> tuple[Note, ...]:
    """The factors taken, each with its column, and how many merged ranges were filled."""
    notes: list[Note] = [
        ("preview.scaled", {"column": picked.shown[name], "factor": f"{factor:f}"})
        for name, factor in picked.scale.items()
        if name in picked.shown
    ]
    if table.sheet.filled:
        notes.append(("preview.merged_filled", {"count": table.sheet.filled}))
    return tuple(notes)


def _scales(kind: Kind, read: dict[str, Heading], of_all: Decimal | None) -> dict[str, Decimal]:
    """The unit of each number's own header, else for amounts the one stated above the table; 1 is left out."""
    found: dict[str, Decimal] = {}
    for name, heading in read.items():
        kept = kind.fields[name].type
        factor = heading.factor or (of_all if kept == "money" or name == "amount" else None)
        if factor and factor != 1 and kept in NUMBERS:
            found[name] = factor
    return found


def _made(kind: Kind, given: Collection[str], read: dict[str, Heading]) -> tuple[dict[str, str], list[Note]]:
    """Fields no column gives: defaults of the kind (noted), and a foreign currency that a header names."""
    made: dict[str, str] = {}
    notes: list[Note] = []
    for name, field in kind.fields.items():
        if field.default is not None and name not in given:
            made[name] = quoted(field.default)
            notes.append(("preview.default_taken", {"column": named(kind, [name]), "value": field.default}))
    currency = next((heading.currency for heading in read.values() if heading.currency), None)
    if currency and "currency" in kind.fields and "currency" not in given:
        made["currency"] = quoted(currency)
    return made, notes
