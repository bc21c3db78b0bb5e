"""Who is given what by the rules of rewards: a pure function of the records in force, for a unit and a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data.reader import Reader
from metrics.ground import keep, sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.reward_facts import keep_facts
from metrics.reward_rule import Reward
from metrics.workdays import Workdays

EMPTY = """
create or replace temp table award
(rule varchar, prize_set varchar, manager varchar, state varchar, provisional boolean)
"""
PAST = "create or replace temp table reward_past (n bigint, manager varchar, verdict varchar)"
VERDICT = """
insert into reward_past
select $n, manager, case when reason is not null then 'none' when reached then 'reached' else 'short' end
from reward_stood
"""
NO_STREAK = "create or replace temp table reward_streak as select '' as manager, 0 as streak limit 0"
DAILY = ("flow", "growth", "distinct")


@dataclass(frozen=True)
class Award:
    """What one rule gives somebody, or why not. Amounts in the metric's unit, shares and scores as fractions.

    `state` is awarded, open (it can still be reached), missed or excluded, with the `reason` for the last two.
    `value` is the number compared with `line`, after rounding; `missing` what it takes to the line, the last place or
    the next tier, `need_per_day` that per own workday left. `rank` is the place on the board, `place` the one in the
    rule. `provisional` awards may change by themselves; others only by a correction. `streak` counts periods in a row.
    """

    rule: str
    period: str
    manager: str
    name: str | None
    unit: str | None
    state: str
    value: Decimal | None
    line: Decimal | None
    missing: Decimal | None
    need_per_day: Decimal | None
    days_left: int | None
    rank: int | None
    ranked: int | None
    tie: bool
    reason: str | None
    place: int | None
    reached_on: date | None
    provisional: bool
    given: str
    amount: Decimal | None
    streak: int | None
    as_of: date | None


def running_rules(pack: Pack, period: Period) -> dict[str, Reward]:
    """The rules that are on and run in periods of this kind, in order."""
    return {id: rule for id, rule in pack.rewards.items() if rule.on and (not rule.every or period.kind in rule.every)}


def awards(reader: Reader, pack: Pack, period: Period, unit: str, *, workdays: Workdays, as_of: date) -> list[Award]:
    """A row for every rule and everybody assigned below the unit in the period so far: by rule, then place, then rank.

    The places of a rule are those among the people of the unit; the reader has to see all of them.
    """
    rules = running_rules(pack, period)
    if not rules:
        return []
    past = {id: _past(reader, pack, rule, period, unit, workdays) for id, rule in rules.items()}
    keep_facts(reader, pack, list(rules.values()), period, unit, workdays, as_of)
    reader.run(EMPTY)
    found: list[Award] = []
    for id, rule in rules.items():
        _keep_streak(reader, pack, rule, period, past[id])
        params = _params(pack, rule, period) | {"higher_open": _higher_open(reader, rules, id)}
        keep(reader, "reward_given", sql("reward_given"), params)
        reader.run(
            "insert into award select $rule, $prize_set, manager, state_of, provisional from reward_given",
            {"rule": id, "prize_set": rule.prize_set},
        )
        rows = reader.rows("from reward_given order by state_of <> 'awarded', place, board_rank, reason_of, manager")
        found += [_award(pack, id, rule, period, row) for row in rows]
    return found


def _past(
    reader: Reader, pack: Pack, rule: Reward, period: Period, unit: str, workdays: Workdays
) -> list[dict[str, Any]]:
    """What came of the periods before, as far back as a streak may reach with every other one not counting."""
    if rule.kind != "streak" or rule.periods is None:
        return []
    reader.run(PAST)
    before = period
    for n in range(1, 2 * rule.periods):
        before = before.previous()
        keep_facts(reader, pack, [rule], before, unit, workdays, before.last_day)
        keep(reader, "reward_stood", sql("reward_stood"), _params(pack, rule, before))
        reader.run(VERDICT, {"n": n})
    return reader.rows("from reward_past")


def _keep_streak(reader: Reader, pack: Pack, rule: Reward, period: Period, past: list[dict[str, Any]]) -> None:
    keep(reader, "reward_stood", sql("reward_stood"), _params(pack, rule, period))
    if rule.kind != "streak":
        reader.run(NO_STREAK)
        return
    columns = {name: [row[name] for row in past] for name in ("n", "manager", "verdict")}
    reader.run(
        "create or replace temp table reward_past as select unnest($n::bigint[]) as n,"
        " unnest($manager::varchar[]) as manager, unnest($verdict::varchar[]) as verdict",
        columns,
    )
    reader.run(f"create or replace temp table reward_streak as {sql('reward_streak')}")


def _higher_open(reader: Reader, rules: Mapping[str, Reward], id: str) -> bool:
    """Whether a rule before this one in its set still has a prize to give, which would free one of these."""
    own = rules[id].prize_set
    above = [each for each in list(rules)[: list(rules).index(id)] if own and rules[each].prize_set == own]
    final = {
        row["rule"]: row["n"]
        for row in reader.rows(
            "select rule, count(*) as n from award where state = 'awarded' and not provisional group by rule"
        )
    }
    return any(rules[each].places is None or final.get(each, 0) < (rules[each].places or 0) for each in above)


def _params(pack: Pack, rule: Reward, period: Period) -> dict[str, object]:
    said = ("metric", "measure", "line", "kind", "places", "periods", "ties", "amount", "method", "prize_set")
    return {name: getattr(rule, name) for name in said} | {
        "first": period.first_day,
        "last_day": period.last_day,
        "hold": rule.holds(pack.metrics),
        "runs": rule.runs(pack.metrics),
        "clean": rule.clean,
        "least_score": rule.least_score,
        "least_coverage": rule.least_coverage,
        "bound": rule.least_score is not None or rule.least_coverage is not None,
        "starts": [step.start for step in rule.steps],
        "rates": [step.rate for step in rule.steps],
    }


def _award(pack: Pack, id: str, rule: Reward, period: Period, row: Mapping[str, Any]) -> Award:
    metric = pack.metrics.get(rule.metric)
    daily = metric is not None and metric.kind in DAILY and not metric.mean and metric.better == "higher"
    left = row["days_left"] if daily and row["reason"] != "elsewhere" else None
    missing, goal = _number(row["missing"]), _number(row["goal"])
    return Award(
        rule=id,
        period=period.code,
        **{name: row[name] for name in ("manager", "name", "unit", "tie", "place", "reached_on", "provisional")},
        state=row["state_of"],
        reason=row["reason_of"],
        value=_number(row["value"]),
        line=goal if rule.kind in ("top", "tiers") else rule.line,
        missing=missing,
        need_per_day=missing / left if missing is not None and left else None,
        days_left=left,
        rank=row["board_rank"],
        ranked=row["board_ranked"],
        given=rule.given,
        amount=_number(row["amount"]),
        streak=row["streak"] if rule.kind == "streak" else None,
        as_of=row["as_of"],
    )


def _number(value: float | None) -> Decimal | None:
    """What came as a binary fraction, to what is kept of an amount."""
    return None if value is None else Decimal(repr(round(value, 6)))
