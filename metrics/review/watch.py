"""Whom to help after a month: by name for the head, and for each person the own standing."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from data.scope import Viewer
from metrics.above import above, nearest
from metrics.last_place import Standing, allowed, standings
from metrics.last_place_rule import LastPlace
from metrics.last_states import judge, keep_facts, spans_of
from metrics.periods import Period
from metrics.review.places import BELOW, CAME, PEOPLE
from metrics.review.shape import Watched

if TYPE_CHECKING:
    from metrics.review.gather import Asked

NAMED = ("watch", "coaching")
WHOLE = "create or replace temp table last_fact_whole as from last_fact"
# a person counts where the period left them
OF_GROUP = """
insert into last_fact by name
select f.*
from last_fact_whole f
where not list_contains($apart, place)
    and f.unit in (select unit from unit_above where above = $unit and first_day <= $day and until > $day)
"""
KEPT = tuple(field.name for field in fields(Watched))


def watched(asked: "Asked") -> tuple[list[Watched], list[Watched]]:
    """Whom each rule names in the unit, counted among its people; and each person's own standing, counted in the
    nearest group with enough people.
    """
    named: list[Watched] = []
    own: list[Watched] = []
    units = {row["manager"]: row["unit"] for row in asked.reader.rows(PEOPLE, {"unit": asked.unit, "day": asked.day})}
    for id, rule in asked.pack.last_place.items():
        if rule.on:
            groups = {unit: _group(asked, rule, unit) for unit in set(units.values())}
            spans = spans_of(asked.reader, asked.pack, rule, asked.month, asked.unit, asked.day, 2 * rule.periods)
            _keep(asked, rule, enumerate(spans), asked.unit)
            asked.reader.run(WHOLE)
            named += [_watched(each) for each in _judged(asked, id, rule) if each.state in NAMED]
            held = {group: _of_group(asked, id, rule, spans, group) for group in sorted(set(groups.values()))}
            own += [_watched(each) for who, unit in units.items() for each in _own(asked, who, held[groups[unit]])]
    return named, own


def _group(asked: "Asked", rule: LastPlace, unit: str) -> str:
    """The nearest unit with enough people."""
    return nearest(above(asked.reader, unit, asked.day), rule.peers) or unit


def _own(asked: "Asked", manager: str, found: Sequence[Standing]) -> list[Standing]:
    """What a person may read of the standings of a group."""
    return allowed(asked.reader, asked.pack, Viewer("manager", manager=manager), found, asked.day)


def _keep(asked: "Asked", rule: LastPlace, spans: Iterable[tuple[int, Period]], unit: str) -> None:
    keep_facts(asked.reader, asked.pack, rule, spans, unit, workdays=asked.workdays, as_of=asked.day)


def _of_group(asked: "Asked", id: str, rule: LastPlace, spans: Sequence[Period], group: str) -> list[Standing]:
    """A group's standings, of the numbers the unit has anyway; by itself where it is not below the unit, and for
    periods in which somebody came to it.
    """
    inside = asked.reader.rows(BELOW, {"unit": group, "above": asked.unit, "day": asked.day})
    apart = {place: span for place, span in enumerate(spans) if not inside or _came(asked, group, span)}
    _keep(asked, rule, apart.items(), group)
    asked.reader.run(OF_GROUP, {"unit": group, "day": asked.day, "apart": list(apart)})
    return _judged(asked, id, rule)


def _came(asked: "Asked", unit: str, span: Period) -> bool:
    day = min(asked.day, span.last_day)
    return unit != asked.unit and bool(asked.reader.rows(CAME, {"unit": unit, "first": span.first_day, "day": day}))


def _judged(asked: "Asked", id: str, rule: LastPlace) -> list[Standing]:
    """The standings of the rule's last period of what is kept as `last_fact`."""
    judge(asked.reader, asked.pack, rule)
    return standings(asked.reader, id, rule)


def _watched(each: Standing) -> Watched:
    return Watched(**{name: getattr(each, name) for name in KEPT})
