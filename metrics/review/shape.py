"""A monthly review as codes and numbers: what a month came to for a unit, its children and its people."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AllowInfNan

Number = Annotated[Decimal, AllowInfNan(True)]
Late = tuple[tuple[str, str | None, date | None], ...]


@dataclass(frozen=True)
class About:
    """Which unit and month, as of which day and from which published version; `running`: the month is not over.

    `manager` is whose own month it is; without, the unit's. `units` are the names of those that are told of, `metrics`
    those that say anything, the ones in focus first. `above` are the units above, whose heads may have made it.
    """

    unit: str
    month: str
    first_day: date
    last_day: date
    as_of: date
    version: int
    running: bool
    pack: str
    manager: str | None = None
    name: str | None = None
    metrics: tuple[str, ...] = ()
    units: tuple[tuple[str, str | None], ...] = ()
    above: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Value:
    """What a line of one period says, in its words; what isn't given is nothing.

    `corrected` is what of a longer period's actual are corrections to months that are sealed.
    """

    state: str
    as_of: date | None = None
    actual: Number | None = None
    target: Number | None = None
    target_state: str = "no_target"
    target_source: str | None = None
    attainment: Number | None = None
    expected: Number | None = None
    pace: Number | None = None
    lead: Number | None = None
    gap: Number | None = None
    band: str | None = None
    reached: bool | None = None
    partial: bool = False
    unknown: int = 0
    unseen: int = 0
    untargeted: int = 0
    late: Late = ()
    corrected: Number | None = None


@dataclass(frozen=True)
class Figure:
    """A metric of a unit (without `manager`), a person, what nobody is credited with, or what sealed units below have
    been corrected by since (`correction`): the month, the month before,
    the same month a year ago, and the year to date; None where the person or unit was not there.
    """

    metric: str
    unit: str | None
    manager: str | None
    name: str | None
    now: Value
    before: Value | None = None
    year_ago: Value | None = None
    year: Value | None = None
    unassigned: bool = False
    here: bool = True
    correction: bool = False


@dataclass(frozen=True)
class Place:
    """A rank in the month and in the one before, `by` a metric's id or score, among children or people of the unit.

    `percent` stands for the rank where a policy says no more: among the best so many. `reason` is why there is none.
    """

    by: str
    unit: str | None
    manager: str | None
    name: str | None
    number: Number | None = None
    rank: int | None = None
    ranked: int | None = None
    before: int | None = None
    percent: Number | None = None
    reason: str | None = None

    @property
    def moved(self) -> int | None:
        """Places gained since the month before."""
        return None if self.rank is None or self.before is None else self.before - self.rank


@dataclass(frozen=True)
class Scored:
    """The composite score of a unit or person, and the metrics missing of it."""

    unit: str | None
    manager: str | None
    name: str | None
    score: Number | None
    missing: tuple[str, ...] = ()
    before: Number | None = None


@dataclass(frozen=True)
class Covered:
    """Customers held by a unit, a person or in a tier, as `metrics.coverage.Row` counts them."""

    dimension: str
    key: str | None
    name: str | None
    held: int
    covered: int
    overdue: int
    planned: Number | None = None
    made: Number | None = None


@dataclass(frozen=True)
class Won:
    """An award of the month; `said` is how it stands with what was announced, None when nobody has been told; `instead`
    the higher prize that replaced it.
    """

    rule: str
    manager: str
    name: str | None
    unit: str | None
    value: Number | None
    line: Number | None
    given: str
    amount: Number | None
    reached_on: date | None
    provisional: bool
    said: str | None = None
    instead: str | None = None


@dataclass(frozen=True)
class Watched:
    """Somebody on the watch list of a rule: state, the share compared, and what leaves last place."""

    rule: str
    period: str
    manager: str
    name: str | None
    unit: str
    state: str
    value: Number | None
    line: Number
    missing: Number | None
    missing_amount: Number | None
    rank: int | None
    ranked: int | None
    in_a_row: int
    reason: str | None


@dataclass(frozen=True)
class Review:
    """Of `figures` of a metric the unit comes first, then its children, then people, each in order of rank.

    `own_…` are what a person may read of the own place and standing, and nothing else of a unit's review is.
    """

    about: About
    figures: tuple[Figure, ...] = ()
    scores: tuple[Scored, ...] = ()
    places: tuple[Place, ...] = ()
    covered: tuple[Covered, ...] = ()
    won: tuple[Won, ...] = ()
    watched: tuple[Watched, ...] = ()
    own_won: tuple[Won, ...] = ()
    own_places: tuple[Place, ...] = ()
    own_watched: tuple[Watched, ...] = ()

    def of(self, metric: str) -> list[Figure]:
        """The figures of one metric."""
        return [figure for figure in self.figures if figure.metric == metric]

    def whole(self, metric: str) -> Figure | None:
        """The unit's own figure, or the person's."""
        found = (each for each in self.of(metric) if not each.unassigned and not each.correction)
        return next((each for each in found if each.manager == self.about.manager), None)

    def corrected(self, metric: str) -> list[Figure]:
        return [each for each in self.of(metric) if each.correction]

    def people(self, metric: str) -> list[Figure]:
        return [each for each in self.of(metric) if each.manager]

    def children(self, metric: str) -> list[Figure]:
        own = (each for each in self.of(metric) if not each.manager and not each.unassigned and not each.correction)
        return [each for each in own if each.unit != self.about.unit]
