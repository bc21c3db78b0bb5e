"""Last place: who fails both tests of a rule, how often in a row, and what is missing to leave; by name for few."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from data.home import Home
from data.reader import Reader
from data.scope import OWNER, Viewer
from data.viewers import below
from metrics.above import above, nearest
from metrics.last_place_rule import LastPlace
from metrics.last_states import BACK, keep_states, spans_of
from metrics.opened import opened
from metrics.pack import Pack
from metrics.periods import Period
from metrics.policy import tells_place
from metrics.workdays import Workdays

UNPLACED: dict[str, Any] = {"rank": None, "ranked": None, "tie": None}
STATED = "from last_state where place < $latest order by place, rank desc nulls last, manager"


@dataclass(frozen=True)
class Standing:
    """A person under a rule in a period: clear, watch, coaching, or excluded for a `reason`.

    `value` is the share compared with `line`; `missing` how much more of it leaves last place (0: is not in it), and
    `missing_amount` the same in the metric's own unit. `rank` counts from the top. Both tests failed `in_a_row` times.
    Of a period still `running`, value, rank and what is missing say how it stands so far.
    """

    rule: str
    period: str
    manager: str
    name: str | None
    unit: str
    state: str
    value: Decimal | None
    line: Decimal
    missing: Decimal | None
    missing_amount: Decimal | None
    rank: int | None
    ranked: int | None
    tie: bool | None
    in_a_row: int
    reason: str | None
    running: bool
    gap: Decimal | None


def last_place(
    home: Home, viewer: Viewer, pack: Pack, period: Period, unit: str, *, workdays: Workdays,
    as_of: date | None = None, today: date | None = None, back: int = BACK, latest: int = 1,
) -> list[Standing]:  # fmt: skip
    """Everybody below `unit` (an id) under each rule switched on, for the rule's own period that ends within `period`.

    `latest` asks for the periods before it too, `back` how many are looked at to know what came in a row.
    Counted over everybody; given out is only what the viewer may see: see `allowed`.
    """
    with opened(home, OWNER, today) as reader:
        found = []
        for id, rule in pack.last_place.items():
            if rule.on:
                spans = spans_of(reader, pack, rule, period, unit, as_of, back)
                keep_states(reader, pack, rule, spans, unit, workdays=workdays, as_of=as_of)
                found += standings(reader, id, rule, latest)
        return allowed(reader, pack, viewer, found, min(as_of or period.last_day, period.last_day))


def standings(reader: Reader, id: str, rule: LastPlace, latest: int = 1) -> list[Standing]:
    """What is kept in `last_state` of the latest periods, the last place first."""
    return [_standing(id, rule, row) for row in reader.rows(STATED, {"latest": latest})]


def allowed(reader: Reader, pack: Pack, viewer: Viewer, found: Iterable[Standing], day: date) -> list[Standing]:
    """The one place that says who sees a standing: a head those of the own people, a person the own, nobody else.

    A person reads the own place only where the board's policy tells places.
    """
    if viewer.role == "owner":
        return list(found)
    if viewer.role == "head":
        units = below(reader, viewer.unit, day)
        return [each for each in found if each.unit in units]
    own = [each for each in found if viewer.role == "manager" and each.manager == viewer.manager]
    return [each if tells_place(pack.board, each.ranked or 0) else replace(each, **UNPLACED) for each in own]


def allowed_unit(reader: Reader, viewer: Viewer, unit: str, day: date) -> bool:
    """Whether all of a unit's people are the viewer's own to see under a rule."""
    return viewer.role == "owner" or (viewer.role == "head" and unit in below(reader, viewer.unit, day))


def group(home: Home, pack: Pack, unit: str, day: date, today: date | None = None) -> str:
    """The group a person of a unit is counted in: that unit, or the nearest above it with enough people."""
    least = max((rule.peers for rule in pack.last_place.values() if rule.on), default=0)
    with opened(home, OWNER, today) as reader:
        return nearest(above(reader, unit, day), least) or unit


def _standing(id: str, rule: LastPlace, row: dict[str, Any]) -> Standing:
    known = {**row, "rule": id, "line": rule.line}
    shares = {name: share(row[name]) for name in ("value", "missing")}
    return Standing(**{field.name: (known | shares)[field.name] for field in fields(Standing)})


def share(value: float | None) -> Decimal | None:
    """A share as compared: to a thousandth, boundless where nothing at all was to be had."""
    if value is None or value in (float("inf"), float("-inf")):
        return None if value is None else Decimal(repr(value))
    return Decimal(repr(value)).quantize(Decimal("0.001")).normalize()
