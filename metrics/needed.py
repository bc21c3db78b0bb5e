"""What it takes to be among the best: the number of the last of the best tenth, quarter and half, without a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from metrics.pack import Metric
from metrics.policy import LEAST
from metrics.ranking import BEST, Placed, Ranking

TOPS = (Decimal("0.1"), Decimal("0.25"), Decimal("0.5"))
KEPT = Decimal("0.000001")


@dataclass(frozen=True)
class Needed:
    """The number from which one is among the best `top` (0.1, 0.25 or 0.5); None where it is more than any.

    `more` is how much more of it that takes, 0 where it is `reached`, and `more_amount` the same in the metric's unit.
    Without a number of one's own both are None; so is the amount of a score, and of a metric of which less is better.
    """

    top: Decimal
    value: Decimal | None
    reached: bool | None
    more: Decimal | None
    more_amount: Decimal | None


def needed(metric: Metric, among: Ranking, me: Placed | None) -> tuple[Needed, ...]:
    """Nothing of fewer than five people: a line would tell what one of them reached."""
    placed = [each for each in among.placed if each.merit is not None]
    return tuple(_lines(metric, among, placed, me)) if len(placed) >= LEAST else ()


def _lines(metric: Metric, among: Ranking, placed: list[Placed], me: Placed | None) -> Iterator[Needed]:
    own = me.merit if me else None
    for top in TOPS:
        last = placed[ceil(top * len(placed)) - 1]
        assert last.merit is not None
        reached = own >= last.merit if own is not None else None
        more = max(last.merit - own, Decimal(0)) if own is not None and BEST not in (last.merit, own) else None
        yield Needed(top, last.number, reached, more, _amount(metric, among, me, more))


def _amount(metric: Metric, among: Ranking, me: Placed | None, more: Decimal | None) -> Decimal | None:
    if more is None or me is None or among.by == "score" or metric.better == "lower":
        return None
    if among.by == "value":
        return more
    return None if me.due is None else (more * abs(me.due)).quantize(KEPT)
