"""One person's scorecard: every metric that says anything of them, and what one step more does to the score."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.results import scores
from metrics.score import weighted
from metrics.show import with_forecasts
from metrics.standing import rank_people
from metrics.view import view
from metrics.workdays import Workdays

SHARE, ONE = Decimal("0.01"), Decimal(1)


@dataclass(frozen=True)
class Card:
    """A metric of a person: its line, its share of the computable weight, and what `step` more adds to the score.

    `gain` is None where it can't be computed: no weight, no target, no score, less is better.
    """

    metric: Metric
    line: Line
    step: Decimal
    gain: Decimal | None

    @property
    def aimed(self) -> bool:
        """Whether there is a target to hold it against."""
        return self.line.target is not None


@dataclass(frozen=True)
class Scorecard:
    """Cards in the pack's order, those in focus first; `score` and what it lacks as in `metrics.score`."""

    manager: str
    name: str | None
    unit: str
    cards: tuple[Card, ...]
    score: Decimal | None
    score_missing: tuple[str, ...]

    @property
    def main(self) -> Card | None:
        """The card the answer speaks of: of those with a target in focus the one whose projection is furthest off."""
        aimed = [card for card in self.cards if card.line.target is not None and card.line.actual is not None]
        focus = [card for card in aimed if card.metric.focus] or aimed or list(self.cards)
        return min(focus, key=lambda card: ((share := _projected(card)) is None, share or 0), default=None)


def scorecard(
    reader: Reader, pack: Pack, period: Period, unit: str, manager: str, *, workdays: Workdays, as_of: date | None
) -> Scorecard | None:
    """The scorecard of somebody of `unit`, prorated to the time there; None for who was never assigned there."""
    metrics = pack.in_order()
    seen = view(reader, pack, metrics, period, unit, workdays=workdays, as_of=as_of)
    found = {
        id: line for id, lines in rank_people(seen).items() for line in lines if line.manager == manager and line.here
    }
    if not found:
        return None
    told = {id: with_forecasts(seen, [line])[0] for id, line in found.items()}
    held = scores(reader, pack, period, unit, workdays=workdays, people=True, as_of=as_of)
    score, missing = held.get(manager, (None, ()))
    says = [metric for metric in metrics if metric.id in told and _says(told[metric.id])]
    gains = _gains(pack, told) if score is not None else {}
    cards = (
        Card(metric, told[metric.id], step(metric, told[metric.id].target), gains.get(metric.id)) for metric in says
    )
    first = next(iter(told.values()))
    return Scorecard(manager, first.name, first.unit or unit, tuple(cards), score, missing)


def step(metric: Metric, target: Decimal | None) -> Decimal:
    """What "one more" is of a metric: a hundredth of a share, one of what is counted, of money the power of ten that is
    a fiftieth of the target or just below it.
    """
    if metric.unit == "share":
        return SHARE
    if metric.unit in ("count", "ratio") or not target:
        return ONE
    return ONE.scaleb(max((abs(target) / 50).adjusted(), 0))


def _says(line: Line) -> bool:
    return line.target is not None or (line.actual is not None and line.actual != 0)


def _gains(pack: Pack, told: Mapping[str, Line]) -> dict[str, Decimal]:
    """What a step more of each weighted metric adds: its share of the weight, of as much as floor and cap let through.

    The formula of the score (DOMAIN 6) taken at two values of one metric, the others as they are.
    """
    counted = {m.id: m for m in weighted(pack) if m.id in told and _shared(told[m.id]) is not None}
    total = sum((metric.weight for metric in counted.values()), Decimal(0))
    found = {}
    for id, metric in counted.items():
        line = told[id]
        due = line.expected if metric.paced else line.target
        if metric.better == "higher" and due and line.attainment is not None:
            more = line.attainment + step(metric, line.target) / abs(due)
            found[id] = metric.weight / total * (_clamped(pack, more) - _clamped(pack, line.attainment))
    return found


def _shared(line: Line) -> Decimal | None:
    return Decimal("Infinity") if line.target_state == "best" else line.attainment


def _clamped(pack: Pack, share: Decimal) -> Decimal:
    return min(max(share, pack.score.floor), pack.score.cap)


def _projected(card: Card) -> Decimal | None:
    """How the projection stands to the target: the metric that is furthest off comes first."""
    line = card.line
    # what is paced is foretold as it is, and stands against what has come due
    if not line.target or line.projection is None or card.metric.paced:
        return line.attainment
    if card.metric.better == "lower":
        return line.target / line.projection if line.projection > 0 else Decimal("Infinity")
    return 1 + (line.projection - line.target) / abs(line.target)
