"""The mapping TOML: one foreign file layout, checked so that a slip names file, key and the nearest right key."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from data.errors import Refused
from data.headers import nearest
from data.home import Home
from data.kinds import Load, file_kinds, kinds

# the fields by which a record can be found that are not its id
LOOKUPS = ("other_id", "name")
FOLDER = Path(__file__).with_name("mappings")
# what the records keep behind the point: a longer factor would be rounded without a word
Scale = Annotated[Decimal, Field(decimal_places=4, max_digits=14)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(Strict):
    """Where a field comes from: one column, several joined (empty when one of them is), or a constant.

    `values` replaces what a cell says ("" makes it empty, what is not listed stays); `scale` multiplies the
    number; `lookup` says which field of the referred kind the cell holds.
    """

    column: str | None = None
    join: tuple[str, ...] = ()
    between: str = "-"
    value: str | None = None
    values: dict[str, str] = {}
    scale: Scale | None = None
    lookup: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: object) -> object:
        return {"column": str(given)} if isinstance(given, str | int) else given

    @model_validator(mode="after")
    def _one_origin(self) -> "Column":
        if [bool(self.column), bool(self.join), self.value is not None].count(True) != 1:
            raise ValueError("column | join | value")
        return self

    @property
    def headers(self) -> tuple[str, ...]:
        return (self.column,) if self.column else self.join


class Months(Strict):
    """Columns of a year's months that become rows: each cell one row; a cell in `none`, or empty, is no row.

    With `year` (a column, or the year itself) a header gives the month (1月, M01); without it the header is the
    period (2026-01, 2026年1月).
    """

    columns: tuple[str, ...] = Field(min_length=1)
    year: str | int | None = None
    none: tuple[str, ...] = ("-",)
    into: str = "amount"
    scale: Scale | None = None


class Feed(Strict):
    """One kind that the file feeds; `from` is short for `first_day`: the day from which the row holds."""

    kind: str
    load: Load | None = None
    columns: dict[str, Column] = {}
    begins: str | None = Field(default=None, alias="from")
    months: Months | None = None

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str) -> str:
        if kind not in file_kinds():
            raise ValueError(nearest(kind, list(file_kinds())))
        return kind

    def all_columns(self) -> dict[str, Column]:
        return self.columns | ({"first_day": Column(column=self.begins)} if self.begins else {})

    def headers(self) -> Iterator[str]:
        for column in self.all_columns().values():
            yield from column.headers
        if self.months:
            yield from self.months.columns
            if isinstance(self.months.year, str):
                yield self.months.year


class MappingFile(Strict):
    """A layout. `file` is a pattern: a file named so, with all the columns, is mapped without being asked.

    `header` is the line of the header, 0 for none (columns are then "1", "2", …); left out, it is found.
    """

    name: str
    file: str | None = None
    sheet: str | None = None
    header: int | None = None
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    decimal_sign: Literal[".", ","] | None = None
    thousands: str | None = None
    date_order: Literal["ymd", "dmy", "mdy"] | None = None
    period: Literal["day", "week", "month", "quarter", "half", "year"] | None = None
    day: date | None = None
    fill_down: tuple[str, ...] = ()
    feeds: tuple[Feed, ...] = Field(min_length=1)

    def headers(self) -> tuple[str, ...]:
        """Every column the mapping names, once, in order."""
        named = [*self.fill_down, *(header for feed in self.feeds for header in feed.headers())]
        return tuple(dict.fromkeys(named))


def find_mapping(mapping: str | Path, home: Home | None) -> MappingFile:
    """A mapping by its file, or by its name in the home's folder or the built-in one; raises Refused."""
    path = Path(mapping)
    if path.suffix == ".toml":
        if not path.is_file():
            raise Refused("refuse.no_such_file", file=str(mapping))
        return load(path)
    offers = {file.stem: file for file in files(home)}
    if str(mapping) not in offers:
        near = nearest(str(mapping), list(offers))
        raise Refused("refuse.mapping_unknown", mapping=str(mapping), near=near)
    return load(offers[str(mapping)])


def files(home: Home | None) -> list[Path]:
    """The built-in mappings, then the home's own, which come first where names are equal."""
    folders = [FOLDER, *([home.mappings] if home else [])]
    return [file for folder in folders if folder.is_dir() for file in sorted(folder.glob("*.toml"))]


def load(path: Path) -> MappingFile:
    """Reads and checks one mapping; raises Refused naming the file, the key and what was meant."""
    try:
        found = MappingFile(**tomllib.loads(path.read_text("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused("refuse.mapping_toml", mapping=path.name, reason=str(error)) from error
    except ValidationError as error:
        raise _refusal(path.name, error) from error
    for number, feed in enumerate(found.feeds, start=1):
        _check_fields(path.name, number, feed)
    return found


def _refusal(file: str, error: ValidationError) -> Refused:
    # an unknown key often leaves a required one out: the slip is what to name
    first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
    key = ".".join(str(part) for part in first["loc"]) or "–"
    if first["type"] == "extra_forbidden":
        near = nearest(str(first["loc"][-1]), _right_keys(first["loc"]))
        return Refused("refuse.mapping_key", mapping=file, key=key, near=near)
    return Refused("refuse.mapping_value", mapping=file, key=key, reason=str(first["msg"]))


def _right_keys(loc: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = MappingFile
    if "feeds" in loc[:-1]:
        model = Feed
        if len(loc) > 3:
            model = Months if loc[2] == "months" else Column
    return [field.alias or name for name, field in model.model_fields.items()]


def _check_fields(file: str, number: int, feed: Feed) -> None:
    fields = kinds()[feed.kind].fields
    named: Mapping[str, Any] = feed.all_columns()
    for name in [*named, *([feed.months.into] if feed.months else [])]:
        if name not in fields:
            key = f"feeds.{number - 1}.columns.{name}"
            raise Refused("refuse.mapping_key", mapping=file, key=key, near=nearest(name, list(fields)))
    for name, column in feed.all_columns().items():
        refers = fields[name].ref
        other = [field for field in LOOKUPS if refers and field in kinds()[refers].fields]
        if column.lookup and column.lookup not in other:
            near = nearest(column.lookup, other) if other else "–"
            raise Refused(
                "refuse.mapping_key", mapping=file, key=f"feeds.{number - 1}.columns.{name}.lookup", near=near
            )
