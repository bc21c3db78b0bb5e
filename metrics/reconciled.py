"""Whether the rows below a total come to it: people and what is nobody's, or units and what is the unit's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from metrics.line import Line
from metrics.pack import Metric

SUMMED = ("flow", "balance_end", "balance_average", "growth")


@dataclass(frozen=True)
class Reconciled:
    """What `count` rows sum to, what is nobody's, and what then lacks to the total; in the metric's unit."""

    count: int
    rows: Decimal
    unassigned: Decimal
    total: Decimal
    difference: Decimal


def reconciled(metric: Metric, total: Line, rows: Sequence[Line]) -> Reconciled | None:
    """None where rows are not to be summed (ratios, distinct counts) or the total has no number."""
    if metric.kind not in SUMMED or total.actual is None:
        return None
    known = [(line, line.actual) for line in rows if line.actual is not None]
    unassigned = sum((actual for line, actual in known if line.unassigned), Decimal(0))
    named = [actual for line, actual in known if not line.unassigned]
    lacking = total.actual - sum(named, Decimal(0)) - unassigned
    # balances come as binary fractions: what is less than a step is nothing
    difference = (lacking / metric.step).quantize(Decimal(1), ROUND_HALF_UP) * metric.step
    return Reconciled(len(named), sum(named, Decimal(0)), unassigned, total.actual, difference)
