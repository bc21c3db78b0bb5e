"""The line under a table that says what its rows come to, and what lacks to the total."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from metrics.reconciled import reconciled

if TYPE_CHECKING:
    from pages.parts.room import Room


def said(room: "Room", metric: Metric, total: Line, rows: Sequence[Line], by: str) -> str:
    """What the rows sum to against the total; of what is counted anew at each level, that they don't."""
    found = reconciled(metric, total, rows)
    if found is None:
        return room.say("target.sums_not") if metric.kind in ("distinct", "ratio") else ""

    def whole(value: numbers.Number) -> str:
        return numbers.full(value, metric.unit, room.language)

    people = by == "manager"
    parts = [room.say("target.sum_people" if people else "target.sum_units", count=found.count, sum=whole(found.rows))]
    if found.unassigned:
        parts.append(room.say("target.sum_unassigned", sum=whole(found.unassigned)))
    # below a unit stand its children; who is in the unit itself stands in none of them
    if found.difference:
        parts.append(room.say("target.sum_lacks" if people else "target.sum_own", sum=whole(found.difference)))
    return room.say("target.sum_total", parts=room.say("target.sum_plus").join(parts), total=whole(found.total))
