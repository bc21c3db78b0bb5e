"""Lines of numbers against their targets: formulas and ranks run as SQL over what a view has kept."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from metrics.actual import NUMBER, add_flows, empty_parts
from metrics.decimals import decimal
from metrics.ground import UNPLACED, keep, put, sql
from metrics.line import Line
from metrics.sealed import hold_days, hold_follows, hold_people
from metrics.view import View

LINE = tuple(field.name for field in fields(Line))
ATTAINED = "select manager, attainment from compared where metric = $metric and attainment is not null"
STOOD = {
    "metric": "varchar", "kind": "varchar", "mean": "boolean", "paced": "boolean", "better": "varchar",
    "step": "double", "unit": "varchar", "manager": "varchar", "name": "varchar", "provisional": "boolean",
    "here": "boolean", "state": "varchar", "as_of": "date", "day": "date", "actual": NUMBER, "opening": NUMBER,
    "last": NUMBER, "base": NUMBER, "base_end": NUMBER, "unseen": "bigint", "target": NUMBER,
    "target_source": "varchar", "passed": "bigint", "total": "bigint", "over": "boolean", "known_days": "bigint",
    "all_days": "bigint", "held": "bigint",
}  # fmt: skip


def stand(seen: View, rows: Sequence[dict[str, Any]]) -> list[Line]:
    """Lines of a few rows of the shape `STOOD`, in their order, against their targets but not ranked."""
    if not rows:
        return []
    put(seen.reader, "stood", {"place": "bigint", **STOOD}, [{**row, "place": n} for n, row in enumerate(rows)])
    compare(seen)
    return [line(seen, row) for row in seen.reader.rows("from compared order by place")]


def rank(seen: View, rows: Sequence[dict[str, Any]]) -> dict[str, list[Line]]:
    """Lines of a few rows by metric, ranked and in order of rank; who isn't ranked comes last."""
    if not rows:
        return {}
    put(seen.reader, "stood", STOOD, rows)
    return _ranked(seen)


def rank_people(seen: View, among: Sequence[str] | None = None, unplaced: bool = True) -> dict[str, list[Line]]:
    """Lines of everyone by metric, ranked and in order of rank; then who isn't, then what is nobody's.

    With `among` of those people alone, ranked among each other; without `unplaced` who has no place in the tree and is
    named by records alone counts as not there.
    """
    keep_people(seen)
    columns = "*" if unplaced else f"* replace (here and not (unit = '{UNPLACED}' and provisional) as here)"
    where = "" if among is None else " where list_contains($among::varchar[], manager)"
    keep(seen.reader, "stood", f"select {columns} from people{where}", {"among": among})
    return _ranked(seen)


def attained(seen: View) -> dict[str, Decimal]:
    """By person the attainment of the view's one metric, of who can be measured against a target."""
    keep_people(seen)
    seen.reader.run("create or replace temp table stood as from people where assigned")
    compare(seen)
    rows = seen.reader.rows(ATTAINED, {"metric": seen.metrics[0].id})
    return {row["manager"]: _value(row["attainment"]) for row in rows}


def keep_people(seen: View) -> None:
    """Keeps everyone's numbers with targets and clocks as the table `people`."""
    period = seen.ground.period
    params = {"unit": seen.ground.unit, "until": period.until, "last_day": period.last_day}
    keep(seen.reader, "stated", sql("person_stated"), params)
    keep(seen.reader, "people", sql("person_stood"), params)
    if seen.sealed:
        hold_people(seen.reader, seen.sealed)


def compare(seen: View) -> None:
    """Keeps the rows of `stood` with everything that follows from actual, target and clock as `compared`."""
    bands = seen.pack.bands
    seen.reader.run(sql("formulas"))
    params = {"ahead": float(bands.ahead), "on_track": float(bands.on_track), "behind": float(bands.behind)}
    keep(seen.reader, "compared", sql("standing"), params)
    if seen.sealed:
        hold_follows(seen.reader)


def keep_ranked(seen: View) -> None:
    """Keeps everyone's numbers with their ranks as the table `ranked_line`."""
    keep_people(seen)
    seen.reader.run("create or replace temp table stood as from people")
    compare(seen)
    _keep_first_reached(seen)
    seen.reader.run(f"create or replace temp table ranked_line as {sql('ranked')}")


def _ranked(seen: View) -> dict[str, list[Line]]:
    compare(seen)
    _keep_first_reached(seen)
    found: dict[str, list[Line]] = {metric.id: [] for metric in seen.metrics}
    for row in seen.reader.rows(sql("ranked")):
        if row["metric"] in found:
            found[row["metric"]].append(line(seen, row))
    return found


def line(seen: View, row: dict[str, Any]) -> Line:
    """A line of a row of numbers; shares and means come as binary fractions and are written as decimals."""
    values = {name: _value(row[name]) for name in LINE if name in row}
    return Line(**{"period": seen.ground.period.code, **values})


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return decimal(value) if isinstance(value, float) else value


def _keep_first_reached(seen: View) -> None:
    """Keeps the day on which those whose ranks tie first reached the target; only flows reach one day by day, and only
    upwards: where less is better the first to come to it is the first to have used it up.
    """
    reader = seen.reader
    reader.run("create or replace temp table first_reached (metric varchar, owner varchar, day date)")
    flows = {metric.id: metric for metric in seen.measured if metric.kind == "flow" and metric.better == "higher"}
    tied = [row for row in reader.rows(sql("tied")) if row["metric"] in flows]
    if not tied:
        return
    metrics = [flows[id] for id in sorted({row["metric"] for row in tied})]
    people = [row["owner"] for row in tied if row["manager"]]
    units = [row["owner"] for row in tied if not row["manager"]]
    reader.run("create or replace temp table kept_part as from part")
    empty_parts(reader)
    if people:
        add_flows(reader, seen.pack, metrics, seen.ground, [seen.ground.unit], ("manager_day",), people=people)
    else:
        add_flows(reader, seen.pack, metrics, seen.ground, units, ("day",))
    if seen.sealed and seen.sealed.whole:
        hold_days(reader, seen.ground, *(([seen.ground.unit], "manager_day") if people else (units, "day")))
    reader.run("create or replace temp table daily as from part")
    reader.run("create or replace temp table part as from kept_part")
    params = {
        "metrics": [row["metric"] for row in tied],
        "owners": [row["owner"] for row in tied],
        "targets": [row["target"] for row in tied],
    }
    keep(reader, "first_reached", sql("first_reached"), params)
