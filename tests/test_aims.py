"""Targets end to end: prorated, split, spread, tiled, of a sub-period and of a level; and the score made of them."""

import pytest

from data.home import Home, open_home
from data.scope import parse
from metrics.rules import Score
from tests.asked import by_person, packed, told
from tests.bank import PACK, drawn
from tests.by_hand import put

UNITS = "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ"


# own workdays of October's 18: all; the last 9; the first 9; 9 in each unit; 9 before a leave; all, not prorated: 9
TEAM = "manager name\nfull 全\njoins 新\nleaves 离\nmoves 调\naway 假\nfixed 定\nlater 晚"
POSTS = """
    manager unit first_day  last_day
    full    E    -          -
    joins   E    2026-10-20 -
    leaves  E    -          2026-10-19
    moves   W    -          2026-10-19
    moves   E    2026-10-20 -
    away    E    -          -
    fixed   E    2026-10-20 -
    later   W    2026-11-01 -
    """
TARGETS = """
    metric          manager unit period  level   amount prorate shape
    sales_amount    full    -    2026-10 base    100    -       -
    sales_amount    full    -    2026-10 stretch 120    -       -
    sales_amount    full    -    2026-10 task    150    -       -
    sales_amount    joins   -    2026-10 base    100    -       -
    sales_amount    leaves  -    2026-10 base    100    -       -
    sales_amount    moves   -    2026-10 base    100    -       -
    sales_amount    away    -    2026-10 base    100    -       -
    sales_amount    fixed   -    2026-10 base    100    false   -
    sales_amount    -       E    2026-10 base    500    -       -
    fee_income      full    -    2026Q4  base    620    -       -
    fee_income      away    -    2026Q4  base    600    false   even
    wealth_sales    full    -    2026-11 base    20     -       -
    wealth_sales    full    -    2026-12 base    30     -       -
    wealth_sales    later   -    2026-11 base    20     -       -
    wealth_sales    later   -    2026-12 base    30     -       -
    deposit_end     full    -    2026-10 base    10     -       -
    deposit_end     full    -    2026-12 base    30     -       -
    deposit_end     away    -    2026-10 base    10     -       -
    effective_rate  full    -    2026-12 base    0.6    -       -
    effective_rate  full    -    2026-10 base    0.4    -       -
    """
AIMS = "sale day manager amount revenue\ns1 2026-10-09 full 120 5\ns2 2026-10-21 joins 20 -\ns3 2026-10-09 away 35 -"


@pytest.fixture(scope="module")
def aims(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Seven people with targets, sales complete to the second of November."""
    home = open_home(tmp_path_factory.mktemp("aims"))
    put(home, "unit", UNITS)
    put(home, "manager", TEAM)
    put(home, "assignment", POSTS)
    put(home, "leave", "manager first_day last_day\naway 2026-10-20 2026-10-31")
    put(home, "sale", AIMS, day="2026-11-02", covers=["HQ"])
    put(home, "target", TARGETS)
    return home


def test_a_target_is_prorated_by_own_workdays_for_joiners_leavers_and_known_leave(aims: Home) -> None:
    found = by_person(aims, "sales_amount", "2026-10", unit="E")
    assert {who: line.target for who, line in found.items()} == {
        "full": 100, "leaves": 50, "away": 50, "joins": 50, "moves": 50, "fixed": 100
    }  # fmt: skip
    assert by_person(aims, "sales_amount", "2026-10", as_of="2026-10-15")["away"].target == 50


@pytest.mark.parametrize("day", ["2026-10-08", "2026-10-31"])
def test_a_unit_s_sum_of_its_people_s_targets_does_not_wait_for_who_joins_later(aims: Home, day: str) -> None:
    found = told(aims, "sales_amount", "2026-10", "unit", "people_target", by="unit", as_of=day)
    assert found == ["HQ 450", "E 400", "W 50"]
    assert told(aims, "sales_amount", "2026-10", "people_target", unit="E", as_of=day) == ["400"]


def test_prorated_targets_go_with_own_pace_expected_and_need_per_day(aims: Home) -> None:
    found = by_person(aims, "sales_amount", "2026-10", as_of="2026-10-15")
    # 7 of the 9 days before the leave have gone by
    assert drawn([found["away"]], "pace", "expected", "gap", "days_left", "need_per_day", "projection") == [
        "0.778 38.889 15 2 7.5 45"
    ]
    assert drawn([found["full"]], "pace", "expected", "days_left") == ["0.389 38.889 11"]
    assert drawn([by_person(aims, "sales_amount", "2026-10", as_of="2026-10-22")["joins"]], "pace", "expected") == [
        "0.333 16.667"
    ]


def test_what_a_row_says_is_not_prorated_goes_whole(aims: Home) -> None:
    pack = packed(sales_amount={"prorate": False})
    assert by_person(aims, "sales_amount", "2026-10")["fixed"].target == 100
    assert by_person(aims, "sales_amount", "2026-10", pack=pack)["joins"].target == 100


def test_a_mover_s_target_is_split_and_the_mover_ranked_only_where_held_on_the_day(aims: Home) -> None:
    places = {unit: by_person(aims, "sales_amount", "2026-10", unit=unit)["moves"] for unit in ("HQ", "E", "W")}
    assert drawn(list(places.values()), "target", "here") == ["100 True", "50 True", "50 False"]
    assert [places[unit].rank is None for unit in ("HQ", "E", "W")] == [False, False, True]


def test_a_unit_s_own_target_is_not_prorated_and_the_shortfall_of_its_people_shows(aims: Home) -> None:
    columns = ("unit", "target", "target_source", "people_target")
    assert told(aims, "sales_amount", "2026-10", *columns, by="unit") == [
        "HQ 450 people 450", "E 500 own 400", "W 50 people 50"
    ]  # fmt: skip


def test_levels_are_asked_for_and_managers_never_see_the_task(aims: Home) -> None:
    full = {
        level: by_person(aims, "sales_amount", "2026-10", level=level)["full"].target
        for level in ("base", "stretch", "task")
    }
    assert full == {"base": 100, "stretch": 120, "task": 150}
    own = by_person(aims, "sales_amount", "2026-10", level="task", viewer=parse("manager:full"))["full"]
    assert (own.target, own.target_state, own.gap) == (None, "no_target", None)


def test_a_longer_row_is_spread_by_workdays_or_evenly(aims: Home) -> None:
    found = by_person(aims, "fee_income", "2026-10")
    # 18 of the quarter's 62 workdays; one of its three months
    assert drawn([found["full"], found["away"]], "target", "target_source") == ["180 spread", "200 spread"]


def test_a_balance_takes_the_last_sub_period_s_target_and_a_ratio_too(aims: Home) -> None:
    found = by_person(aims, "deposit_end", "2026Q4")
    assert drawn([found["full"]], "target", "target_source") == ["30 last"]
    assert (found["away"].target, found["away"].missing_periods) == (None, ("2026-11", "2026-12"))
    assert drawn([by_person(aims, "effective_rate", "2026Q4")["full"]], "target", "target_source") == ["0.6 last"]


def test_what_is_partly_tiled_names_what_is_missing_but_not_for_who_was_not_there_yet(aims: Home) -> None:
    found = by_person(aims, "wealth_sales", "2026Q4")
    assert told(aims, "wealth_sales", "2026Q4", "target", "target_source", unit="W") == ["50 people"]
    assert (found["full"].target, found["full"].missing_periods) == (None, ("2026-10",))
    assert drawn([found["later"]], "target", "missing_periods") == ["50 ()"]


SCORED = """
    metric       manager period  amount
    sales_amount both    2026-10 100
    fee_income   both    2026-10 10
    sales_amount most    2026-10 100
    sales_amount just    2026-10 50
    fee_income   little  2026-10 10
    sales_count  little  2026-10 1
    """
BOOKED = """
    sale day        manager amount revenue
    a    2026-10-09 both    200    -5
    b    2026-10-09 most    90     0
    c    2026-10-09 just    25     0
    d    2026-10-09 little  1      5
    """


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Of weights 50, 30 and 20 with targets: somebody with 80, two with 50, somebody with half of it."""
    home = open_home(tmp_path_factory.mktemp("scored"))
    put(home, "unit", UNITS)
    put(home, "manager", "manager name\nboth 甲\nmost 乙\njust 丙\nlittle 丁")
    put(home, "assignment", "manager unit\nboth E\nmost E\njust W\nlittle W")
    put(home, "sale", BOOKED, day="2026-10-31", covers=["HQ"])
    put(home, "target", SCORED)
    return home


def weighed(sales: int, fees: int, count: int, **rules: object):  # type: ignore[no-untyped-def]
    others = {id: {"weight": 0} for id, metric in PACK.metrics.items() if metric.weight}
    weights = {"sales_amount": {"weight": sales}, "fee_income": {"weight": fees}, "sales_count": {"weight": count}}
    return packed(**(others | weights)).model_copy(update={"score": Score(**rules)})


def test_a_score_weighs_what_can_be_computed_between_floor_and_cap_and_names_the_rest(scored: Home) -> None:
    found = by_person(scored, "sales_amount", "2026-10", pack=weighed(50, 30, 20))
    # 200 % counts as the cap of 120 %, -50 % as the floor of 0: (50 · 1.2 + 30 · 0) / 80
    assert drawn([found["both"]], "attainment", "score", "score_missing") == ["2 0.75 ('sales_count',)"]
    wider = by_person(scored, "sales_amount", "2026-10", pack=weighed(50, 30, 20, floor=-1, cap=3))
    assert drawn([wider["both"]], "score") == [f"{round((50 * 2 - 30 * 0.5) / 80, 3)}"]


def test_there_is_no_score_below_60_percent_of_the_weight_and_never_0_for_what_is_absent(scored: Home) -> None:
    found = by_person(scored, "sales_amount", "2026-10", pack=weighed(50, 30, 20))
    assert drawn([found["most"], found["little"]], "score", "score_missing") == [
        "- ('fee_income', 'sales_count')",
        "- ('sales_amount',)",
    ]
    found = by_person(scored, "sales_amount", "2026-10", pack=weighed(60, 20, 20))
    assert drawn([found["most"], found["just"]], "score") == ["0.9", "0.5"]


def test_the_best_there_is_where_lower_is_better_takes_the_cap(scored: Home) -> None:
    pack = packed(fee_income={"better": "lower"}).model_copy(update={"score": Score(cap=2)})
    metrics = {id: metric.model_copy(update={"weight": int(id == "fee_income")}) for id, metric in pack.metrics.items()}
    found = by_person(scored, "fee_income", "2026-10", pack=pack.model_copy(update={"metrics": metrics}))
    assert drawn([found["both"], found["little"]], "target_state", "attainment", "score", "rank") == [
        "best - 2 1",
        "value 2 2 2",
    ]


def test_units_are_scored_by_their_own_sums(scored: Home) -> None:
    found = told(scored, "sales_amount", "2026-10", "unit", "score", pack=weighed(100, 0, 0), by="unit")
    assert found == ["HQ 1.2", "E 1.2", "W 0.52"]
