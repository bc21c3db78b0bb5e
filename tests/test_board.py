"""Places on a leaderboard: ties, who is left out and why, movement, improvement, peer groups, what the best needed."""

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from data import publish
from data.home import Home
from data.scope import OWNER, parse
from metrics.ground import sql
from metrics.peers import Board, peers
from metrics.periods import parse as period_of
from metrics.ranking import stepped
from metrics.workdays import load
from tests.asked import packed
from tests.bank import PACK, drawn
from tests.by_hand import put

SALES, TARGET = "sale day manager amount", "metric manager period amount"


def bank(home: Home, people: str, sales: str, targets: str, day: str = "2026-10-15") -> Home:
    """`people` as name:unit, `sales` as who:day:amount (days of October without the month), `targets` as who:amount."""
    put(home, "unit", "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ")
    posts = [each.split(":") for each in people.split()]
    put(home, "manager", "\n".join(["manager name", *(f"{who} {who}" for who, _ in posts)]))
    put(home, "assignment", "\n".join(["manager unit", *(f"{who} {unit}" for who, unit in posts)]))
    sold = [each.split(":") for each in sales.split()]
    rows = [f"s{n} {when if '-' in when else f'2026-10-{when}'} {who} {amount}"
            for n, (who, when, amount) in enumerate(sold)]  # fmt: skip
    put(home, "sale", "\n".join([SALES, *rows]), day=day, covers=["HQ"])
    stated = [each.split(":") for each in targets.split()]
    put(home, "target", "\n".join([TARGET, *(f"sales_amount {who} 2026-10 {amount}" for who, amount in stated)]))
    return home


def board(home: Home, viewer: str = "owner", metric: str = "sales_amount", pack: Any = PACK, **asked: Any) -> Board:
    publish.publish(home)
    day = date.fromisoformat(asked.pop("as_of", "2026-10-15"))
    period = period_of(asked.pop("period", "2026-10"), pack)
    whom = OWNER if viewer == "owner" else parse(viewer)
    return peers(home, whom, pack, pack.metric(metric), period, workdays=load(), as_of=day, **asked)


def places(found: Board, *columns: str) -> list[str]:
    return drawn(list(found.rows), "manager", *(columns or ("value", "rank")))  # type: ignore[arg-type]


def left(found: Board) -> dict[str | None, str | None]:
    return {row.manager: row.reason for row in found.left_out}


def test_ranks_skip_after_a_tie_and_say_among_how_many(home: Home) -> None:
    bank(home, "a:E b:E c:E d:W", "a:9:50 b:9:50 c:9:50 d:9:10", "a:50 b:100 c:100 d:100")
    assert places(board(home), "value", "rank", "ranked", "tie") == [
        "a 1 1 4 False",
        "b 0.5 2 4 True",
        "c 0.5 2 4 True",
        "d 0.1 4 4 False",
    ]


def test_equal_attainment_goes_to_the_greater_value_and_equal_values_to_the_higher_attainment(home: Home) -> None:
    bank(home, "a:E b:E c:E", "a:9:50 b:9:100 c:9:100", "a:100 b:200 c:400")
    assert places(board(home)) == ["b 0.5 1", "a 0.5 2", "c 0.25 3"]
    assert places(board(home, by="value")) == ["b 100 1", "c 100 2", "a 50 3"]


def test_equal_in_both_the_first_over_the_line_is_ahead(home: Home) -> None:
    bank(home, "a:E b:E", "a:9:60 a:13:40 b:8:100", "a:100 b:100")
    assert places(board(home)) == ["b 1 1", "a 1 2"]


def test_of_what_is_better_low_nobody_is_ahead_for_using_it_up_first(home: Home) -> None:
    bank(home, "a:E b:E c:E", "a:8:100 b:9:20 b:13:80 c:9:50", "a:100 b:100 c:100")
    assert places(board(home, pack=packed(sales_amount={"better": "lower"}))) == ["c 2 1", "a 1 2", "b 1 2"]


def test_all_equal_share_the_first_place_and_nobody_is_capped_above_the_line(home: Home) -> None:
    bank(home, "a:E b:E c:E", "a:9:150 b:9:150 c:8:40", "a:100 b:100")
    assert places(board(home), "value", "rank", "tie") == ["a 1.5 1 True", "b 1.5 1 True"]
    bank(home, "a:E b:E c:E", "a:9:150 b:9:130 c:9:110", "a:100 b:100 c:100")
    assert places(board(home)) == ["a 1.5 1", "b 1.3 2", "c 1.1 3"]


def test_one_person_is_first_of_one_and_nobody_makes_an_empty_board(home: Home) -> None:
    bank(home, "a:E", "a:9:5", "a:10")
    assert places(board(home), "rank", "ranked") == ["a 1 1"]
    assert board(home, unit="W").rows == ()


def test_who_is_left_out_is_named_with_the_reason(home: Home) -> None:
    bank(home, "a:E b:E c:E d:E e:E", "a:9:5 b:9:5 c:9:5 d:9:5 x:9:5", "a:10 b:0 e:10")
    put(home, "leave", "manager first_day last_day\ne 2026-10-01 2026-10-31")
    found = board(home)
    assert places(found) == ["a 0.5 1"]
    assert (left(found), found.missing) == (
        {"b": "zero_target", "c": "no_target", "d": "no_target", "e": "away", "x": "unplaced"},
        5,
    )


def test_who_moved_is_ranked_where_they_stand_now(home: Home) -> None:
    bank(home, "a:E b:W", "a:9:5 b:9:5", "a:10 b:10")
    put(home, "assignment", "manager unit first_day last_day\nb W - 2026-10-11\nb E 2026-10-12 -")
    found = board(home, unit="W")
    assert (places(found), left(found)) == ([], {"b": "elsewhere"})
    assert [row.manager for row in board(home, unit="E").rows] == ["a", "b"]


def test_nothing_sold_is_last_and_nothing_known_is_no_place(home: Home) -> None:
    bank(home, "a:E b:E", "a:9:5", "a:10 b:10")
    assert places(board(home)) == ["a 0.5 1", "b 0 2"]
    assert left(board(home, period="2026-12", as_of="2026-12-31")) == {"a": "unknown", "b": "unknown"}


def test_a_metric_without_targets_is_ranked_by_value_and_says_so(home: Home) -> None:
    bank(home, "a:E b:E", "a:9:5 b:9:7", "a:10")
    found = board(home, metric="sales_count")
    assert (found.by, places(found)) == ("value", ["a 1 1", "b 1 1"])


def test_where_less_is_better_the_least_is_first_and_nothing_is_best_of_all(home: Home) -> None:
    bank(home, "a:E b:E c:E", "a:9:50 b:9:40", "a:100 b:100 c:100")
    pack = packed(sales_amount={"better": "lower"})
    assert places(board(home, pack=pack)) == ["c - 1", "b 2.5 2", "a 2 3"]
    assert places(board(home, pack=pack, by="value")) == ["c 0 1", "b 40 2", "a 50 3"]


def test_movement_counts_from_the_workday_before_and_from_the_period_before(home: Home) -> None:
    bank(home, "a:E b:E", "a:9:50 b:15:80 a:2026-09-10:1 b:2026-09-10:2", "a:100 b:100")
    put(home, "target", f"{TARGET}\nsales_amount a 2026-09 100\nsales_amount b 2026-09 100")
    found = board(home)
    assert places(found, "rank", "movement_day", "movement_period") == ["b 1 1 0", "a 2 -1 0"]
    assert (found.day_before, found.period_before and found.period_before.code) == (date(2026, 10, 14), "2026-09")


def test_of_a_monday_the_day_before_is_friday_and_before_the_first_workday_there_is_none(home: Home) -> None:
    bank(home, "a:E", "a:9:5", "a:10", day="2026-10-19")
    assert board(home, as_of="2026-10-19").day_before == date(2026, 10, 16)
    assert board(home, as_of="2026-10-01").day_before is None


def test_places_by_something_else_are_no_movement(home: Home) -> None:
    bank(home, "a:E b:E", "a:9:50 b:9:80 a:2026-09-10:1 b:2026-09-10:2", "a:100 b:100")
    assert places(board(home), "movement_period") == ["b -", "a -"]


def test_improvement_compares_with_the_same_share_of_the_workdays_before(home: Home) -> None:
    # a week of 5 workdays: on the third day, against the third day of the week before
    bank(home, "a:E b:E c:E", "a:12:10 a:16:50 a:21:40 b:12:20 b:21:30 c:21:50", "", day="2026-10-21")
    weeks = [f"sales_amount {who} 2026-W{week} 100" for who in "ab" for week in (42, 43)]
    put(home, "target", "\n".join([TARGET, *weeks]))
    found = board(home, by="improved", period="2026-W43", as_of="2026-10-21")
    assert (found.by, places(found), left(found)) == ("improved", ["a 0.3 1", "b 0.1 2"], {"c": "no_target"})


def test_a_day_of_the_period_before_counts_in_part(home: Home) -> None:
    # 7 of October's 18 workdays are 8 5/9 of September's 22, of which the 11th is the ninth
    bank(home, "a:E", "a:9:50 a:2026-09-01:0 a:2026-09-11:18", "a:100")
    put(home, "target", f"{TARGET}\nsales_amount a 2026-09 100")
    assert places(board(home, by="improved")) == ["a 0.4 1"]


def test_scores_are_compared_to_a_thousandth_and_equal_ones_share_the_place(home: Home) -> None:
    bank(home, "a:E b:E c:E d:E", "a:9:50 b:9:50.01 c:9:60", "a:100 b:100 c:100")
    alone = packed(sales_amount={"weight": Decimal(1)}).metrics["sales_amount"]
    pack = PACK.model_copy(update={"metrics": {"sales_amount": alone}})
    found = board(home, by="score", pack=pack)
    assert (places(found), left(found)) == (["c 0.6 1", "a 0.5 2", "b 0.5 2"], {"d": "no_score"})
    assert found.left_out[0].lacks == ("sales_amount",)
    put(home, "leave", "manager first_day last_day\nd 2026-10-01 2026-10-31")
    assert left(board(home, by="score", pack=pack)) == {"d": "away"}


def test_a_peer_group_is_ranked_by_itself(home: Home) -> None:
    bank(home, "a:E b:E c:W", "a:9:50 b:9:40 c:9:30", "a:100 b:100 c:100")
    put(home, "manager", "manager name role hired\na a 理财 2020-01-01\nb b 零售 2020-01-01\nc c 零售 2026-09-01")
    assert board(home).reach.groups == ("all", "experienced", "new", "role:零售", "role:理财")
    assert places(board(home, group="role:零售"), "rank", "ranked") == ["b 1 2", "c 2 2"]
    assert places(board(home, group="new"), "rank", "ranked") == ["c 1 1"]


def test_portfolios_make_groups_by_the_packs_sizes(home: Home) -> None:
    bank(home, "a:E b:E", "a:9:50 b:9:40", "a:100 b:100")
    put(home, "portfolio", "customer manager\nk1 a\nk2 a\nk3 b")
    pack = PACK.model_copy(update={"board": PACK.board.model_copy(update={"sizes": (2,)})})
    assert board(home, pack=pack).reach.groups == ("all", "size:0", "size:1")
    assert places(board(home, pack=pack, group="size:1"), "ranked") == ["a 1"]


FIVE = ("a:E b:E c:E d:E e:E", "a:9:150 b:9:120 c:9:90 d:9:60 e:9:30", "a:100 b:100 c:100 d:100 e:100")


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("attainment", ["0.1 1.5 False 0.6 60", "0.25 1.2 False 0.3 30", "0.5 0.9 True 0 0"]),
        ("value", ["0.1 150 False 60 60", "0.25 120 False 30 30", "0.5 90 True 0 0"]),
    ],
)
def test_what_the_best_needed_and_how_much_more_i_need(home: Home, by: Any, expected: list[str]) -> None:
    bank(home, *FIVE)
    needed = board(home, viewer="manager:c", by=by).needed
    assert drawn(list(needed), "top", "value", "reached", "more", "more_amount") == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["0.0005", "-0.0005", "0.8125", "1.2345", "0.49949999", "100"])
def test_numbers_are_rounded_as_the_ranking_rounds_them(value: str) -> None:
    con = duckdb.connect()
    con.execute(sql("formulas"))
    (found,) = con.execute("select stepped(?::double, 0.001)", [float(value)]).fetchone() or (None,)
    assert float(stepped(Decimal(repr(float(value))), Decimal("0.001"))) == pytest.approx(found)
