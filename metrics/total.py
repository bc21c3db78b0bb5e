"""The lines of totals: the unit viewed and its children, with what their people and late units mean for them."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from metrics.ground import UNPLACED, put
from metrics.line import Line
from metrics.pack import Metric
from metrics.reconciled import SUMMED
from metrics.sealed import BESIDE, unit_rows
from metrics.standing import STOOD, keep_people, rank, stand
from metrics.view import View

COUNTED = """
select
    metric,
    if(grouping(child) = 1, $unit, child) as unit,
    count(*) filter (where state = 'unknown' and assigned) as unknown,
    count(*) filter (where here and target is null) as untargeted,
    count(*) filter (where here and target is not null) as targeted,
    count(*) filter (where target is null and state = 'value' and not unassigned) as without,
    sum(actual) filter (where target is null and not unassigned) as brought
from people
group by grouping sets ((metric), (metric, child))
having unit is not null
"""
# what is prorated counts with everybody's own part, theirs too who come later; the rest with who is there on the day
AIMED = """
select aim.metric, if(grouping(aim.child) = 1, $unit, aim.child) as unit, sum(aim.amount)::decimal(38, 8) as amount
from aim
inner join asked using (metric)
left join person on person.source = asked.source and person.manager = aim.owner
where aim.kind = 'manager' and (asked.prorated or person.here) and asked.kind <> 'ratio'
group by grouping sets ((aim.metric), (aim.metric, aim.child))
having unit is not null
"""
UNKNOWN = {"state": "unknown", "actual": None, "target": None, "target_source": None}
Key = tuple[str, str]


@dataclass
class Facts:
    """What is known of the totals of a view, by metric and unit."""

    parts: dict[Key, dict[str, Any]] = field(default_factory=dict)
    own: dict[Key, dict[str, Any]] = field(default_factory=dict)
    people: dict[Key, Decimal] = field(default_factory=dict)
    counted: dict[Key, dict[str, Any]] = field(default_factory=dict)
    sealed: dict[Key, dict[str, Any]] = field(default_factory=dict)


def keep_units(seen: View) -> None:
    """Keeps the numbers of the unit viewed and its children, with targets and clocks, as the table `stood`."""
    keep_people(seen)
    put(seen.reader, "stood", STOOD, list(_rows(seen, _facts(seen)).values()))


def _rows(seen: View, facts: Facts) -> dict[Key, dict[str, Any]]:
    rows: dict[Key, dict[str, Any]] = {}
    for metric in seen.measured:
        for unit in seen.units:
            rows[metric.id, unit] = _row(seen, facts, metric, unit, rows)
    return _held(seen, facts, rows)


def _held(seen: View, facts: Facts, rows: dict[Key, dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    """The rows with sealed ones in their place; of a unit sealed itself no others, and later metrics as unknown."""
    asked, whole = {metric.id for metric in seen.measured}, seen.sealed is not None and seen.sealed.whole
    sealed = {key: row for key, row in facts.sealed.items() if key[0] in asked}
    still = {metric for metric, _ in sealed} if whole else set()
    kept = {key: row | (UNKNOWN if whole else {}) for key, row in rows.items() if key[0] not in still}
    return {**kept, **{key: row for key, row in sealed.items() if key[0] in still or key in rows}}


def unit_lines(seen: View) -> dict[str, list[Line]]:
    """By metric the unit viewed, then its children in order of rank; what is not placed only where there is any."""
    keep_people(seen)
    facts = _facts(seen)
    rows = _rows(seen, facts)
    top = seen.ground.unit
    own = {line.metric: line for line in stand(seen, [row for (_, unit), row in rows.items() if unit == top])}
    below = rank(seen, [row for (_, unit), row in rows.items() if unit != top and _listed(row)])
    return {
        metric.id: [_told(seen, facts, metric, line) for line in (own[metric.id], *below.get(metric.id, ()))]
        for metric in seen.metrics
    }


def _listed(row: dict[str, Any]) -> bool:
    return bool(row["unit"] != UNPLACED or row["state"] not in ("out_of_scope", "not_computable"))


def _facts(seen: View) -> Facts:
    reader, unit = seen.reader, {"unit": seen.ground.unit}
    return Facts(
        parts={(row["metric"], row["above"]): row for row in reader.rows("from part where kind = 'unit'")},
        own={(row["metric"], row["owner"]): row for row in reader.rows("from aim where kind = 'unit'")},
        people={(row["metric"], row["unit"]): row["amount"] for row in reader.rows(AIMED, unit)},
        counted={(row["metric"], row["unit"]): row for row in reader.rows(COUNTED, unit)},
        sealed={(row["metric"], row["unit"]): row for row in unit_rows(reader, seen.ground)} if seen.sealed else {},
    )


def _row(seen: View, facts: Facts, metric: Metric, unit: str, rows: dict[Key, dict[str, Any]]) -> dict[str, Any]:
    """A total before the formulas; a ratio is made of the two totals that were made before it."""
    part = facts.parts.get((metric.id, unit), {})
    as_of = seen.day(metric, unit)
    own = facts.own.get((metric.id, unit), {})
    target, said = own.get("amount"), own.get("said")
    counted = facts.counted.get((metric.id, unit), {})
    # of own rows that leave days out, the sum of some of its people would say less still
    left_out = own.get("missing") and counted.get("untargeted")
    if target is None and (metric.id, unit) in facts.people and not (left_out or _few(metric, counted, part)):
        target, said = facts.people[metric.id, unit], "people"
    if metric.kind == "ratio":
        state, actual = _ratio(rows[metric.top, unit], rows[metric.bottom, unit])
    else:
        state = _state(seen, metric, unit, part, own.get("amount"))
        actual = {"value": part.get("actual"), "zero": Decimal(0)}.get(state)
    if target is None and metric.paced and state == "value":
        target, said = seen.pack.coverage.line, "line"
    return {
        "metric": metric.id,
        "kind": metric.kind,
        "mean": metric.mean,
        "paced": metric.paced,
        "better": metric.better,
        "step": float(metric.step),
        "unit": unit,
        "name": seen.ground.name(unit),
        "provisional": unit in seen.ground.nodes and seen.ground.nodes[unit].provisional,
        "here": unit != UNPLACED,
        "state": state,
        "as_of": as_of,
        "actual": actual,
        **{name: part.get(name) for name in ("opening", "last", "base", "base_end", "unseen")},
        "target": target,
        "target_source": said,
        **seen.clock(metric, as_of),
    }


def _few(metric: Metric, counted: dict[str, Any], part: dict[str, Any]) -> bool:
    """Whether most who brought anything have no target, or brought most of it: the others' say little of the unit."""
    if counted.get("without", 0) > counted.get("targeted", 0):
        return True
    whole, brought = part.get("actual") or Decimal(0), counted.get("brought") or Decimal(0)
    return metric.kind in SUMMED and 2 * brought > whole > 0


def _state(seen: View, metric: Metric, unit: str, part: dict[str, Any], own: Decimal | None) -> str:
    if part.get("actual") is not None:
        return "value"
    if part.get("blank") or part.get("held"):
        return "unknown"
    units = seen.ground.below[unit]
    peopled = [each for each in units if each in seen.ground.peopled]
    if not peopled and own is None:
        return "out_of_scope"
    if seen.ground.end < seen.ground.period.first_day:
        return "unknown"
    if not any(seen.ground.known(metric.source, each) for each in peopled or units):
        return "unknown"
    return "zero" if metric.kind in ("flow", "distinct", "plan") else "out_of_scope"


def _ratio(top: dict[str, Any], bottom: dict[str, Any]) -> tuple[str, Decimal | None]:
    states = (top["state"], bottom["state"])
    for state in ("unknown", "out_of_scope"):
        if state in states:
            return state, None
    if not bottom["actual"]:
        return "not_computable", None
    return "value", Decimal(top["actual"] or 0) / Decimal(bottom["actual"])


def _told(seen: View, facts: Facts, metric: Metric, line: Line) -> Line:
    """The line with what stands beside its numbers."""
    key = (metric.id, line.unit or "")
    if line.sealed:
        return replace(line, **{name: facts.sealed[key][name] for name in BESIDE})
    counted = facts.counted.get(key, {})
    late = seen.ground.late(metric.source, seen.ground.below[key[1]], line.as_of)
    unknown = counted.get("unknown", 0)
    own = facts.own.get(key, {})
    return replace(
        line,
        people_target=facts.people.get(key),
        targeted=counted.get("targeted", 0),
        untargeted=counted.get("untargeted", 0) if line.target_source == "people" else 0,
        missing_periods=tuple(own.get("missing") or ()) if line.target is None else (),
        late=late,
        unknown=unknown,
        partial=line.state in ("value", "zero") and bool(late or unknown or line.unseen),
    )
