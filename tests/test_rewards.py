"""Rules of rewards on a team small enough to count: every kind, ties, what bars somebody, and distances."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given as drawn_from
from hypothesis import settings
from hypothesis import strategies as st

from data.home import Home, open_home
from tests.bank import PACK
from tests.by_hand import put, undo
from tests.rewarded import ruled, team, told

REACH = {"kind": "reach", "line": 1}
FIRST = {"kind": "first", "line": 1, "places": 1}


def test_everyone_who_comes_to_the_line_on_it_too(home: Home) -> None:
    team(home, "2026-10-09 a 100\n2026-10-12 b 99.94\n2026-10-12 c 250")
    assert told(home, ruled(hundred=REACH), "manager", "state", "reason", "value", "missing", "reached_on") == [
        "a awarded - 1 0 2026-10-09",
        "b missed below_line 0.999 0.06 -",
        "c awarded - 2.5 0 2026-10-12",
        "d missed below_line 0 100 -",
    ]


def test_while_the_period_runs_it_is_open_and_says_what_is_needed_a_day(home: Home) -> None:
    team(home, "2026-10-09 a 60\n2026-10-12 b 120", people="ab", day="2026-10-15")
    shown = ("manager", "state", "missing", "need_per_day", "days_left", "provisional")
    # 7 of 18 workdays have passed
    assert told(home, ruled(x=REACH), *shown, as_of="2026-10-15") == [
        "a open 40 3.636 11 False",
        "b awarded 0 0 11 False",
    ]
    assert told(home, ruled(x=REACH | {"hold": "end"}), *shown, as_of="2026-10-15")[1] == "b awarded 0 0 11 True"


def test_touched_is_reached_and_held_to_the_end_is_something_else(home: Home) -> None:
    team(home, "2026-10-09 a 110\n2026-10-12 a -20\n2026-10-09 b 110\n2026-10-12 b -20\n2026-10-14 b 10", people="ab")
    shown = ("manager", "state", "reached_on")
    assert told(home, ruled(x=REACH | {"hold": "touch"}), *shown) == ["a awarded 2026-10-09", "b awarded 2026-10-09"]
    assert told(home, ruled(x=REACH | {"hold": "end"}), *shown) == ["a missed -", "b awarded 2026-10-14"]


def test_where_returns_exist_it_is_the_end_that_counts(home: Home) -> None:
    team(home, "2026-10-09 a 110\n2026-10-12 a -20", people="a")
    metric = PACK.metrics["sales_amount"].model_copy(update={"returns": True})
    pack = PACK.model_copy(update={"metrics": {**PACK.metrics, "sales_amount": metric}})
    assert told(home, ruled(pack, x=REACH)) == ["a missed below_line"]


@pytest.mark.parametrize(
    ("places", "ties", "expected"),
    [
        (1, "full", ["a missed places_taken -", "b awarded - 90", "c awarded - 90", "d missed places_taken -"]),
        (1, "split", ["a missed places_taken -", "b awarded - 45", "c awarded - 45", "d missed places_taken -"]),
        (2, "split", ["a missed places_taken -", "b awarded - 90", "c awarded - 90", "d missed places_taken -"]),
        (3, "split", ["a awarded - 45", "b awarded - 90", "c awarded - 90", "d awarded - 45"]),
    ],
)
def test_the_first_few_of_one_day_share_the_place(home: Home, places: int, ties: str, expected: list[str]) -> None:
    team(home, "2026-10-12 a 300\n2026-10-09 b 100\n2026-10-09 c 120\n2026-10-12 d 100")
    prize = {"kind": "first", "line": 1, "places": places, "ties": ties, "given": "money", "amount": 90}
    assert told(home, ruled(x=prize), "manager", "state", "reason", "amount") == expected


def test_the_best_few_by_rank_and_what_the_last_place_takes(home: Home) -> None:
    team(home, "2026-10-09 a 90\n2026-10-09 b 140\n2026-10-09 c 120")
    shown = ("manager", "state", "reason", "place", "line", "missing")
    assert told(home, ruled(x={"kind": "top", "places": 2}), *shown) == [
        "a missed places_taken 3 1.2 30",
        "b awarded - 1 1.2 0",
        "c awarded - 2 1.2 0",
        "d missed places_taken 4 1.2 120",
    ]


def test_all_equal_share_the_first_place(home: Home) -> None:
    team(home, "\n".join(f"2026-10-09 {who} 50" for who in "abcd"))
    prize = {"kind": "top", "places": 1, "given": "points", "amount": 100, "ties": "split"}
    assert told(home, ruled(x=prize), "manager", "state", "tie", "amount") == [f"{w} awarded True 25" for w in "abcd"]


def test_one_person_and_nobody(home: Home, tmp_path: Path) -> None:
    assert told(team(home, "2026-10-09 a 100", people="a"), ruled(x=FIRST)) == ["a awarded -"]
    empty = team(open_home(tmp_path / "other"), "2026-10-09 a 100", people="a")
    assert told(empty, ruled(x=FIRST), period="2027-01", as_of="2027-01-31") == ["a excluded unknown"]


def test_everyone_above_the_line_is_told_apart_uncapped(home: Home) -> None:
    team(home, "2026-10-09 a 130\n2026-10-09 b 140\n2026-10-09 c 150\n2026-10-09 d 160")
    assert told(home, ruled(x={"kind": "top", "places": 1}), "manager", "state", "value") == [
        "a missed 1.3", "b missed 1.4", "c missed 1.5", "d awarded 1.6",
    ]  # fmt: skip


def test_who_has_no_target_or_a_zero_one_or_was_away_is_left_out_with_the_reason(home: Home) -> None:
    targets = "metric manager period amount\nsales_amount a 2026-10 0\nsales_amount c 2026-10 100"
    team(home, "2026-10-09 a 50\n2026-10-09 b 50", targets, people="abc")
    put(home, "leave", "manager first_day last_day\nc 2026-10-01 2026-10-31")
    assert told(home, ruled(x=REACH)) == ["a excluded zero_target", "b excluded no_target", "c excluded out_of_scope"]


def test_half_a_month_on_leave_halves_what_is_to_be_reached(home: Home) -> None:
    team(home, "2026-10-09 a 50", people="a")
    # the 8th to the 19th are 9 of 18 workdays
    put(home, "leave", "manager first_day last_day\na 2026-10-20 2026-10-31")
    assert told(home, ruled(x=REACH)) == ["a awarded -"]


def test_who_moved_in_mid_period_is_awarded_where_they_stand_now(home: Home) -> None:
    put(home, "unit", "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ")
    put(home, "manager", "manager name\na A")
    put(home, "assignment", "manager unit first_day last_day\na E - 2026-10-19\na W 2026-10-20 -")
    put(
        home, "sale", "sale day manager amount\ns1 2026-10-09 a 60\ns2 2026-10-21 a 45", day="2026-10-31", covers=["HQ"]
    )
    put(home, "target", "metric manager period amount\nsales_amount a 2026-10 100")
    # 9 of 18 workdays each: 60 of 50 in E, 45 of 50 in W, 105 of 100 in all
    shown = ("manager", "state", "reason", "days_left")
    assert told(home, ruled(x=REACH), *shown, unit="E") == ["a excluded elsewhere -"]
    assert told(home, ruled(x=REACH), *shown, unit="W") == ["a missed below_line 0"]
    assert told(home, ruled(x=REACH)) == ["a awarded -"]


def test_a_streak_goes_on_in_the_unit_somebody_moved_to(home: Home) -> None:
    put(home, "unit", "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ")
    put(home, "manager", "manager name\na A")
    put(home, "assignment", "manager unit first_day last_day\na W - 2026-09-30\na E 2026-10-01 -")
    put(
        home,
        "sale",
        "sale day manager amount\ns1 2026-09-09 a 100\ns2 2026-10-09 a 100",
        day="2026-10-31",
        covers=["HQ"],
    )
    put(home, "target", "metric manager period amount\nsales_amount a 2026-09 100\nsales_amount a 2026-10 100")
    assert told(home, ruled(x={"kind": "streak", "line": 1, "periods": 2}), unit="E") == ["a awarded -"]


def test_a_score_is_settled_once_each_metric_with_a_target_is(home: Home) -> None:
    weights = {"sales_amount": Decimal(1), "effective_contacts": Decimal(1)}
    metrics = {
        id: metric.model_copy(update={"weight": weights.get(id, Decimal(0))}) for id, metric in PACK.metrics.items()
    }
    targets = "metric manager period amount\nsales_amount a 2026-10 100\neffective_contacts a 2026-10 2"
    team(home, "2026-10-09 a 100", targets, people="a")
    acts = "activity day manager channel outcome\nx1 2026-10-09 a visit met\nx2 2026-10-09 a phone met"
    put(home, "activity", acts, day="2026-10-15", covers=["HQ"])
    pack = ruled(PACK.model_copy(update={"metrics": metrics}), x={"kind": "reach", "measure": "score", "line": "0.9"},
                 y=REACH | {"least_score": "0.9"})  # fmt: skip
    shown = ("rule", "state", "provisional", "as_of")
    assert told(home, pack, *shown) == ["x awarded True 2026-10-15", "y awarded True 2026-10-31"]
    put(home, "activity", "activity day manager channel outcome\nx3 2026-10-30 a visit met", day="2026-10-30")
    assert told(home, pack, *shown) == ["x awarded False 2026-10-30", "y awarded False 2026-10-31"]


def test_tiers_are_half_open_and_pay_the_whole_or_slice_by_slice(home: Home) -> None:
    team(home, "2026-10-09 a 1000\n2026-10-09 b 1000.50\n2026-10-09 c 3000\n2026-10-09 d 999.99")
    steps = [{"start": 0, "rate": "0.01"}, {"start": 1000, "rate": "0.02"}, {"start": 2000, "rate": "0.05"}]
    tiers = {"kind": "tiers", "measure": "value", "given": "money", "steps": steps}
    shown = ("manager", "amount", "line", "missing")
    assert told(home, ruled(x=tiers | {"method": "whole"}), *shown) == [
        "a 20 2000 0", "b 20.01 2000 0", "c 150 - 0", "d 10 1000 0",
    ]  # fmt: skip
    assert told(home, ruled(x=tiers | {"method": "slices"}), "manager", "amount") == [
        "a 10", "b 10.01", "c 80", "d 10",
    ]  # fmt: skip


def test_a_streak_needs_its_periods_in_a_row_and_leave_does_not_break_it(home: Home) -> None:
    months = ("2026-07", "2026-08", "2026-09", "2026-10")
    rows = [f"sales_amount {who} {month} 100" for who in "abc" for month in months]
    sales = "\n".join(
        f"{month}-15 {who} {amount}"
        for who, amounts in {"a": (0, 100, 100, 100), "b": (100, 0, 100, 100), "c": (100, 100, 0, 100)}.items()
        for month, amount in zip(months, amounts, strict=True)
    )
    team(home, sales, "\n".join(["metric manager period amount", *rows]), people="abc")
    put(home, "leave", "manager first_day last_day\nc 2026-09-01 2026-09-30")
    put(home, "leave", "manager first_day last_day\nb 2026-12-01 2026-12-30")
    shown = ("manager", "state", "reason", "streak")
    assert told(home, ruled(x={"kind": "streak", "line": 1, "periods": 3}), *shown) == [
        "a awarded - 3", "b missed streak_short 2", "c awarded - 3",
    ]  # fmt: skip


def test_one_first_prize_and_two_second_ones_and_one_prize_a_person(home: Home) -> None:
    team(home, "2026-10-09 a 105\n2026-10-12 b 125\n2026-10-13 c 106\n2026-10-14 d 107")
    prizes = {
        "one": {"kind": "first", "line": "1.2", "places": 1, "prize_set": "month"},
        "two": {"kind": "first", "line": "1.05", "places": 2, "prize_set": "month"},
    }
    found = told(home, ruled(**prizes), "rule", "manager", "state", "reason")
    assert found[:4] == [f"one {w}" for w in ("a missed places_taken", "b awarded -", "c missed places_taken",
                                             "d missed places_taken")]  # fmt: skip
    assert found[4:] == [
        "two a awarded -", "two b excluded one_prize", "two c awarded -", "two d missed places_taken",
    ]  # fmt: skip


def test_a_prize_may_need_a_clean_record(home: Home) -> None:
    team(home, "2026-10-09 a 100\n2026-10-10 b 100\n2026-10-10 c 100\n2026-10-10 d 100")
    put(home, "compliance", """
        compliance day manager what starts ends cleared
        p1 2026-09-01 a 未双录 2026-09-01 2026-10-01 no
        p2 2026-09-01 b 未双录 2026-08-01 2026-09-30 no
        p3 2026-09-01 c 未双录 2026-09-01 - yes
        p4 2026-09-01 d 未双录 2026-09-01 - no
        """)  # fmt: skip
    assert told(home, ruled(x={**FIRST, "clean": True})) == [
        "a excluded compliance", "b awarded -", "c awarded -", "d excluded compliance",
    ]  # fmt: skip


def test_a_prize_may_need_a_score_and_a_line_may_lie_on_it(home: Home) -> None:
    metric = PACK.metrics["sales_amount"].model_copy(update={"weight": Decimal(1000)})
    pack = PACK.model_copy(update={"metrics": {**PACK.metrics, "sales_amount": metric}})
    team(home, "2026-10-09 a 100\n2026-10-10 b 90", people="ab")
    by_score = ruled(pack, x={"kind": "reach", "measure": "score", "line": "0.95"})
    assert told(home, by_score, "manager", "state", "value", "missing") == ["a awarded 1 0", "b missed 0.9 0.05"]
    assert told(home, ruled(pack, x={"kind": "reach", "line": "0.5", "least_score": "0.95"})) == [
        "a awarded -", "b excluded low_score",
    ]  # fmt: skip


def test_a_late_correction_undoes_an_award_and_an_undo_brings_it_back(home: Home) -> None:
    team(home, "2026-10-09 a 100", people="a")
    batch = put(home, "sale", "sale day manager amount\ns0 2026-10-09 a 10", day="2026-10-31", covers=["HQ"])
    assert told(home, ruled(x=REACH)) == ["a missed below_line"]
    undo(home, batch)
    assert told(home, ruled(x=REACH)) == ["a awarded -"]


DONE = [("09", "a", 60), ("12", "a", 50), ("09", "b", 100), ("13", "c", 130), ("12", "d", 40), ("14", "d", 70)]
ROWS = [f"s{n} 2026-10-{day} {who} {amount}" for n, (day, who, amount) in enumerate(DONE)]
ALL = ruled(reach=REACH, first=FIRST | {"places": 2}, top={"kind": "top", "places": 1})


@settings(max_examples=6, deadline=None)
@drawn_from(rows=st.permutations(ROWS), cut=st.integers(1, 5), often=st.booleans())
def test_awards_hang_neither_on_the_order_of_batches_nor_on_how_often_was_published(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], cut: int, often: bool
) -> None:
    whole, parts = (open_home(tmp_path_factory.mktemp("law")) for _ in range(2))
    team(whole, "2026-10-09 a 0")
    team(parts, "2026-10-09 a 0")
    put(whole, "sale", "\n".join(["sale day manager amount", *(f"n{row}" for row in ROWS)]), day="2026-10-31")
    for part in (rows[:cut], rows[cut:]):
        put(parts, "sale", "\n".join(["sale day manager amount", *(f"n{row}" for row in part)]), day="2026-10-31")
        if often:
            told(parts, ALL)
    assert told(parts, ALL, *SAID) == told(whole, ALL, *SAID)


SAID = ("rule", "manager", "state", "value", "missing", "place", "reached_on", "provisional", "reason")


@settings(max_examples=6, deadline=None)
@drawn_from(amount=st.integers(0, 300), target=st.sampled_from(["0", "50", "100"]))
def test_somebody_unrelated_never_changes_anothers_distance_to_an_absolute_line(
    tmp_path_factory: pytest.TempPathFactory, amount: int, target: str
) -> None:
    alone, beside = (open_home(tmp_path_factory.mktemp("law")) for _ in range(2))
    team(alone, "2026-10-09 a 60", people="a")
    rows = f"metric manager period amount\nsales_amount a 2026-10 100\nsales_amount z 2026-10 {target}"
    team(beside, f"2026-10-09 a 60\n2026-10-09 z {amount}", rows, people="az")
    pack, shown = ruled(x=REACH, y={**FIRST, "line": "1.2"}), ("rule", "manager", "value", "line", "missing")
    assert [row for row in told(beside, pack, *shown) if " a " in row] == told(alone, pack, *shown)
