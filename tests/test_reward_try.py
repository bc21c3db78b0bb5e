"""A rule tried on the past: who would have won, what it costs at most, and the line that one person would reach."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from data import publish
from data.home import Home, open_home
from data.scope import OWNER
from metrics import rewards
from metrics.periods import parse
from metrics.reward_facts import keep_facts
from metrics.reward_try import Tried, tried
from metrics.workdays import load
from tests.rewarded import ruled, team

# three months, of 100 each: the best 150, 130, 125, the second 110, 128, 90
MONTHS = {"2026-07": (150, 110), "2026-08": (130, 128), "2026-09": (125, 90)}
PRIZE = {"kind": "first", "line": "1.4", "places": 1, "given": "money", "amount": 500}


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = open_home(tmp_path_factory.mktemp("season"))
    sales = "\n".join(f"{month}-15 {who} {amount}" for month, each in MONTHS.items()
                      for who, amount in zip("ab", each, strict=True))  # fmt: skip
    targets = [f"sales_amount {who} {month} 100" for who in "ab" for month in (*MONTHS, "2026-10")]
    return team(home, sales, "\n".join(["metric manager period amount", *targets]), people="ab", day="2026-10-15")


def tried_on(home: Home, rules: dict[str, dict[str, Any]] | None = None, **prize: Any) -> Tried:
    publish.publish(home)
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        pack = ruled(**(rules or {"x": {**PRIZE, **prize}}))
        day = date(2026, 10, 15)
        return tried(reader, pack, "x", parse("2026-10", pack), "HQ", workdays=load(), as_of=day)


def test_the_past_says_who_would_have_won_the_latest_first(season: Home) -> None:
    found = tried_on(season)
    assert [(each.period, [who.manager for who in each.won], int(each.cost)) for each in found.past] == [
        ("2026-09", [], 0), ("2026-08", [], 0), ("2026-07", ["a"], 500),
    ]  # fmt: skip
    assert found.dearest == 500


def test_the_line_advised_is_the_one_that_just_one_came_to_most_often(season: Home) -> None:
    # over 110, 128 and 90, at most 150, 130 and 125: at 130 in July and August, at 125 in July and September
    found = tried_on(season)
    assert (found.advice, found.fitting, found.fits) == (Decimal("1.25"), 2, 1)


def test_who_has_a_higher_prize_of_the_set_counts_for_no_line(season: Home) -> None:
    first: dict[str, Any] = PRIZE | {"line": "1.2", "prize_set": "month"}
    found = tried_on(season, rules={"w": first, "x": PRIZE | {"line": "1.05", "prize_set": "month"}})
    # in August both share the first prize; left are 110 and 90
    assert (found.advice, found.fitting, [each.people for each in found.past]) == (Decimal("0.9"), 2, [1, 1])


def test_what_a_streak_asks_of_a_period_is_worked_out_once(season: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(*of: Any) -> None:
        asked.append(of[3].code)
        keep_facts(*of)

    monkeypatch.setattr(rewards, "keep_facts", counted)
    found = tried_on(season, kind="streak", places=None, line=1, periods=2)
    assert [[who.manager for who in each.won] for each in found.past] == [["a"], ["a", "b"], []]
    # the month and the twelve before, then these again as the past of one, and the three before them
    assert len(asked) == 13 + 15


@pytest.mark.parametrize(
    ("prize", "most", "tied"),
    [
        ({}, 500, 1000),
        ({"ties": "split"}, 500, 500),
        ({"kind": "reach", "places": None}, 1000, 1000),
        ({"places": 5}, 1000, 1000),
    ],
)
def test_the_most_it_can_cost_says_who_may_tie(season: Home, prize: dict[str, Any], most: int, tied: int) -> None:
    found = tried_on(season, **prize)
    assert (found.people, found.most, found.most_tied) == (2, Decimal(most), Decimal(tied))
