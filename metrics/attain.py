"""Target against actual: attainment, pace, lead, gap, need per day, projection and band, as pure formulas."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

Better = Literal["higher", "lower"]
ONE = Decimal(1)


class Thresholds(Protocol):
    """Projected attainment from which a band begins."""

    @property
    def ahead(self) -> Decimal: ...

    @property
    def on_track(self) -> Decimal: ...

    @property
    def behind(self) -> Decimal: ...


@dataclass(frozen=True)
class Clock:
    """Workdays of a period: those passed at its data day, and all of them; `over` when its last day is in."""

    passed: int
    total: int
    over: bool

    @property
    def left(self) -> int:
        return self.total - self.passed

    @property
    def pace(self) -> Decimal | None:
        """Share passed; a period without a workday is done when it is over, else not computable."""
        if self.total == 0:
            return ONE if self.over else None
        return Decimal(self.passed) / self.total


@dataclass(frozen=True)
class Standing:
    """Where an actual stands against its target; fractions, values in the metric's unit, None: not computable.

    `state` is `best`, `zero_target` or `no_target` where attainment isn't a number, else `value`;
    `reached` says whether the target is met, also where attainment can't be computed.
    """

    state: str
    pace: Decimal | None
    days_left: int
    attainment: Decimal | None = None
    expected: Decimal | None = None
    lead: Decimal | None = None
    gap: Decimal | None = None
    need_per_day: Decimal | None = None
    projection: Decimal | None = None
    band: str | None = None
    reached: bool | None = None


def attainment(actual: Decimal, target: Decimal, better: Better) -> Decimal | None:
    """Actual against target; None for a zero target and, where lower is better, for an actual of 0 or less."""
    if target == 0:
        return None
    if better == "lower":
        return target / actual if actual > 0 else None
    if target > 0:
        return actual / target
    return ONE + (actual - target) / abs(target)


def stand(actual: Decimal | None, target: Decimal | None, clock: Clock, better: Better, bands: Thresholds) -> Standing:
    """Everything that follows from actual, target and the workdays passed."""
    pace = clock.pace
    projection = actual / pace if actual is not None and pace else None
    if target is None:
        return Standing("no_target", pace, clock.left, projection=projection)
    expected = None if pace is None else target * pace
    if actual is None:
        return Standing("zero_target" if target == 0 else "value", pace, clock.left, expected=expected)
    reached = actual <= target if better == "lower" else actual >= target
    gap = target - actual
    return Standing(
        state=_state(actual, target, better),
        pace=pace,
        days_left=clock.left,
        attainment=attainment(actual, target, better),
        expected=expected,
        lead=_lead(actual, expected, target, better),
        gap=gap,
        need_per_day=max(gap, Decimal(0)) / clock.left if better == "higher" and clock.left else None,
        projection=projection,
        band=None if projection is None else band(projection, target, better, bands),
        reached=reached,
    )


def _state(actual: Decimal, target: Decimal, better: Better) -> str:
    if target == 0:
        return "zero_target"
    return "best" if better == "lower" and actual <= 0 else "value"


def _lead(actual: Decimal, expected: Decimal | None, target: Decimal, better: Better) -> Decimal | None:
    if expected is None or target == 0:
        return None
    ahead = actual - expected if better == "higher" else expected - actual
    return ahead / abs(target)


def band(projection: Decimal, target: Decimal, better: Better, bands: Thresholds) -> str | None:
    """ahead, on_track, behind or at_risk by the attainment the projection would reach; None for a zero target."""
    if target == 0:
        return None
    share = attainment(projection, target, better)
    if share is None or share >= bands.ahead:
        return "ahead"
    if share >= bands.on_track:
        return "on_track"
    return "behind" if share >= bands.behind else "at_risk"
