"""A rule locked for a unit is written over the file as it then stands, however the file is laid out."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest

from data import publish, rules, store
from data.errors import Refused
from data.home import Home
from data.scope import OWNER, Viewer
from metrics.unit_rules import Change, lock_rule
from tests.bank import fill
from tests.by_hand import d, put

VALUES = {"line": Decimal("1.5")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[units]\nHQ = { board = { policy = "top" } }\n',
        "[units.HQ]\nrewards = { first_prize = { line = 1.3 } }\n",
        '[units.HQ.board]\npolicy = "top"\n',
        'units.HQ.board.policy = "top"\n',
    ],
)
def test_a_rule_is_set_in_any_layout_and_the_rest_stays(text: str) -> None:
    before, after = (
        tomllib.loads(each) for each in (text, rules.changed(text, "HQ", "rewards", "first_prize", VALUES))
    )
    assert after["units"]["HQ"]["rewards"]["first_prize"]["line"] == 1.5
    assert after["units"]["HQ"].get("board") == before.get("units", {}).get("HQ", {}).get("board")


@pytest.mark.parametrize(("head", "code"), [("zz", "unknown_unit"), ("E", "not_below")])
def test_a_head_nobody_knows_or_who_lost_the_unit_locks_nothing(home: Home, head: str, code: str) -> None:
    put(fill(home), "unit", "unit name parent first_day last_day\nW 城西 E - 2026-06-30\nW 城西 HQ 2026-07-01 -")
    publish.publish(home)
    with pytest.raises(Refused, match=code):
        rules.lock(
            home, Viewer("head", unit=head), "zz" if head == "zz" else "W", "rewards", "first_prize", VALUES, str,
            reason="旺季", signed=None, today=d("2026-10-16"),
        )  # fmt: skip


def test_of_two_who_lock_at_once_neither_is_lost(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    publish.publish(fill(home))
    records = store.records

    @contextmanager
    def after_another(of: Home, *more: Any) -> Iterator[Any]:
        home.rules_file.write_text("[units.HQ.rewards.second_prize]\nline = 1.1\n", "utf-8")
        with records(of, *more) as con:
            yield con

    monkeypatch.setattr(store, "records", after_another)
    reader, day = publish.open_reader(home, OWNER), d("2026-10-16")
    assert reader is not None
    with reader:
        change = Change("HQ", "rewards", "first_prize", VALUES)
        lock_rule(home, reader, change, day, reason="旺季", signed=None, today=day)
    said = tomllib.loads(home.rules())["units"]["HQ"]["rewards"]
    assert said == {"first_prize": {"line": 1.5}, "second_prize": {"line": 1.1}}
