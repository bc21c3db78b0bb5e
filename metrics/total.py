"""The line of a total: the unit viewed or one of its children, with what its people and late units mean for it."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.attain import Standing
from metrics.line import Line
from metrics.pack import Metric
from metrics.view import NOTHING, View

STANDING = tuple(field.name for field in fields(Standing) if field.name != "state")


def unit_line(seen: View, metric: Metric, unit: str) -> Line:
    """The total of the unit viewed or of one of its children."""
    ground, units = seen.ground, seen.ground.below[unit]
    as_of = ground.total_last(metric.source, units)
    own = seen.targets[metric.id].get(("unit", unit), NOTHING)
    people = seen.people_target(metric, unit, as_of)
    actual = seen.actuals[metric.id].units.get(unit)
    state = _unit_state(seen, metric, unit, actual, own.amount)
    target, source = (own.amount, own.source) if own.amount is not None or people is None else (people, "people")
    late = ground.late(metric.source, units, as_of)
    unknown = seen.unknown(metric, unit)
    return make_line(
        *(seen, metric, state, actual, target, as_of),
        unit=unit,
        name=ground.name(unit),
        target_source=source,
        people_target=people,
        untargeted=seen.untargeted(metric, unit, as_of) if source == "people" else 0,
        missing_periods=own.missing if target is None else (),
        partial=state in ("value", "zero") and bool(late or unknown),
        unknown=unknown,
        late=late,
        provisional=unit in ground.nodes and ground.nodes[unit].provisional,
    )


def _unit_state(seen: View, metric: Metric, unit: str, actual: Decimal | None, own: Decimal | None) -> str:
    if actual is not None:
        return "value"
    if ("unit", unit) in seen.actuals[metric.id].blank:
        return "unknown"
    units = seen.ground.below[unit]
    peopled = [each for each in units if each in seen.ground.peopled]
    if not peopled and own is None:
        return "out_of_scope"
    known = any(seen.ground.known(metric.source, each) for each in peopled or units)
    return "zero" if known else "unknown"


def make_line(
    seen: View,
    metric: Metric,
    state: str,
    actual: Decimal | None,
    target: Decimal | None,
    as_of: date | None,
    **about: Any,
) -> Line:
    """A line; `about` says whose. A true zero counts as 0, what is unknown or out of scope has no actual."""
    value = {"value": actual, "zero": Decimal(0)}.get(state)
    standing = seen.standing(metric, value, target, as_of)
    numbers: dict[str, Any] = {
        "metric": metric.id,
        "period": seen.ground.period.code,
        "as_of": as_of,
        "state": state,
        "actual": value,
        "target": target,
        "target_state": standing.state,
        **{name: getattr(standing, name) for name in STANDING},
    }
    return Line(**{"unit": None, "manager": None, "name": None, **numbers, **about})
