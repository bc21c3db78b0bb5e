"""What the records sum to: flows and distinct counts of several metrics at once, by unit, manager and day."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from data.reader import Reader
from metrics.ground import Ground, keep, sql
from metrics.held import over_held
from metrics.pack import Metric, Pack

Grain = Literal["unit", "manager", "day", "manager_day"]
GROUPS: dict[Grain, str] = {
    "unit": "(above.above)",
    "manager": "(above.above, counted.manager)",
    "day": "(above.above, counted.day)",
    "manager_day": "(above.above, counted.manager, counted.day)",
}
NUMBER = "decimal(38, 8)"
# one row for each metric, unit asked for and kind of owner; what a balance needs beside its actual comes with it
PART = {
    "metric": "varchar", "above": "varchar", "kind": "varchar", "manager": "varchar", "day": "date",
    "actual": NUMBER, "brought": NUMBER, "blank": "boolean",
    "opening": NUMBER, "last": NUMBER, "base": NUMBER, "base_end": NUMBER, "held": "boolean", "unseen": "bigint",
}  # fmt: skip
# marts of what stands for a stretch of days, by whom it is held
HELD = """select complete.last_day as day, holder.unit, holder.manager, ({key}) as key
    from {mart} as counted
    inner join holder using (customer)
    inner join complete on complete.unit = holder.unit
    where complete.last_day >= counted.first_day and complete.last_day < counted.until
        and complete.last_day >= holder.first_day and complete.last_day < holder.until{where}"""
DONE = """select day, unit, manager, ({key}) as key from {mart}
    where day >= $first and day <= $end{where}"""
STOOD = """select {day} as day, unit, manager, ({key}) as key from {mart}
    where first_day <= $end and until > $first{where}"""
SHAPES = {"holding": HELD, "balance_spell": STOOD}
# which day of such a stretch its key counts on
DAYS = {"first": "greatest(first_day, $first)", "last": "least(until - 1, $end)"}


def empty_parts(reader: Reader) -> None:
    """Makes the table `part` that the measures of a view are put in."""
    columns = ", ".join(f"{name} {kind}" for name, kind in PART.items())
    reader.run(f"create or replace temp table part ({columns})")


def add_flows(
    reader: Reader,
    pack: Pack,
    metrics: Sequence[Metric],
    ground: Ground,
    units: Iterable[str],
    grains: Sequence[Grain],
    last_days: dict[str, tuple[date, date]] | None = None,
    people: Sequence[str] | None = None,
) -> None:
    """Puts sums in `part`, of `people` alone where given: one query for each mart and source.

    `last_days` gives each source's last day; what it brought comes as `brought`.
    """
    flows = sorted((each for each in metrics if each.kind == "flow"), key=_place)
    for (mart, source), group in groupby(flows, key=_place):
        each = list(group)
        last = (last_days or {}).get(source)
        params = {**_params(pack, each, ground, units, source, last), "people": people}
        keep(reader, "measured", _query(mart, each, grains), params)
        reader.run("insert into part by name from measured")


def add_distinct(reader: Reader, pack: Pack, metrics: Sequence[Metric], ground: Ground, units: Iterable[str]) -> None:
    """Puts distinct counts in `part`: one query for each metric, since keys don't add up."""
    for metric in metrics:
        if metric.kind != "distinct" or over_held(metric):
            continue
        shape = SHAPES.get(metric.mart, DONE)
        where = f" and ({metric.where})" if metric.where else ""
        key = metric.aggregate.removeprefix("count(distinct ").removesuffix(")")
        rows = shape.format(key=key, mart=metric.mart, where=where, day=DAYS[metric.day])
        params = _params(pack, [metric], ground, units, metric.source, None)
        statement = sql("distinct").format(rows=rows)
        keep(reader, "measured", f"select '{metric.id}' as metric, * from ({statement})", params)
        reader.run("insert into part by name from measured")


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
        else f"null::{kind} as {key}, false as by_{key}"
        for key, kind in (("manager", "varchar"), ("day", "date"))
    )
    said = ", ".join(
        f"{{'metric': '{metric.id}', 'actual': m{n}::{NUMBER}, 'brought': l{n}::{NUMBER}, 'blank': b{n}}}"
        for n, metric in enumerate(metrics)
    )
    return sql("actual").format(
        measures=measures, mart=mart, keys=keys, sums=f"{sums}, {blanks}", grouping=groups, said=said
    )


def _params(
    pack: Pack,
    metrics: Sequence[Metric],
    ground: Ground,
    units: Iterable[str],
    source: str,
    last: tuple[date, date] | None,
) -> dict[str, object]:
    first, end = ground.period.first_day, ground.end
    return {
        "source": source,
        "latest": ground.latest.get(source),
        "scan_first": min(first, last[0]) if last else first,
        "scan_until": (max(end, last[1]) if last else end) + timedelta(days=1),
        "first": first,
        "end": end,
        "last_first": last[0] if last else None,
        "last_last": last[1] if last else None,
        "units": list(units),
        **{name: list(values) for name, values in pack.lists.items()},
    }
