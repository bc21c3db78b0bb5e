"""Writes a first mapping TOML for a file, to be edited by hand."""

from pathlib import Path

import tomlkit

from data.errors import Refused
from data.headers import match, missing, nearest
from data.kinds import Kind, file_kinds
from data.table import Table


def first_guess(table: Table, path: Path, kind_name: str) -> str:
    """TOML with the columns a kind knows filled in; what is missing or unused stands in comments."""
    if kind_name not in file_kinds():
        raise Refused("refuse.kind_unknown", kind=kind_name, near=nearest(kind_name, list(file_kinds())))
    kind = file_kinds()[kind_name]
    places = match(kind, table.headings)
    document = tomlkit.document()
    document.add("name", tomlkit.item(path.stem))
    document.add("file", tomlkit.item(path.name))
    for line in _hints(table.sheet.name or "Sheet1"):
        document.add(tomlkit.comment(line))
    feeds = tomlkit.aot()
    feeds.append(_feed(kind, table, places))
    document.add("feeds", feeds)
    return tomlkit.dumps(document)


def _hints(sheet: str) -> tuple[str, ...]:
    return (
        f'sheet = "{sheet}"      # 只读这一张 / this sheet alone',
        'decimal_sign = ","      # 小数点 / the sign before decimals',
        'date_order = "dmy"      # 03/04/2026 = 4月3日 / 3 April',
        'fill_down = ["…"]       # 空格取上一行 / blanks take the cell above',
        "每个字段写列名，或 / a field is a column, or one of",
        '{ join = ["…", "…"] }   { value = "…" }   { column = "…", scale = 10000 }',
        '{ column = "…", values = { "…" = "…" } }   { column = "…", lookup = "other_id" }',
    )


def _feed(kind: Kind, table: Table, places: dict[str, int]) -> "tomlkit.items.Table":
    feed = tomlkit.table()
    feed.add("kind", kind.kind)
    columns = tomlkit.table()
    for name, place in places.items():
        columns.add(name, table.headings[place].text)
    lacking = missing(kind, places)
    for name, field in kind.fields.items():
        if name not in places:
            need = "必填 / required" if name in lacking else "可选 / optional"
            columns.add(tomlkit.comment(f'{name} = "{field.names.zh[0]}"      # {need}: {field.names.en[0]}'))
    for place, read in enumerate(table.headings):
        if read.text and place not in places.values():
            columns.add(tomlkit.comment(f"未用的列 / column not used: {read.text}"))
    feed.add("columns", columns)
    return feed
