"""The four checks on targets before they are locked, each with the numbers it stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from metrics.longer import Long
from metrics.pack import Metric
from metrics.seats import Seat
from metrics.setting import adds_up, at_least
from metrics.tiling import tile

State = Literal["passed", "failed", "not_yet", "not_applicable"]
NUMBER = Decimal | None


@dataclass(frozen=True)
class Check:
    """One check: `have` is held against `need`; of `among` people, `owners` fail and `without` have no history.

    `why` says what is lacking where it could not be made. `period` and `missing` are the long one's, by code.
    """

    code: str
    state: State
    have: NUMBER = None
    need: NUMBER = None
    base: NUMBER = None
    among: int = 0
    owners: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    why: str = ""
    period: str = ""
    missing: tuple[str, ...] = ()

    @property
    def share(self) -> NUMBER:
        """What there is against what it is measured by."""
        return self.have / self.base if self.have is not None and self.base is not None and self.base > 0 else None


def long_term(metric: Metric, found: Long, factor: Decimal) -> Check:
    """The short-term targets sum to so many times the long-term one; of balances, the growth over the opening does."""
    check = Check("long_term", "not_applicable", period=found.period.code)
    if metric.kind in ("ratio", "distinct"):
        return replace(check, why="not_summed")
    if found.amount is None:
        return replace(check, why="no_long_term")
    balance = metric.target_class == "last"
    if balance and found.opening is None:
        return replace(check, state="not_yet", why="no_opening")
    pieces = tuple((span.first_day, span.until, code) for code, (span, _) in found.shorts.items())
    chosen, missing = tile(pieces, found.period)
    if not adds_up(metric):
        # what all count from one base stands in the last of them alone
        chosen = tuple(code for *_, until, code in sorted(pieces, reverse=True) if until == found.period.until)[:1]
        missing = () if chosen else missing[-1:]
    if missing:
        return replace(check, state="not_yet", why="not_tiled", missing=missing)
    opening = (found.opening or Decimal(0)) if balance else Decimal(0)
    have = sum((found.shorts[code][1] for code in chosen), Decimal(0)) - opening
    return _held(check, metric, have, found.amount - opening, factor)


def against_usual(metric: Metric, seats: Sequence[Seat], targets: Mapping[str, NUMBER], factor: Decimal) -> Check:
    """Each person's target is at least so many times the usual; without a history there is nothing to fail."""
    people = [seat for seat in seats if seat.kind == "manager" and targets.get(seat.owner) is not None]
    compared = [(seat.owner, targets[seat.owner], seat.usual) for seat in people]
    short = tuple(
        owner
        for owner, target, usual in compared
        if target is not None
        and usual is not None
        and not _reaches(metric, target, at_least(usual, factor, metric.better))
    )
    without = tuple(owner for owner, _, usual in compared if usual is None)
    check = Check("usual", "not_yet", among=len(people), owners=short, without=without)
    if not people:
        return replace(check, why="no_people")
    if len(without) == len(people):
        return replace(check, why="no_history")
    return replace(check, state="failed" if short else "passed")


def people_over_unit(metric: Metric, among: int, have: NUMBER, unit: NUMBER) -> Check:
    """What the targets of so many people sum to, prorated, is more than the unit's own."""
    check = Check("people", "not_applicable", among=among)
    if metric.kind in ("ratio", "distinct"):
        return replace(check, why="not_summed")
    if unit is None or have is None:
        return replace(check, state="not_yet", why="no_people" if unit is not None else "no_unit")
    over = have > unit if metric.better == "higher" else have < unit
    return replace(check, state="passed" if over else "failed", have=have, need=unit, base=unit)


def concealed(tasks: int, revealed: bool, begun: bool) -> Check:
    """The task target stays concealed in advance: once the period has begun, revealing it fails nothing."""
    if not tasks:
        return Check("concealed", "not_applicable", why="no_task")
    state: State = "failed" if revealed and not begun else "passed"
    return Check("concealed", state, why="revealed" if revealed else "", among=tasks)


def _held(check: Check, metric: Metric, have: Decimal, base: Decimal, factor: Decimal) -> Check:
    need = at_least(base, factor, metric.better)
    state: State = "passed" if _reaches(metric, have, need) else "failed"
    return replace(check, state=state, have=have, need=need, base=base)


def _reaches(metric: Metric, have: Decimal, need: Decimal) -> bool:
    return have >= need if metric.better == "higher" else have <= need
