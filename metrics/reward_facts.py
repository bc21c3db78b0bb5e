"""What everybody reached in a period, kept as tables for the rules of rewards: numbers, ranks, score, running sums."""

from collections.abc import Sequence
from datetime import date

from data.reader import Reader
from metrics.actual import add_flows, empty_parts
from metrics.ground import sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.results import keep_results
from metrics.reward_rule import Reward
from metrics.score import weighted
from metrics.sealed import hold_days
from metrics.standing import keep_ranked
from metrics.view import View, view
from metrics.workdays import Workdays

# `score_to` is the last day that all it is made of are known to, none while a metric with a target is unknown
SCORE = """
create or replace temp table reward_score as
select owner as manager, any_value(score)::double as score,
    if(bool_or(state = 'unknown' and target is not null), null,
        coalesce(min(as_of) filter (where target is not null), min(as_of))) as score_to
from result_score
inner join result using (owner)
group by owner
"""
NO_SCORE = """
create or replace temp table reward_score as
select null::varchar as manager, null::double as score, null::date as score_to limit 0
"""
RUNNING = """
create or replace temp table reward_running as
select metric, manager, day, sum(actual) over (partition by metric, manager order by day)::double as total
from part
where kind = 'manager_day' and above = $unit
"""


def keep_facts(
    reader: Reader, pack: Pack, rules: Sequence[Reward], period: Period, unit: str, workdays: Workdays, as_of: date
) -> None:
    """Keeps `reward_fact`, a row for everybody and metric of the rules, and `reward_running`, sums day by day."""
    _keep_score(reader, pack, rules, period, unit, workdays, as_of)
    covered = ["coverage"] if any(rule.least_coverage is not None for rule in rules) else []
    wanted = dict.fromkeys([*(rule.metric for rule in rules if rule.metric), *covered])
    metrics = [pack.metrics[id] for id in wanted] or [*weighted(pack)[:1]]
    seen = view(reader, pack, metrics, period, unit, workdays=workdays, as_of=as_of)
    keep_ranked(seen)
    reader.run(f"create or replace temp table reward_fact as {sql('reward_fact')}")
    reader.run(sql("reward_macro"))
    _keep_running(seen, rules)


def _keep_score(
    reader: Reader, pack: Pack, rules: Sequence[Reward], period: Period, unit: str, workdays: Workdays, as_of: date
) -> None:
    asked = any(rule.measure == "score" or rule.least_score is not None for rule in rules) and bool(weighted(pack))
    if asked:
        keep_results(reader, pack, period, unit, workdays=workdays, people=True, as_of=as_of)
    reader.run(SCORE if asked else NO_SCORE)


def _keep_running(seen: View, rules: Sequence[Reward]) -> None:
    """Sums of what adds up day by day, each up to the day its unit is complete to."""
    pack, reader, unit = seen.pack, seen.reader, seen.ground.unit
    flows = [pack.metrics[id] for id in dict.fromkeys(rule.metric for rule in rules if rule.runs(pack.metrics))]
    empty_parts(reader)
    if flows:
        add_flows(reader, pack, flows, seen.ground, [unit], ("manager_day",))
    if flows and seen.sealed and seen.sealed.whole:
        hold_days(reader, seen.ground, [unit], "manager_day")
    reader.run(RUNNING, {"unit": unit})
