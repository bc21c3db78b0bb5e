"""What the records sum to: actuals of several metrics at once, by unit, manager and day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from metrics.ground import Ground, Reader, sql
from metrics.pack import Metric, Pack

Grain = Literal["unit", "manager", "day", "manager_day"]
GROUPS: dict[Grain, str] = {
    "unit": "(above.above)",
    "manager": "(above.above, counted.manager)",
    "day": "(above.above, counted.day)",
    "manager_day": "(above.above, counted.manager, counted.day)",
}


@dataclass
class Actual:
    """One metric's sums; a key without a row is absent. The manager None holds what is unassigned.

    `units`, `people`, `days` are over the period (people and days of the unit viewed); the `last_` ones
    over the last day; `unit_days` and `people_days` are (key, day) pairs, read only where a tie needs them.
    `blank` holds the units and people whose rows all lack what the metric needs.
    """

    units: dict[str, Decimal] = field(default_factory=dict)
    people: dict[str | None, Decimal] = field(default_factory=dict)
    days: dict[date, Decimal] = field(default_factory=dict)
    unit_days: dict[tuple[str, date], Decimal] = field(default_factory=dict)
    people_days: dict[tuple[str, date], Decimal] = field(default_factory=dict)
    last_units: dict[str, Decimal] = field(default_factory=dict)
    last_people: dict[str | None, Decimal] = field(default_factory=dict)
    blank: set[tuple[str, str | None]] = field(default_factory=set)


def actuals(
    reader: Reader,
    pack: Pack,
    metrics: Sequence[Metric],
    ground: Ground,
    units: Iterable[str],
    grains: Sequence[Grain] = ("unit",),
    last_days: dict[str, tuple[date, date]] | None = None,
    people: Sequence[str] | None = None,
) -> dict[str, Actual]:
    """Sums by metric id, of `people` alone where given: one query for each mart and source.

    `last_days` gives each source's last day.
    """
    found: dict[str, Actual] = {metric.id: Actual() for metric in metrics}
    ordered = sorted(metrics, key=_place)
    for (mart, source), group in groupby(ordered, key=_place):
        each = list(group)
        last = (last_days or {}).get(source)
        params = {**_params(pack, each, ground, units, source, last), "people": people}
        for row in reader.rows(_query(mart, each, grains), params):
            for number, metric in enumerate(each):
                _keep(found[metric.id], row, number, ground.unit)
    return found


def _place(metric: Metric) -> tuple[str, str]:
    return metric.mart, metric.source


def _query(mart: str, metrics: Sequence[Metric], grains: Sequence[Grain]) -> str:
    where = [f" filter (where {metric.where})" if metric.where else "" for metric in metrics]
    measures = ", ".join(
        f"{metric.aggregate}{where[n]} as m{n}, count({metric.needs or '*'}) as k{n}"
        for n, metric in enumerate(metrics)
    )
    spans = {"m": "$first and $end", "l": "$last_first and $last_last"}
    sums = ", ".join(
        f"sum(m{n}) filter (where counted.day between {span}) as {letter}{n}"
        for n in range(len(metrics))
        for letter, span in spans.items()
    )
    blanks = ", ".join(
        f"sum(k{n}) filter (where counted.day between $first and $end) = 0 as b{n}" for n in range(len(metrics))
    )
    groups = ", ".join(GROUPS[grain] for grain in grains)
    keys = ", ".join(
        f"counted.{key}, grouping(counted.{key}) = 0 as by_{key}"
        if f"counted.{key}" in groups
        else f"null as {key}, false as by_{key}"
        for key in ("manager", "day")
    )
    return sql("actual").format(measures=measures, mart=mart, keys=keys, sums=f"{sums}, {blanks}", grouping=groups)


def _params(
    pack: Pack,
    metrics: Sequence[Metric],
    ground: Ground,
    units: Iterable[str],
    source: str,
    last: tuple[date, date] | None,
) -> dict[str, object]:
    first, end = ground.period.first_day, ground.end
    conditions = " ".join(metric.where for metric in metrics)
    lists = {name: list(values) for name, values in pack.lists.items() if f"${name}" in conditions}
    known = {unit: each[-1].last_day for (kind, unit), each in ground.complete.items() if kind == source}
    return {
        "known_units": list(known),
        "known_days": list(known.values()),
        "latest": ground.latest.get(source),
        "scan_first": min(first, last[0]) if last else first,
        "scan_until": (max(end, last[1]) if last else end) + timedelta(days=1),
        "first": first,
        "end": end,
        "last_first": last[0] if last else None,
        "last_last": last[1] if last else None,
        "units": list(units),
        **lists,
    }


def _keep(actual: Actual, row: dict[str, Any], number: int, top: str) -> None:
    value, last = (None if row[f"{x}{number}"] is None else Decimal(row[f"{x}{number}"]) for x in "ml")
    unit, manager, day = row["unit"], row["manager"], row["day"]
    if row["by_day"] and row["by_manager"]:
        _put(actual.people_days, (manager, day), value if unit == top else None)
    elif row["by_day"]:
        _put(actual.unit_days, (unit, day), value)
        _put(actual.days, day, value if unit == top else None)
    elif row["by_manager"]:
        _put(actual.people, manager, value if unit == top else None)
        if row[f"b{number}"] and unit == top:
            actual.blank.add(("manager", manager))
        _put(actual.last_people, manager, last if unit == top else None)
    else:
        _put(actual.units, unit, value)
        if row[f"b{number}"]:
            actual.blank.add(("unit", unit))
        _put(actual.last_units, unit, last)


def _put(place: dict[Any, Decimal], key: object, value: Decimal | None) -> None:
    if value is not None:
        place[key] = value
