"""How tests of rewards write rules down and ask who is given what."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data import publish
from data.home import Home
from data.scope import OWNER
from metrics.pack import Pack
from metrics.periods import parse
from metrics.reward_rule import Reward
from metrics.rewards import Award, awards
from metrics.workdays import load
from tests.bank import PACK, text
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
    return [" ".join(text(getattr(each, column)) for column in columns or SHOWN) for each in rows]
