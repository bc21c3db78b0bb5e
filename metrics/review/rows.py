"""A review as rows of text by part, unit and manager, as a seal stores them, and back without loss."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, cast, get_args, get_type_hints

from pydantic import TypeAdapter

from metrics.review.shape import About, Review

PARTS = tuple(field.name for field in fields(Review) if field.name != "about")
# what of a part is one person's own; the rest is the unit's
OWN = ("figures", "scores", "covered", "own_won", "own_places", "own_watched")


@dataclass(frozen=True)
class Row:
    """One thing of a part, in its place; with a `manager` it is that person's own to read, else the unit's."""

    part: str
    unit: str
    place: int
    manager: str | None
    content: str


def rows(review: Review) -> list[Row]:
    """Every row of a unit's review; the rows of one manager say nothing of anybody else."""
    unit = review.about.unit
    found = [Row("about", unit, 0, review.about.manager, _text("about", review.about))]
    for part in PARTS:
        for place, each in enumerate(getattr(review, part)):
            found.append(Row(part, unit, place, _whose(part, each), _text(part, each)))
    people = dict.fromkeys(row.manager for row in found[1:] if row.manager and not review.about.manager)
    return [*found, *(Row("about", unit, 0, who, _text("about", _narrow(review, str(who)))) for who in people)]


def review(found: Iterable[Row]) -> Review:
    """The review that rows make, in any order: the unit's, or one person's where they are that person's alone."""
    parts: dict[str, list[Row]] = {}
    for row in sorted(found, key=lambda row: (row.place, row.manager or "")):
        parts.setdefault(row.part, []).append(row)
    about = _read("about", parts.pop("about")[0].content)
    made: dict[str, Any] = {part: tuple(_read(part, row.content) for row in held) for part, held in parts.items()}
    return Review(about, **made)


def of_mart(found: Iterable[Mapping[str, Any]]) -> Review:
    """The review of rows as a mart gives them."""
    return review(Row(**{field.name: row[field.name] for field in fields(Row)}) for row in found)


def of_manager(whole: Review, manager: str) -> Review:
    """What one person reads of a unit's review: the own rows and nothing else."""
    own = {part: tuple(each for each in getattr(whole, part) if _whose(part, each) == manager) for part in PARTS}
    return replace(whole, about=_narrow(whole, manager), **own)


def _narrow(whole: Review, manager: str) -> About:
    """What a person's review is about: the own name, unit and metrics."""
    own = [each for each in whole.figures if each.manager == manager]
    units = {each.unit for each in own} | {whole.about.unit}
    return replace(
        whole.about,
        manager=manager,
        name=own[0].name if own else None,
        units=tuple(each for each in whole.about.units if each[0] in units),
        metrics=tuple(id for id in whole.about.metrics if any(each.metric == id for each in own)),
    )


def _whose(part: str, each: Any) -> str | None:
    if part not in OWN or (part == "covered" and each.dimension != "manager"):
        return None
    return cast("str | None", each.key if part == "covered" else each.manager)


@cache
def _adapter(part: str) -> TypeAdapter[Any]:
    hint = get_type_hints(Review, include_extras=True)[part]
    return TypeAdapter(hint if part == "about" else get_args(hint)[0])


def _text(part: str, each: object) -> str:
    return _adapter(part).dump_json(each, exclude_defaults=True).decode()


def _read(part: str, content: str) -> Any:
    return _adapter(part).validate_json(content)
