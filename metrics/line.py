"""One row of target against actual, as pages, files and the command line show it."""

from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

SHOWN = (
    *("unit", "manager", "name", "metric", "period", "as_of", "state", "actual", "target", "attainment", "pace"),
    *("lead", "gap", "need_per_day", "projection", "band", "rank", "rank_by_value", "ranked"),
    *("expected", "forecast", "forecast_low", "forecast_high", "needed_balance", "unknown", "score"),
    *("dimension", "key", "target_state", "target_source", "sealed"),
)


@dataclass(frozen=True)
class Line:
    """A unit, a person or a day of one metric and period. Values in the metric's unit, shares as fractions.

    `state` is value, zero, unknown or out_of_scope; `target_state` is value, best, zero_target or no_target
    (then `missing_periods` names what a tiling lacks). `target_source` is own, tiled or people; `people_target`
    is the sum of the people's targets of a unit, whichever counts; `targeted` of its people have one, `untargeted` have
    none, while what they bring counts in the actual. `late` names units that end before `as_of`
    (unit, name, last day or None); with them, or with `unknown` people, a total is `partial`. `here` says
    whether a person still belongs to the unit viewed. `unassigned` marks the line of what nobody is credited with.
    `unseen` counts the accounts whose balance is not known on every day. `needed_balance` is what has to stand from
    tomorrow on. `forecast` goes by `forecast_method` (run_rate or past_shape) and by the past of `forecast_of` (own
    or unit). `score` is composed of the weighted metrics without those `score_missing`. `part` is the (dimension, key)
    of a line that is about neither a unit, a person nor a day: a tier, an hour, what nobody holds. `sealed`
    numbers are those of a sealed month as it was sealed.
    """

    unit: str | None
    manager: str | None
    name: str | None
    metric: str
    period: str
    as_of: date | None
    state: str
    actual: Decimal | None
    target: Decimal | None
    attainment: Decimal | None
    pace: Decimal | None
    lead: Decimal | None
    gap: Decimal | None
    need_per_day: Decimal | None
    projection: Decimal | None
    band: str | None
    rank: int | None = None
    rank_by_value: int | None = None
    ranked: int | None = None
    ranked_by_value: int | None = None
    day: date | None = None
    target_state: str = "no_target"
    target_source: str | None = None
    people_target: Decimal | None = None
    targeted: int = 0
    untargeted: int = 0
    missing_periods: tuple[str, ...] = ()
    expected: Decimal | None = None
    needed_balance: Decimal | None = None
    last_balance: Decimal | None = None
    forecast: Decimal | None = None
    forecast_low: Decimal | None = None
    forecast_high: Decimal | None = None
    forecast_method: str | None = None
    forecast_of: str | None = None
    forecast_error: Decimal | None = None
    forecast_periods: int | None = None
    score: Decimal | None = None
    score_missing: tuple[str, ...] = ()
    days_left: int | None = None
    reached: bool | None = None
    partial: bool = False
    unknown: int = 0
    unseen: int = 0
    late: tuple[tuple[str, str | None, date | None], ...] = ()
    here: bool = True
    unassigned: bool = False
    provisional: bool = False
    sealed: bool = False
    part: tuple[str, str | None] | None = None

    @property
    def dimension(self) -> str:
        """What the line is one of: manager, unit, day, unassigned, or what `part` says."""
        if self.part:
            return self.part[0]
        if self.unassigned:
            return "unassigned"
        return "day" if self.day else "manager" if self.manager else "unit"

    @property
    def key(self) -> str | None:
        """Which of them: an id, a day or a code."""
        if self.part:
            return self.part[1]
        return self.day.isoformat() if self.day else self.manager or self.unit


def bare(**known: Any) -> Line:
    """A line of what has no target: what isn't given is nothing."""
    nothing = dict.fromkeys(field.name for field in fields(Line) if field.default is MISSING)
    return Line(**{**nothing, **known})
