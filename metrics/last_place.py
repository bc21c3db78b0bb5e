"""Last place: who fails both tests of a rule, how often in a row, and what is missing to leave; by name for few."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from data.home import Home
from data.publish import open_reader
from data.reader import Reader
from data.scope import OWNER, Viewer
from metrics.days import asked_day
from metrics.ground import keep, put, sql
from metrics.last_place_rule import LastPlace
from metrics.pack import Pack
from metrics.periods import Period, containing
from metrics.score import keep_scores, weighted
from metrics.standing import compare, keep_people
from metrics.view import view
from metrics.workdays import Workdays

# periods looked at before the one asked for
BACK = 12
FACT = {
    "place": "bigint", "period": "varchar", "running": "boolean", "manager": "varchar", "name": "varchar",
    "unit": "varchar", "here": "boolean", "actual": "decimal(38, 8)", "due": "decimal(38, 8)",
    "gap": "decimal(38, 8)", "value": "double", "reason": "varchar",
}  # fmt: skip
# since when there are records, and the unit
FIRST = """
select greatest(min(first_day), (select min(first_day) from unit where unit = $unit)) as day from completeness
"""
BELOW = "select unit from unit_above where above = $unit and first_day <= $day and until > $day"
NEAREST = """
select own.above, count(distinct peer.manager) as people
from unit_above as own
inner join unit_above as beside on beside.above = own.above and beside.first_day <= $day and beside.until > $day
inner join manager as peer on peer.unit = beside.unit and peer.first_day <= $day and peer.until > $day
inner join unit as node on node.unit = own.above and node.first_day <= $day and node.until > $day
where own.unit = $unit and own.first_day <= $day and own.until > $day
group by own.above, node.depth
order by node.depth desc
"""


@dataclass(frozen=True)
class Standing:
    """A person under a rule in a period: clear, watch, coaching, or excluded for a `reason`.

    `value` is the share compared with `line`; `missing` how much more of it leaves last place (0: is not in it), and
    `missing_amount` the same in the metric's own unit. `rank` counts from the top. Both tests failed `in_a_row` times.
    Of a period still `running`, value, rank and what is missing say how it stands so far.
    """

    rule: str
    period: str
    manager: str
    name: str | None
    unit: str
    state: str
    value: Decimal | None
    line: Decimal
    missing: Decimal | None
    missing_amount: Decimal | None
    rank: int | None
    ranked: int | None
    tie: bool | None
    in_a_row: int
    reason: str | None
    running: bool
    gap: Decimal | None


def last_place(
    home: Home, viewer: Viewer, pack: Pack, period: Period, unit: str, *, workdays: Workdays,
    as_of: date | None = None, today: date | None = None,
) -> list[Standing]:  # fmt: skip
    """Everybody below `unit` (an id) under each rule switched on, for the rule's own period that ends within `period`.

    Counted over everybody; given out is only what the viewer may see: see `allowed`.
    """
    reader = open_reader(home, OWNER, today)
    if reader is None:
        return []
    with reader:
        found = []
        for id, rule in pack.last_place.items():
            if rule.on:
                spans = spans_of(reader, pack, rule, period, unit, as_of)
                keep_states(reader, pack, rule, spans, unit, workdays=workdays, as_of=as_of)
                rows = reader.rows("from last_state where place = 0 order by rank desc nulls last, manager")
                found += [_standing(id, rule, row) for row in rows]
        return allowed(reader, viewer, found, min(as_of or period.last_day, period.last_day))


def allowed(reader: Reader, viewer: Viewer, found: Iterable[Standing], day: date) -> list[Standing]:
    """The one place that says who sees a standing: a head those of the own people, a person the own, nobody else."""
    if viewer.role == "owner":
        return list(found)
    if viewer.role == "head":
        below = {row["unit"] for row in reader.rows(BELOW, {"unit": viewer.unit, "day": day})}
        return [each for each in found if each.unit in below]
    return [each for each in found if viewer.role == "manager" and each.manager == viewer.manager]


def spans_of(
    reader: Reader, pack: Pack, rule: LastPlace, period: Period, unit: str, as_of: date | None
) -> list[Period]:
    """The rule's period that ends within `period` as far as the records go, and up to twelve before; latest first."""
    day = max(asked_day(reader, period, unit, as_of), period.first_day)
    found = [containing(rule.every, day, pack.year)]
    first = reader.rows(FIRST, {"unit": unit})[0]["day"] or found[0].first_day
    while len(found) <= BACK and found[-1].first_day > first:
        found.append(found[-1].previous())
    return found


def keep_states(
    reader: Reader, pack: Pack, rule: LastPlace, spans: Sequence[Period], unit: str, *, workdays: Workdays,
    as_of: date | None,
) -> None:  # fmt: skip
    """Keeps everybody's outcome and state in each of the periods, latest first, as the table `last_state`."""
    put(reader, "last_fact", FACT, [])
    for place, span in enumerate(spans):
        _keep_facts(reader, pack, rule, span, unit, workdays, as_of)
        about = {"place": place, "period": span.code, "running": _running(reader, span, unit, workdays, as_of)}
        reader.run("insert into last_fact by name select *, $place as place, $period as period, $running as running"
                   " from last_measured", about)  # fmt: skip
    judge(reader, pack, rule)


def judge(reader: Reader, pack: Pack, rule: LastPlace) -> None:
    """Keeps `last_state` of what is kept in `last_fact`."""
    metric = pack.metrics.get(rule.metric)
    params = {
        "bottom": rule.bottom, "bottom_share": float(rule.bottom_share or 0), "line": float(rule.line),
        "peers": rule.peers, "periods": rule.periods, "adds": metric is not None and metric.better == "higher",
    }  # fmt: skip
    keep(reader, "last_judged", sql("last_judged"), params)
    keep(reader, "last_state", sql("last_state"), params)


def _keep_facts(
    reader: Reader, pack: Pack, rule: LastPlace, span: Period, unit: str, workdays: Workdays, as_of: date | None
) -> None:
    """Keeps what the rule measures of everybody in one period as `last_measured`."""
    metrics = [pack.metrics[rule.metric]] if rule.metric else list(weighted(pack))
    seen = view(reader, pack, metrics, span, unit, workdays=workdays, as_of=as_of)
    if rule.metric:
        keep_people(seen)
        reader.run("create or replace temp table stood as from people where assigned")
        compare(seen)
        reader.run("create or replace temp table score as select null::varchar as owner, null::double as score")
    else:
        keep_scores(seen, people=True)
    params = {
        "metric": rule.metric, "paced": any(metric.paced for metric in metrics if rule.metric),
        "first": span.first_day, "until": span.until, "tenure": rule.tenure_months,
        "leave_share": float(rule.leave_share), "workdays": workdays.count(span.first_day, span.until),
        "running": _running(reader, span, unit, workdays, as_of), "needed": _needed(span, workdays),
    }  # fmt: skip
    keep(reader, "last_measured", sql("last_measured"), params)


def _needed(span: Period, workdays: Workdays) -> date:
    """The day a period's records have to reach: its last workday."""
    days = ((span.last_day - timedelta(days=back)) for back in range((span.until - span.first_day).days))
    return next((day for day in days if workdays.is_workday(day)), span.last_day)


def _running(reader: Reader, span: Period, unit: str, workdays: Workdays, as_of: date | None) -> bool:
    return asked_day(reader, span, unit, as_of) < _needed(span, workdays)


def group_of(reader: Reader, unit: str, least: int, day: date) -> str:
    """The group a person of a unit is counted in: that unit, or the nearest above it with enough people."""
    found = reader.rows(NEAREST, {"unit": unit, "day": day})
    return next((str(row["above"]) for row in found if row["people"] >= least), unit)


def _standing(id: str, rule: LastPlace, row: dict[str, Any]) -> Standing:
    known = {**row, "rule": id, "line": rule.line}
    shares = {name: share(row[name]) for name in ("value", "missing")}
    return Standing(**{field.name: (known | shares)[field.name] for field in fields(Standing)})


def share(value: float | None) -> Decimal | None:
    """A share as compared: to a thousandth, boundless where nothing at all was to be had."""
    if value is None or value in (float("inf"), float("-inf")):
        return None if value is None else Decimal(repr(value))
    return Decimal(repr(value)).quantize(Decimal("0.001")).normalize()
