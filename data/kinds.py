"""Record kinds: what each kind of record is made of, read from `kinds/*.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).with_name("kinds")

FieldType = Literal["id", "text", "note", "ref", "code", "day", "time", "period", "money", "number", "share", "yes_no"]
Load = Literal["merge", "snapshot", "replace"]

SQL_TYPES: dict[str, str] = {
    "id": "varchar",
    "text": "varchar",
    "note": "varchar",
    "ref": "varchar",
    "code": "varchar",
    "period": "varchar",
    "day": "date",
    "time": "time",
    "money": "decimal(18,4)",
    "number": "decimal(18,4)",
    "share": "decimal(18,4)",
    "yes_no": "boolean",
}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Names(Strict):
    """Header names in each language: the first is the one shown, the others are synonyms seen in files."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


class Field(Strict):
    """One column of a record kind.

    A `text` loses the blanks around it; a `note` is kept as it was written.
    `ref` names the kind a reference points at; `name_field` is the field that stands in for an empty
    reference (a person's name for the person's id). `values` are the known codes with the words files use
    for them; unless `closed`, a word not listed is kept as it is. `default` fills a column no file has.
    """

    type: FieldType
    names: Names
    required: bool = False
    ref: str | None = None
    name_field: str | None = None
    values: dict[str, tuple[str, ...]] = {}
    closed: bool = False
    default: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    example: str = ""

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]


class Check(Strict):
    """A rule over one row; `where` is SQL that is true for a bad row, `field` the column to blame."""

    code: str
    field: str
    where: str


class Kind(Strict):
    """A record kind.

    `key` identifies a record. `entity` is set for dated kinds: what a spell belongs to. `day` is the field
    that places a record in time; `source` says whether its records set completeness. `also` names kinds
    that the same file feeds when it has their required columns. `page` names the pages that need the kind.
    `entered` kinds come from the pages alone: no file holds them and none is asked for. `ahead`: days to come are
    what it is about, and no reason for a warning.
    """

    kind: str
    names: Names
    order: int
    load: Load = "merge"
    key: tuple[str, ...]
    entity: tuple[str, ...] = ()
    day: str | None = None
    source: bool = False
    also: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    entered: bool = False
    ahead: bool = False
    fields: dict[str, Field]
    checks: tuple[Check, ...] = ()

    @property
    def dated(self) -> bool:
        return bool(self.entity)

    def title(self, language: str) -> str:
        return str(getattr(self.names, language)[0])

    def header(self, field: str, language: str) -> str:
        return str(getattr(self.fields[field].names, language)[0])


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of the folder, in the order in which they are best loaded."""
    found = [Kind(**tomllib.loads(path.read_text("utf-8"))) for path in FOLDER.glob("*.toml")]
    return {kind.kind: kind for kind in sorted(found, key=lambda kind: kind.order)}


@cache
def file_kinds() -> dict[str, Kind]:
    """The kinds that files may hold."""
    return {name: kind for name, kind in kinds().items() if not kind.entered}
