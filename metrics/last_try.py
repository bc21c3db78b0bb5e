"""A rule of last place tried on the past: whom it would have named, and what became of them and of those just above."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.home import Home
from data.scope import OWNER, Viewer
from metrics.ground import sql
from metrics.last_place import Standing, allowed_unit, standings
from metrics.last_states import keep_states, spans_of
from metrics.opened import opened
from metrics.pack import Pack
from metrics.periods import Period
from metrics.workdays import Workdays


@dataclass(frozen=True)
class Named:
    """A person a rule would have named in a period, as watch or coaching."""

    manager: str
    name: str | None
    state: str


@dataclass(frozen=True)
class Past:
    """A past period under a rule: `people` ranked, those `named`, and as many just above them, `beside`.

    Of the named `named_after` were ranked in the next period too, `named_above` of them at or above the line; the same
    of those beside.
    """

    period: str
    people: int
    named: tuple[Named, ...]
    named_after: int
    named_above: int
    beside: int
    beside_after: int
    beside_above: int


@dataclass(frozen=True)
class Tried:
    """Everybody under a rule in a period, and the periods up to it, oldest first."""

    standings: tuple[Standing, ...] = ()
    past: tuple[Past, ...] = ()


def supposed(pack: Pack, rule: str, **changed: Any) -> Pack:
    """The pack with this one rule, switched on and changed as said; nothing is stored."""
    own = pack.last_place[rule].model_copy(update={"on": True, **changed})
    return pack.model_copy(update={"last_place": {rule: own}})


def tried(
    home: Home, viewer: Viewer, pack: Pack, rule: str, period: Period, unit: str, *, workdays: Workdays,
    as_of: date | None = None, today: date | None = None,
) -> Tried:  # fmt: skip
    """The rule in `period`, and in the eleven periods before it; nothing but for heads."""
    with opened(home, OWNER, today) as reader:
        if not allowed_unit(reader, viewer, unit, min(as_of or period.last_day, period.last_day)):
            return Tried()
        own = pack.last_place[rule]
        spans = spans_of(reader, pack, own, period, unit, as_of)
        keep_states(reader, pack, own, spans, unit, workdays=workdays, as_of=as_of)
        past = reader.rows(sql("last_simulated"), {"line": float(own.line)})
        return Tried(tuple(standings(reader, rule, own)), tuple(_past(row) for row in past))


def _past(row: dict[str, Any]) -> Past:
    return Past(**{**row, "named": tuple(Named(**each) for each in row["named"] or ())})
