"""A rule of rewards tried before it is locked: who would have won, what it may cost, and which line fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.pack import Pack
from metrics.periods import Period
from metrics.reward_rule import Reward
from metrics.rewards import Award, season
from metrics.workdays import Workdays

BACK = 12


@dataclass(frozen=True)
class Past:
    """A period before: who would have won, among how many who could, and what it would have come to."""

    period: str
    won: tuple[Award, ...]
    people: int
    cost: Decimal
    numbers: tuple[Decimal, ...]


@dataclass(frozen=True)
class Tried:
    """`most` is the largest the rule can cost among `people`, without ties (None: tiers have no bound); `most_tied`
    where all tie and each is given the whole; `dearest` the largest of the past. `advice` is the line that exactly
    `fits` people would have come to in `fitting` of the past periods, which no other line does more often.
    """

    past: tuple[Past, ...]
    people: int
    most: Decimal | None
    most_tied: Decimal | None
    dearest: Decimal
    advice: Decimal | None
    fits: int
    fitting: int


def tried(reader: Reader, pack: Pack, id: str, period: Period, unit: str, *, workdays: Workdays, as_of: date) -> Tried:
    """Tries the rule `id` of the pack on the periods before, and counts who may win in this one."""
    rule = pack.rewards[id]
    alone = pack.model_copy(update={"rewards": _with_set(pack, id)})
    before = _before(period)
    now, *found = season(reader, alone, [(period, as_of), *((each, each.last_day) for each in before)], unit, workdays)
    people = sum(each.rule == id and each.reason != "elsewhere" for each in now)
    past = (_past(span, [each for each in rows if each.rule == id]) for span, rows in zip(before, found, strict=True))
    known = tuple(each for each in past if each.people)
    fits = rule.places or 1
    metric = pack.metrics.get(rule.metric)
    rises = rule.measure != "value" or (metric is not None and metric.better == "higher")
    advice, fitting = _advice([each.numbers for each in known], fits) if rule.line is not None and rises else (None, 0)
    dearest = max((each.cost for each in known), default=Decimal(0))
    return Tried(known, people, *_most(rule, people), dearest, advice, fits, fitting)


def _with_set(pack: Pack, id: str) -> dict[str, Reward]:
    """The rule, switched on, and those before it that share its prizes."""
    rule = pack.rewards[id]
    before = list(pack.rewards)[: list(pack.rewards).index(id)]
    shared = [each for each in before if rule.prize_set and pack.rewards[each].prize_set == rule.prize_set]
    anywhere = {each: pack.rewards[each].model_copy(update={"every": ()}) for each in shared}
    return {**anywhere, id: rule.model_copy(update={"on": True, "every": ()})}


def _before(period: Period) -> list[Period]:
    found = [period.previous()]
    while len(found) < BACK:
        found.append(found[-1].previous())
    return found


def _past(period: Period, found: Sequence[Award]) -> Past:
    won = tuple(each for each in found if each.state == "awarded")
    numbers = sorted(
        (each.value for each in found if each.state != "excluded" and each.value is not None), reverse=True
    )
    cost = sum((each.amount for each in won if each.amount is not None), Decimal(0))
    return Past(period.code, won, len(numbers), cost, tuple(numbers))


def _most(rule: Reward, people: int) -> tuple[Decimal | None, Decimal | None]:
    """What the rule gives at most, without ties and where everybody ties."""
    if rule.kind == "tiers":
        return None, None
    amount = rule.amount or Decimal(0)
    places = min(rule.places, people) if rule.places and rule.kind in ("top", "first") else people
    tied = people if rule.ties == "full" else places
    return amount * places, amount * tied


def _advice(past: Sequence[Sequence[Decimal]], fits: int) -> tuple[Decimal | None, int]:
    """The line that so many people, and no more, came to in most of the periods; of equals the lowest."""
    spans = [(each[fits] if len(each) > fits else None, each[fits - 1]) for each in past if len(each) >= fits]
    lines = sorted({high for _, high in spans})
    counts = {line: sum(line <= high and (low is None or low < line) for low, high in spans) for line in lines}
    best = max(lines, key=lambda line: (counts[line], -line), default=None)
    return best, counts[best] if best is not None else 0
