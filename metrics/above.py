"""The units around one: those above it, with how many people stand in each, and the nearest with enough of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.reader import Reader
from metrics.ground import sql


@dataclass(frozen=True)
class Step:
    """A unit on the way up, with how many people stand at or below it."""

    unit: str
    name: str | None
    people: int


def above(reader: Reader, unit: str, day: date) -> list[Step]:
    """The unit and those above it on a day, the nearest first."""
    return [Step(**row) for row in reader.rows(sql("above"), {"unit": unit, "day": day})]


def nearest(path: Sequence[Step], least: int) -> str | None:
    """The nearest unit with so many people; None where they all have fewer."""
    return next((each.unit for each in path if each.people >= least), None)
