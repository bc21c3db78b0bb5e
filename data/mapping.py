"""From a file to records of kinds: reads it with a mapping, or by its headers alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

import duckdb

from data.errors import Refused
from data.feeds import by_headers, by_mapping
from data.headers import Heading, fold, is_known
from data.home import Home
from data.mapped import Mapped, Note
from data.mapping_auto import find_kind
from data.mapping_file import MappingFile, files, find_mapping, load
from data.mapping_guess import first_guess
from data.sources import Layout, Sheet, open_file
from data.table import Table, find_table, stage

__all__ = ["Mapped", "guess", "read"]

Con = duckdb.DuckDBPyConnection


def read(
    con: Con,
    path: str | Path,
    *,
    kind: str | None = None,
    mapping: str | Path | None = None,
    home: Home | None = None,
) -> list[Mapped]:
    """Every kind that a file feeds, its rows staged as text in temp tables of `con`.

    `mapping` is a name or a file; without it a kept mapping whose file pattern and columns fit is taken (unless
    `kind` is given), else the headers speak. Sheets that hold no known table are skipped with a note. Raises
    Refused, in one code, when the file gives nothing. Call it outside a transaction.
    """
    path = Path(path)
    if mapping is not None:
        return _with_mapping(con, path, find_mapping(mapping, home), kind)
    kept = None if kind else _kept(con, path, home)
    if kept is not None:
        return _with_mapping(con, path, kept, None)
    return _sheets(open_file(con, path), lambda sheet: _auto(con, path, sheet, kind))


def guess(con: Con, path: str | Path, kind: str, home: Home | None = None) -> str:
    """A mapping TOML for the file's first table and this kind, with comments, to be edited; raises Refused."""
    refusals: list[Refused] = []
    for sheet in open_file(con, Path(path)):
        try:
            return first_guess(find_table(sheet, Path(path).name, is_known), Path(path), kind)
        except Refused as refusal:
            refusals.append(refusal)
    raise refusals[0]


def _sheets(sheets: Sequence[Sheet], read_one: Callable[[Sheet], list[Mapped]]) -> list[Mapped]:
    """What each sheet gives; a refused one is noted if another is read, else the first refusal is raised."""
    found: list[Mapped] = []
    refusals: list[tuple[Sheet, Refused]] = []
    for sheet in sheets:
        try:
            found += read_one(sheet)
        except Refused as refusal:
            refusals.append((sheet, refusal))
    if not found:
        raise refusals[0][1]
    notes: tuple[Note, ...] = tuple(("preview.sheet_skipped", {"sheet": sheet.name}) for sheet, _ in refusals)
    return [replace(found[0], notes=(*found[0].notes, *notes)), *found[1:]]


def _auto(con: Con, path: Path, sheet: Sheet, kind: str | None) -> list[Mapped]:
    table = find_table(sheet, path.name, is_known)
    found = find_kind(table.headings, path.name, sheet.name, kind)
    rows = stage(con, table)
    return [by_headers(table, rows, path.name, found, each) for each in (found, *found.also)]


def _with_mapping(con: Con, path: Path, mapping: MappingFile, kind: str | None) -> list[Mapped]:
    feeds = [feed for feed in mapping.feeds if kind in (None, feed.kind)]
    if not feeds:
        raise Refused("refuse.mapping_without_kind", mapping=mapping.name, kind=kind)

    def one(sheet: Sheet) -> list[Mapped]:
        table = _table(sheet, path, mapping)
        return by_mapping(con, table, path.name, mapping, feeds)

    return _sheets(open_file(con, path, _layout(mapping)), one)


def _layout(mapping: MappingFile) -> Layout:
    return Layout(mapping.sheet, mapping.encoding, mapping.delimiter)


def _table(sheet: Sheet, path: Path, mapping: MappingFile) -> Table:
    wanted = {fold(header) for header in mapping.headers()}

    def named(text: str) -> bool:
        return fold(text) in wanted

    return find_table(sheet, path.name, named, mapping.header)


def _kept(con: Con, path: Path, home: Home | None) -> MappingFile | None:
    """The kept mapping that fits the file, the home's own before built-in ones; broken ones complain when named."""
    for offer in reversed(files(home)):
        try:
            mapping = load(offer)
        except Refused:
            continue
        if mapping.file and fnmatch(path.name, mapping.file) and _fits(con, path, mapping):
            return mapping
    return None


def _fits(con: Con, path: Path, mapping: MappingFile) -> bool:
    """Whether one of the file's tables has every column that the mapping names."""
    try:
        tables = [_table(sheet, path, mapping) for sheet in open_file(con, path, _layout(mapping))]
    except Refused:
        return False
    return any({fold(header) for header in mapping.headers()} <= _names(table.headings) for table in tables)


def _names(headings: Sequence[Heading]) -> set[str]:
    return {name for read in headings for name in (read.folded, read.bare)}
