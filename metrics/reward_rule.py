"""What a reward is given for: one stanza of a pack or of a unit's own rules, and what it may not leave open."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from metrics.rules import Names, Strict

if TYPE_CHECKING:
    from metrics.stanza import Metric

Every = Literal["day", "week", "month", "quarter", "half", "year", "campaign", "days"]
# what each kind cannot do without, and what only it may say
NEEDS: dict[str, tuple[str, ...]] = {
    "reach": ("line",),
    "top": ("places",),
    "first": ("line", "places"),
    "streak": ("line", "periods"),
    "tiers": ("steps", "method"),
}
ALONE = {"places": ("top", "first"), "periods": ("streak",), "steps": ("tiers",), "method": ("tiers",)}


class Step(Strict):
    """A tier: from this measure on (and below the next one's `start`) the rate that is given of the amount."""

    start: Decimal
    rate: Decimal = Field(ge=0)


class Reward(Strict):
    """Who gets what. `reach`: everyone who comes to the line; `top`: the best `places`; `first`: the first `places` to
    come to it; `streak`: who comes to it in so many `periods` in a row; `tiers`: a share of the amount by tiers.

    The line lies on the attainment of `metric`, on its value, or on the composite score. `every` names the kinds of
    period it runs in, all without. `hold` says whether reaching it once counts (`touch`) or being over it at the end.
    `method` of tiers: the whole amount at the rate of the tier reached, or slice by slice. Who shares a place by
    `ties` gets it in full or split. Of the rules that share a `prize_set` a person gets one, the first in order. A
    prize may need a score, a coverage, and no compliance record that counts in the period (`clean`).
    """

    names: Names
    kind: Literal["reach", "top", "first", "streak", "tiers"]
    metric: str = ""
    measure: Literal["attainment", "value", "score"] = "attainment"
    line: Decimal | None = None
    places: int | None = Field(None, ge=1)
    periods: int | None = Field(None, ge=2, le=12)
    every: tuple[Every, ...] = ()
    given: Literal["money", "points", "honour"] = "honour"
    amount: Decimal | None = Field(None, gt=0)
    steps: tuple[Step, ...] = ()
    method: Literal["whole", "slices"] | None = None
    hold: Literal["touch", "end"] | None = None
    ties: Literal["full", "split"] = "full"
    prize_set: str = ""
    least_score: Decimal | None = None
    least_coverage: Decimal | None = Field(None, gt=0, le=1)
    clean: bool = False
    on: bool = True

    def slips(self, metrics: "Mapping[str, Metric]") -> Iterator[tuple[str, str]]:
        """Each key that is wrong beside the others, and why."""
        for key in NEEDS[self.kind]:
            if getattr(self, key) in (None, ()):
                yield key, f"needed by the kind {self.kind}"
        for key, kinds in ALONE.items():
            if getattr(self, key) not in (None, ()) and self.kind not in kinds:
                yield key, f"only for the kind {' or '.join(kinds)}"
        yield from self._of_metric(metrics)
        yield from self._of_amount()
        if self.kind == "tiers" and self.metric in metrics and metrics[self.metric].better == "lower":
            yield "metric", "tiers give a share of what is better the higher it is"
        starts = [step.start for step in self.steps]
        if starts != sorted(set(starts)):
            yield "steps", "each tier starts above the one before"

    def _of_metric(self, metrics: "Mapping[str, Metric]") -> Iterator[tuple[str, str]]:
        if self.measure == "score":
            if self.metric:
                yield "metric", "a line on the score has no metric"
        elif self.metric not in metrics:
            yield "metric", f"one of {', '.join(metrics)}"
        if self.hold == "touch" and not self.runs(metrics):
            yield "hold", "only what adds up day by day, the higher the better, is reached on a day"
        if self.kind == "first" and not self.runs(metrics):
            yield "kind", "only what adds up day by day, the higher the better, has a first to reach it"
        if self.kind in ("tiers", "top") and self.hold == "touch":
            yield "hold", "tiers and the best are counted at the end"

    def _of_amount(self) -> Iterator[tuple[str, str]]:
        if self.kind == "tiers":
            if self.given == "honour":
                yield "given", "tiers give money or points"
            if self.amount is not None:
                yield "amount", "tiers give a share of the amount"
        elif self.given != "honour" and self.amount is None:
            yield "amount", f"needed where {self.given} is given"
        elif self.given == "honour" and self.amount is not None:
            yield "amount", "only for money or points"

    def runs(self, metrics: "Mapping[str, Metric]") -> bool:
        """Whether the measure is known day by day."""
        metric = metrics.get(self.metric)
        return metric is not None and metric.kind == "flow" and metric.better == "higher"

    def holds(self, metrics: "Mapping[str, Metric]") -> str:
        """`touch` or `end`: what the rule says, else the end for what may fall again: balances, and returned sales."""
        if self.hold:
            return self.hold
        returns = self.metric in metrics and metrics[self.metric].returns
        return "touch" if self.runs(metrics) and not returns and self.kind not in ("tiers", "top") else "end"
