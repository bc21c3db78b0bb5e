"""Everybody's outcome under a rule of last place, period by period, worked out over all people."""

from collections.abc import Iterable, Sequence
from datetime import date

from data.reader import Reader
from metrics.days import asked_day, needed
from metrics.ground import keep, put, sql
from metrics.groups import keep_since
from metrics.last_place_rule import LastPlace
from metrics.pack import Pack
from metrics.periods import Period, containing
from metrics.score import keep_scores, weighted
from metrics.standing import compare, keep_people
from metrics.view import view
from metrics.workdays import Workdays

# periods looked at before the one asked for, where nobody asks for fewer
BACK = 11
FACT = {
    "place": "bigint", "period": "varchar", "running": "boolean", "manager": "varchar", "name": "varchar",
    "unit": "varchar", "here": "boolean", "actual": "decimal(38, 8)", "due": "decimal(38, 8)",
    "gap": "decimal(38, 8)", "value": "double", "reason": "varchar",
}  # fmt: skip
# since when there are records, and the unit
FIRST = """
select greatest(min(first_day), (select min(first_day) from unit where unit = $unit)) as day from completeness
"""


def over(pack: Pack, rule: LastPlace, period: Period, workdays: Workdays, as_of: date) -> Period:
    """The rule's latest period that is over by the day, among those up to the end of `period`."""
    span = containing(rule.every, max(min(as_of, period.last_day), period.first_day), pack.year)
    return span if needed(span, workdays) <= as_of else span.previous()


def spans_of(
    reader: Reader, pack: Pack, rule: LastPlace, period: Period, unit: str, as_of: date | None, back: int = BACK
) -> list[Period]:
    """The rule's period that ends within `period` as far as the records go, and up to `back` before; latest first."""
    day = max(asked_day(reader, period, unit, as_of), period.first_day)
    found = [containing(rule.every, day, pack.year)]
    first = reader.rows(FIRST, {"unit": unit})[0]["day"] or found[0].first_day
    while len(found) <= back and found[-1].first_day > first:
        found.append(found[-1].previous())
    return found


def keep_states(
    reader: Reader, pack: Pack, rule: LastPlace, spans: Sequence[Period], unit: str, *, workdays: Workdays,
    as_of: date | None,
) -> None:  # fmt: skip
    """Keeps everybody's outcome and state in each of the periods, latest first, as the table `last_state`."""
    keep_facts(reader, pack, rule, enumerate(spans), unit, workdays=workdays, as_of=as_of)
    judge(reader, pack, rule)


def keep_facts(
    reader: Reader, pack: Pack, rule: LastPlace, spans: Iterable[tuple[int, Period]], unit: str, *,
    workdays: Workdays, as_of: date | None,
) -> None:  # fmt: skip
    """Keeps what the rule measures of everybody in each of the periods, by its place, as the table `last_fact`."""
    put(reader, "last_fact", FACT, [])
    for place, span in spans:
        _keep_facts(reader, pack, rule, span, unit, workdays, as_of)
        about = {"place": place, "period": span.code, "running": _running(reader, span, unit, workdays, as_of)}
        reader.run("insert into last_fact by name select *, $place as place, $period as period, $running as running"
                   " from last_measured", about)  # fmt: skip


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
        "running": _running(reader, span, unit, workdays, as_of), "needed": needed(span, workdays),
    }  # fmt: skip
    keep_since(reader)
    keep(reader, "last_measured", sql("last_measured"), params)


def _running(reader: Reader, span: Period, unit: str, workdays: Workdays, as_of: date | None) -> bool:
    return asked_day(reader, span, unit, as_of) < needed(span, workdays)
