"""How tests of rewards write rules down and ask who is given what."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data import publish
from data.home import Home
from data.reader import Reader
from data.scope import OWNER
from metrics.ground import put as put_table
from metrics.ground import sql
from metrics.pack import Pack
from metrics.periods import parse
from metrics.reward_rule import Reward
from metrics.rewards import Award, awards, give
from metrics.workdays import load
from tests.bank import PACK
from tests.bank import text as text_of
from tests.by_hand import put

SHOWN = ("manager", "state", "reason")


def ruled(pack: Pack = PACK, /, **rules: Mapping[str, Any]) -> Pack:
    """The pack with these rules alone; unless they say else, on the attainment of sales."""
    made = {
        id: Reward(**{"names": {"zh": id, "en": id}, **({} if said.get("measure") == "score" else
                   {"metric": "sales_amount"}), **said})
        for id, said in rules.items()
    }  # fmt: skip
    for rule in made.values():
        assert list(rule.slips(pack.metrics)) == []
    return pack.model_copy(update={"rewards": made})


def team(home: Home, sales: str, targets: str | None = None, people: str = "abcd", day: str = "2026-10-31") -> Home:
    """People of one unit with a target of 100 each for October, sales complete to the day."""
    put(home, "unit", "unit name parent\nHQ 总行 -")
    put(home, "manager", "\n".join(["manager name", *(f"{who} {who.upper()}" for who in people)]))
    put(home, "assignment", "\n".join(["manager unit", *(f"{who} HQ" for who in people)]))
    lines = [f"s{n} {line.strip()}" for n, line in enumerate(sales.strip().splitlines())]
    put(home, "sale", "\n".join(["sale day manager amount", *lines]), day=day, covers=["HQ"])
    rows = [f"sales_amount {who} 2026-10 100" for who in people]
    put(home, "target", "\n".join(["metric manager period amount", *rows]) if targets is None else targets)
    return home


def given(home: Home, pack: Pack, period: str = "2026-10", unit: str = "HQ", as_of: str = "2026-10-31") -> list[Award]:
    publish.publish(home)
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        day = date.fromisoformat(as_of)
        return awards(reader, pack, parse(period, pack), unit, workdays=load(), as_of=day)


def told(home: Home, pack: Pack, *columns: str, **asked: str) -> list[str]:
    """The columns asked for as text, a row a line; by person."""
    rows = sorted(given(home, pack, **asked), key=lambda each: (each.rule, each.manager))
    return [" ".join(text_of(getattr(each, column)) for column in columns or SHOWN) for each in rows]


FACT = {
    "metric": "varchar", "manager": "varchar", "name": "varchar", "unit": "varchar", "here": "boolean",
    "state": "varchar", "target_state": "varchar", "as_of": "date", "days_left": "bigint", "better": "varchar",
    "step": "double", "actual": "double", "due": "double", "share": "double", "rank": "bigint", "ranked": "bigint",
    "rank_by_value": "bigint", "ranked_by_value": "bigint", "score": "double", "score_to": "date",
}  # fmt: skip


PAST = {"rule": "varchar", "first_day": "date", "manager": "varchar", "verdict": "varchar"}


def weighed(reader: Reader, text: str, *columns: str, pack: Pack, past: str = "") -> list[str]:
    """Awards of October 2026 by facts alone: `a 9:60 12:50 to:15` sold 60 on the 9th and 50 on the 12th of a target of
    100 and is known to the 15th (else the 30th); `score:`, `score_to:`, `covered:`, `covered_to:`, `state:`, `due:`.
    `past` says what the rule `x` found of a in the months before, the latest first.
    """
    reader.run(sql("formulas"))
    reader.run(sql("reward_macro"))
    facts, running = [], []
    for line in text.strip().splitlines():
        who, *words = line.split()
        said = dict(word.split(":") for word in words)
        total = 0.0
        for day in sorted((word for word in said if word.isdigit()), key=int):
            total += float(said[day])
            running.append({"metric": "sales_amount", "manager": who, "day": _october(day), "total": total})
        facts += _facts(who, said, total)
    ranked = [each for each in facts if each["metric"] == "sales_amount" and each["state"] == "value"]
    for each in ranked:
        each["rank"] = each["rank_by_value"] = 1 + sum(float(str(other["share"])) > float(str(each["share"]))
                                                       for other in ranked)  # fmt: skip
    put_table(reader, "reward_fact", FACT, facts)
    put_table(reader, "reward_running", {"metric": "varchar", "manager": "varchar", "day": "date", "total": "double"},
              running)  # fmt: skip
    before = [{"rule": "x", "first_day": date(2026, 9 - n, 1), "manager": "a", "verdict": each}
              for n, each in enumerate(past.split())]  # fmt: skip
    put_table(reader, "reward_past", PAST, before)
    found = give(reader, pack, pack.rewards, parse("2026-10", pack), date(2026, 10, 30))
    return [" ".join(text_of(getattr(each, column)) for column in columns or SHOWN)
            for each in sorted(found, key=lambda each: (each.rule, each.manager))]  # fmt: skip


def _facts(who: str, said: Mapping[str, str], total: float) -> list[dict[str, object]]:
    due = float(said.get("due", 100))
    about = {
        "manager": who, "name": who, "unit": "E", "here": said.get("here") != "no", "better": "higher", "step": 0.01,
        "target_state": "value", "state": said.get("state", "value"), "score": said.get("score"),
        "score_to": _october(said.get("score_to", said.get("to", "30"))), "due": due, "days_left": 0,
    }  # fmt: skip
    share = total / due if due > 0 else 1 + (total - due) / abs(due)
    to = said.get("to", "30")
    sold = {**about, "metric": "sales_amount", "actual": total, "share": share, "as_of": _october(to)}
    covered_to = _october(said.get("covered_to", to))
    covered = {**about, "metric": "coverage", "actual": said.get("covered"), "as_of": covered_to}
    score = {**about, "metric": "", "as_of": about["score_to"]}
    return [sold, score, *([covered] if "covered" in said else [])]


def _october(day: str) -> date | None:
    return None if day == "-" else date(2026, 10, int(day))
