"""Lines of the parts of a portfolio: its tiers, and the customers that count in no sum."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from data.errors import Refused
from metrics.ground import sql
from metrics.held import ROWS, add_lonely, over_held
from metrics.line import Line
from metrics.pack import Metric
from metrics.standing import stand
from metrics.view import View

STANDING = {
    "plan": "'tier'",
    "distinct": "case when manager is null then 'unheld' when settled then 'tier'"
    " when not bool_or(settled) over (partition by customer) then 'settling' end",
}
Key = tuple[str, str | None]


def tier_lines(seen: View, metric: Metric) -> list[Line]:
    """A line for each tier of the customers held below the unit viewed, in the pack's order, then other tiers.

    `part` is ("tier", its code; as written where the pack has none; None for no tier). Raises
    Refused("metric.no_tiers") for what isn't counted over customers held.
    """
    if not all(over_held(part) for part in _made_of(seen, metric)):
        raise Refused("metric.no_tiers", metric=metric.id)
    order = list(seen.pack.tiers)
    lines = _lines(seen, metric, ("tier",))
    return sorted(lines, key=lambda line: (order.index(line.key) if line.key in order else len(order), line.key or "~"))


def beside_lines(seen: View, metric: Metric) -> list[Line]:
    """Customers below the unit viewed that count in no sum, where there are any: `part` is settling or unheld."""
    made_of = _made_of(seen, metric)
    if not all(over_held(part) and part.kind != "plan" for part in made_of):
        return []
    add_lonely(seen.reader, seen.pack, seen.ground, metric.source)
    return [replace(line, here=False) for line in _lines(seen, metric, ("settling", "unheld"))]


def _made_of(seen: View, metric: Metric) -> list[Metric]:
    return [seen.pack.metrics[id] for id in (metric.top, metric.bottom)] if metric.kind == "ratio" else [metric]


def _lines(seen: View, metric: Metric, dimensions: Sequence[str]) -> list[Line]:
    top, *bottom = (_counted(seen, each) for each in _made_of(seen, metric))
    found = {key for key in (*top, *(bottom[0] if bottom else ())) if key[0] in dimensions}
    wanted = sorted(found, key=lambda key: (key[0], key[1] or ""))
    rows = [_row(seen, metric, key, _value(key, top, bottom)) for key in wanted]
    return [replace(line, part=key) for key, line in zip(wanted, stand(seen, rows), strict=True)]


def _value(key: Key, top: dict[Key, Decimal], bottom: Sequence[dict[Key, Decimal]]) -> Decimal | None:
    if not bottom:
        return top[key]
    below = bottom[0].get(key)
    return top.get(key, Decimal(0)) / below if below else None


def _counted(seen: View, metric: Metric) -> dict[Key, Decimal]:
    rows, _ = ROWS[metric.kind]
    statement = sql("held_part_of").format(
        rows=rows, standing=STANDING[metric.kind], aggregate=metric.aggregate, where=metric.where or "true"
    )
    lists = {name: list(values) for name, values in seen.pack.lists.items() if f"${name}" in metric.where}
    found = seen.reader.rows(statement, {"unit": seen.ground.unit, **lists})
    return {(row["dimension"], row["key"]): row["actual"] for row in found if row["dimension"]}


def _row(seen: View, metric: Metric, key: Key, actual: Decimal | None) -> dict[str, Any]:
    unit = seen.ground.unit
    as_of = seen.day(metric, unit)
    line = metric.paced and key[0] == "tier" and actual is not None
    return {
        "metric": metric.id,
        "kind": metric.kind,
        "mean": metric.mean,
        "paced": metric.paced,
        "better": metric.better,
        "step": float(metric.step),
        "unit": unit,
        "name": seen.pack.tiers[key[1]].names[0] if key[1] in seen.pack.tiers else key[1] if key[0] == "tier" else None,
        "here": True,
        "state": "not_computable" if actual is None else "value",
        "as_of": as_of,
        "actual": actual,
        "target": seen.pack.coverage.line if line else None,
        "target_source": "line" if line else None,
        **seen.clock(metric, as_of),
    }
