"""What an import would do to what is there already, and the choices made for the reader, in the reader's words."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.headers import named
from data.kinds import kinds
from data.mapped import Mapped
from data.text import has, numbers

if TYPE_CHECKING:
    from pages.parts.room import Room

PEOPLE = {"manager", "manager_name"}
UNITS = {"unit", "unit_name"}
HELD = """
select 1 from completeness
where kind = $kind and origin = 'files' and first_day <= $last and complete_to >= $first
limit 1
"""


def warnings(room: "Room", parts: Sequence[Mapped], part: Mapped, days: tuple[date, date] | None) -> list[str]:
    """That existing rows of those days would be replaced, and that the file's rows would be nobody's."""
    said = [replaced(room, part, *days)] if days else []
    given = {field for each in parts for field in each.fields}
    if "manager" in kinds()[part.kind].fields and kinds()[part.kind].source and not PEOPLE & given:
        said.append(room.say("data.no_people" if UNITS & given else "data.no_people_no_unit"))
    return [sentence for sentence in said if sentence]


def replaced(room: "Room", part: Mapped, first: date, last: date) -> str:
    """Empty where there is nothing of those days yet."""
    days = {"first": first, "last": last}
    if room.reader is None or not room.reader.rows(HELD, {"kind": part.kind, **days}):
        return ""
    code = "data.replaces" if not part.has_key else "data.replaces_stated"
    ends = {name: numbers.short_day(day, room.language) for name, day in days.items()}
    return room.say(code, kind=kinds()[part.kind].title(room.language), **ends)


def note(room: "Room", part: Mapped, code: str, values: dict[str, object]) -> str:
    """A choice made for the reader; fields and their defaults by the names they have on screen."""
    kind = kinds()[part.kind]
    field = next((name for name in kind.fields if named(kind, [name]) == values.get("column")), None)
    if code != "preview.default_taken" or field is None:
        return room.say(code, **values)
    return room.say(code, column=kind.header(field, room.language), value=spoken(room, field, str(values["value"])))


def spoken(room: "Room", field: str, value: str) -> str:
    """A metric or a code by its name."""
    if field == "metric" and value in room.pack.metrics:
        return room.pack.metrics[value].name(room.language)
    return room.say(f"page.{field}_{value}") if has(f"page.{field}_{value}") else value
