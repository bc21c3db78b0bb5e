"""Who is given what by the rules of rewards: a pure function of the records in force, for a unit and a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data.reader import Reader
from metrics.days import needed
from metrics.decimals import decimal
from metrics.ground import keep, sql, top
from metrics.pack import Pack
from metrics.periods import Period
from metrics.reward_facts import keep_facts
from metrics.reward_rule import Reward
from metrics.workdays import Workdays

EMPTY = """
create or replace temp table award
(rule varchar, prize_set varchar, manager varchar, state varchar, provisional boolean)
"""
NEVER = """
create or replace temp table reward_past (rule varchar, first_day date, manager varchar, verdict varchar)
"""
STOOD = ("reward_crossed", "reward_stood")
GIVEN = ("reward_streak", "reward_tier", "reward_placed", "reward_given")
DAILY = ("flow", "growth", "distinct")


@dataclass(frozen=True)
class Award:
    """What one rule gives somebody, or why not. Amounts in the metric's unit, shares and scores as fractions.

    `state` is awarded, open (it can still be reached), missed or excluded, with the `reason` for the last two, and for
    an open one what is lacking beside the line. `value` is the number compared with `line`, after rounding; `missing`
    what it takes to the line, the last place or the next tier, `need_per_day` that per own workday left. `rank` is the
    place on the board, `place` the one in the rule. `provisional` awards may change by themselves; others only by a
    correction, or when a higher prize of the set takes the place of one: `instead` names it. `streak` counts periods in
    a row.
    """

    rule: str
    period: str
    manager: str
    name: str | None
    unit: str | None
    state: str
    value: Decimal | None
    line: Decimal | None
    given: str
    amount: Decimal | None
    missing: Decimal | None = None
    need_per_day: Decimal | None = None
    days_left: int | None = None
    rank: int | None = None
    ranked: int | None = None
    tie: bool = False
    reason: str | None = None
    place: int | None = None
    reached_on: date | None = None
    provisional: bool = False
    instead: str | None = None
    streak: int | None = None
    as_of: date | None = None


def running_rules(pack: Pack, period: Period) -> dict[str, Reward]:
    """The rules that are on and run in periods of this kind, in order."""
    return {id: rule for id, rule in pack.rewards.items() if rule.on and (not rule.every or period.kind in rule.every)}


def awards(reader: Reader, pack: Pack, period: Period, unit: str, *, workdays: Workdays, as_of: date) -> list[Award]:
    """A row for every rule and everybody assigned below the unit in the period so far: by rule, then place, then rank.

    The places of a rule are those among the people of the unit; the reader has to see all of them.
    """
    return season(reader, pack, [(period, as_of)], unit, workdays)[0]


def season(
    reader: Reader, pack: Pack, spans: Sequence[tuple[Period, date]], unit: str, workdays: Workdays
) -> list[list[Award]]:
    """The awards of several periods, each up to its day; what a streak asks of a period is worked out once."""
    reader.run(NEVER)
    return [_awards(reader, pack, period, unit, workdays, as_of) for period, as_of in spans]


def _awards(reader: Reader, pack: Pack, period: Period, unit: str, workdays: Workdays, as_of: date) -> list[Award]:
    rules = running_rules(pack, period)
    if not rules:
        return []
    for id, rule in rules.items():
        if before := _before(rule, period):
            _keep_past(reader, pack, id, before, top(reader, as_of), workdays)
    keep_facts(reader, pack, list(rules.values()), period, unit, workdays, as_of)
    return give(reader, pack, rules, period, needed(period, workdays))


def give(reader: Reader, pack: Pack, rules: Mapping[str, Reward], period: Period, needed: date) -> list[Award]:
    """What the rules give by the facts kept; awards are final once records reach the day `needed`."""
    reader.run(EMPTY)
    found: list[Award] = []
    for id, rule in rules.items():
        params = _params(pack, id, rule, period, needed)
        for table in (*STOOD, *GIVEN):
            keep(reader, table, sql(table), params)
        reader.run(
            "insert into award select $rule, $prize_set, manager, state_of, provisional from reward_given",
            {"rule": id, "prize_set": rule.prize_set},
        )
        rows = reader.rows("from reward_given order by state_of <> 'awarded', place, board_rank, reason_of, manager")
        found += [_award(pack, id, rule, period, row) for row in rows]
    return found


def _before(rule: Reward, period: Period) -> list[Period]:
    """As many periods before as a streak may reach back with every other one not counting; latest first."""
    found: list[Period] = []
    for _ in range(2 * (rule.periods or 0) - 1):
        found.append((found[-1] if found else period).previous())
    return found


def _keep_past(reader: Reader, pack: Pack, id: str, before: Sequence[Period], whole: str, workdays: Workdays) -> None:
    """Keeps in `reward_past` what came of each period before, wherever below `whole` people stood then."""
    rule = pack.rewards[id]
    held = {row["first_day"] for row in reader.rows("from reward_past where rule = $rule", {"rule": id})}
    for span in before:
        if span.first_day in held:
            continue
        keep_facts(reader, pack, [rule], span, whole, workdays, span.last_day)
        params = _params(pack, id, rule, span, needed(span, workdays))
        for table in STOOD:
            keep(reader, table, sql(table), params)
        about = {"rule": id, "first": span.first_day}
        reader.run("insert into reward_past select $rule, $first, manager, verdict from reward_stood", about)


def _params(pack: Pack, id: str, rule: Reward, period: Period, needed: date) -> dict[str, object]:
    said = ("metric", "measure", "line", "kind", "places", "periods", "ties", "amount", "method", "prize_set")
    return {name: getattr(rule, name) for name in said} | {
        "rule": id,
        "needed": needed,
        "since": min((each.first_day for each in _before(rule, period)), default=period.first_day),
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
    # to what is kept of an amount
    numbers = {
        name: None if row[name] is None else decimal(round(row[name], 6))
        for name in ("value", "goal", "missing", "amount")
    }
    missing, goal = numbers["missing"], numbers["goal"]
    return Award(
        rule=id,
        period=period.code,
        **{
            name: row[name]
            for name in ("manager", "name", "unit", "tie", "place", "reached_on", "provisional", "instead")
        },
        state=row["state_of"],
        reason=row["reason_of"],
        value=numbers["value"],
        line=goal if rule.kind in ("top", "tiers") else rule.line,
        missing=missing,
        need_per_day=missing / left if missing is not None and left else None,
        days_left=left,
        rank=row["board_rank"],
        ranked=row["board_ranked"],
        given=rule.given,
        amount=numbers["amount"],
        streak=row["streak"] if rule.kind == "streak" else None,
        as_of=row["as_of"],
    )
