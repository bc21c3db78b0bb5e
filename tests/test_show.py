"""Target against actual on a bank small enough to add up on fingers."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import Refused
from data.home import Home, open_home
from data.scope import Viewer
from tests.bank import PEOPLE, POSTS, SALES, TARGETS, UNITS, drawn, fill, shown
from tests.by_hand import put


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return fill(open_home(tmp_path_factory.mktemp("bank")))


def test_without_by_there_is_one_line_the_unit(bank: Home) -> None:
    columns = ("unit", "name", "as_of", "state", "actual", "target", "target_source", "attainment", "pace", "gap")
    assert drawn(shown(bank), *columns) == ["HQ 总行 2026-10-15 value 130 205 people 0.634 0.389 75"]


def test_a_unit_lists_itself_then_its_children_ranked_among_siblings(bank: Home) -> None:
    found = shown(bank, by="unit")
    assert drawn(found, "unit", "actual", "target", "target_source", "rank", "rank_by_value", "ranked") == [
        "HQ 130 205 people - - -",
        "W 85 100 own 1 1 2",
        "E 45 124.167 people 2 2 2",
    ]


def test_records_belong_to_the_unit_of_their_day_people_to_that_of_today(bank: Home) -> None:
    assert drawn(shown(bank, by="manager", unit="E"), "manager", "unit", "state", "actual", "rank", "here") == [
        "m1 E value 40 1 True",
        "m2 E1 zero 0 2 True",
        "m4 E value 5 - False",
    ]
    assert drawn(shown(bank, by="manager", unit="W"), "manager", "actual", "target", "rank", "unassigned") == [
        "m4 20 20.833 1 False",
        "m3 50 60 2 False",
        "m5 7 - - False",
        "- 8 - - True",
    ]


@pytest.mark.parametrize("unit", ["HQ", "E", "W", "E1"])
@pytest.mark.parametrize("period", ["2026-10", "2026-W41", "2026Q4", "2026-09", "2026-10-09..2026-10-12"])
def test_people_and_unassigned_sum_to_the_unit(bank: Home, unit: str, period: str) -> None:
    (whole,) = shown(bank, unit=unit, period=period)
    parts = [line.actual for line in shown(bank, unit=unit, period=period, by="manager")]
    assert sum((part or Decimal(0) for part in parts), Decimal(0)) == (whole.actual or 0)


def test_the_unit_s_own_target_counts_and_the_sum_of_its_people_s_stands_beside(bank: Home) -> None:
    assert drawn(shown(bank, unit="W"), "target", "target_source", "people_target") == ["100 own 80.833"]


def test_a_target_of_a_person_without_a_sale_counts_in_the_unit_s(bank: Home) -> None:
    assert drawn(shown(bank, unit="城东"), "target", "gap") == ["124.167 79.167"]
    assert drawn(shown(bank, unit="E1"), "state", "actual", "target", "gap", "attainment") == ["zero 0 40 40 0"]


def test_days_run_to_the_data_day(bank: Home) -> None:
    found = shown(bank, by="day", unit="W")
    assert len(found) == 15
    assert drawn(found[7:10], "day", "as_of", "actual", "target", "state") == [
        "2026-10-08 2026-10-08 0 100 zero",
        "2026-10-09 2026-10-09 7 100 value",
        "2026-10-10 2026-10-10 7 100 value",
    ]
    assert found[-1].actual == shown(bank, unit="W")[0].actual == 85


def test_as_of_is_the_earliest_of_asked_source_and_period(bank: Home) -> None:
    assert [shown(bank, as_of=day)[0].as_of for day in ("2026-10-09", "2026-12-31")] == [
        date(2026, 10, 9),
        date(2026, 10, 15),
    ]
    assert shown(bank, period="2026-09")[0].as_of == date(2026, 9, 30)
    assert shown(bank, as_of="2026-10-09")[0].actual == 47


def test_a_period_the_source_has_not_reached_is_unknown_not_zero(bank: Home) -> None:
    (line,) = shown(bank, period="2026-11")
    assert (line.state, line.actual, line.attainment, line.unknown) == ("unknown", None, None, 4)
    assert {each.state for each in shown(bank, period="2026-11", by="manager")} == {"unknown"}


def test_a_metric_whose_source_never_came_is_unknown(bank: Home) -> None:
    (line,) = shown(bank, metric="activities")
    assert (line.state, line.as_of, line.actual, line.pace) == ("unknown", None, None, None)


def test_a_metric_without_targets_is_ranked_by_value(bank: Home) -> None:
    found = shown(bank, metric="fee_income", by="manager", unit="W")
    assert drawn(found, "manager", "actual", "rank", "rank_by_value", "target_state") == [
        "m3 1 1 1 no_target",
        "m4 1 1 1 no_target",
        "m5 1 - - no_target",
        "- 1 - - no_target",
    ]


def test_a_metric_may_be_named_in_either_language(bank: Home) -> None:
    assert shown(bank, metric="销售额") == shown(bank, metric="Sales amount") == shown(bank)


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"metric": "sale"}, "unknown_metric"), ({"unit": "北京"}, "unknown_unit"), ({"period": "Oktober"}, "bad_period")],
)
def test_what_is_not_known_is_refused(bank: Home, asked: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=f"metric.{code}"):
        shown(bank, **asked)


def test_a_head_sees_the_own_unit_and_below(bank: Home) -> None:
    found = shown(bank, viewer=Viewer("head", unit="E"), by="unit")
    assert drawn(found, "unit", "actual") == ["E 45", "E1 0"]


def test_a_manager_sees_the_own_rows_alone(bank: Home) -> None:
    found = shown(bank, viewer=Viewer("manager", manager="m1"), by="manager")
    assert drawn(found, "manager", "actual", "target") == ["m1 40 80"]


def test_a_quarter_is_tiled_by_its_months(home: Home) -> None:
    months = "".join(f"\nsales_amount m1 - 2026-{month} {amount}" for month, amount in ((10, 80), (11, 20), (12, 50)))
    fill(home, targets="metric manager unit period amount" + months)
    found = shown(home, period="2026Q4", by="manager", unit="E")
    assert drawn(found[:1], "manager", "target", "target_source") == ["m1 150 tiled"]


def test_a_partly_tiled_quarter_has_no_target_and_names_what_is_missing(home: Home) -> None:
    fill(home, targets="metric manager unit period amount\nsales_amount m1 - 2026-10 80\nsales_amount - W 2026-11 9")
    line = next(each for each in shown(home, period="2026Q4", by="manager") if each.manager == "m1")
    assert (line.target, line.target_state, line.missing_periods) == (None, "no_target", ("2026-11", "2026-12"))
    (west,) = shown(home, period="2026Q4", unit="W")
    assert west.missing_periods == ("2026-10", "2026-12")


def test_the_period_s_own_row_counts_before_its_parts(home: Home) -> None:
    rows = "\n".join(f"sales_amount m1 - {period} {amount}" for period, amount in
                     (("2026Q4", 500), ("2026-10", 1), ("2026-11", 1), ("2026-12", 1)))  # fmt: skip
    fill(home, targets="metric manager unit period amount\n" + rows)
    line = next(each for each in shown(home, period="2026Q4", by="manager") if each.manager == "m1")
    assert drawn([line], "target", "target_source") == ["500 own"]


def test_a_campaign_s_target_is_found_by_its_name(home: Home) -> None:
    fill(home, targets="metric manager unit period amount\nsales_amount m1 - 2026年开门红 70")
    line = next(each for each in shown(home, period="开门红2026", by="manager") if each.manager == "m1")
    assert line.target == 70


def late(home: Home) -> Home:
    """城西 complete to the 15th, 城东 to the 9th, 一组 never."""
    put(home, "unit", UNITS)
    put(home, "manager", PEOPLE)
    put(home, "assignment", POSTS)
    head, *rows = SALES.strip().splitlines()
    east, west = ("\n".join([head, *(row for row in rows if who in row)]) for who in ("m1", "m3"))
    put(home, "sale", east, day="2026-10-09")
    put(home, "sale", west, day="2026-10-15")
    put(home, "target", TARGETS)
    return home


def test_a_late_unit_counts_to_its_own_day_and_the_total_names_it(home: Home) -> None:
    hq, *units = shown(late(home), by="unit")
    assert (hq.as_of, hq.partial, hq.unknown) == (date(2026, 10, 15), True, 1)
    assert hq.late == (("E", "城东", date(2026, 10, 9)), ("E1", "一组", None))
    assert drawn(units, "unit", "as_of", "partial") == ["W 2026-10-15 False", "E 2026-10-09 True"]
    assert units[1].pace == pytest.approx(Decimal(2) / 18)


def test_a_person_nothing_is_known_of_has_no_actual(home: Home) -> None:
    found = shown(late(home), by="manager", unit="E")
    assert drawn(found, "manager", "state", "actual", "target", "as_of", "rank", "ranked") == [
        "m1 value 40 80 2026-10-09 1 2",
        "m4 zero 0 4.167 2026-10-09 2 2",
        "m2 unknown - 40 - - 2",
    ]


def test_rows_after_a_unit_s_day_are_kept_but_not_counted(home: Home) -> None:
    fill(home, sales=SALES + "s9 2026-10-20 m1 - 1000 1\n")
    assert shown(home)[0].actual == 130


def test_on_leave_all_along_is_out_of_scope(home: Home) -> None:
    fill(home)
    put(home, "leave", "manager first_day last_day\nm2 2026-10-01 2026-10-31")
    line = next(each for each in shown(home, by="manager") if each.manager == "m2")
    assert (line.state, line.actual, line.rank) == ("out_of_scope", None, None)


def test_who_reached_the_target_first_wins_a_tie(home: Home) -> None:
    sales = "sale day manager unit amount\na 2026-10-12 m1 - 10\nb 2026-10-09 m2 - 10\nc 2026-10-14 m3 - 10"
    rows = "\n".join(f"sales_amount m{n} - 2026-10 10" for n in (1, 2, 3))
    fill(home, sales=sales, targets="metric manager unit period amount\n" + rows)
    assert drawn(shown(home, by="manager"), "manager", "rank")[:3] == ["m2 1", "m1 2", "m3 3"]


def test_results_without_any_tree_stand_under_one_root(home: Home) -> None:
    put(home, "sale", "sale day manager amount\na 2026-10-12 张伟 10\nb 2026-10-12 李娜 5")
    put(home, "target", "metric manager period amount\nsales_amount 张伟 2026-10 20")
    (root,) = shown(home)
    assert drawn([root], "unit", "actual", "target", "as_of") == ["* 15 20 2026-10-15"]
    assert drawn(shown(home, by="manager"), "name", "unit", "actual", "rank", "provisional") == [
        "张伟 ~ 10 1 True",
        "李娜 ~ 5 - True",
    ]


ROWS = [row for row in SALES.strip().splitlines()[1:] if row.strip()]


@given(st.permutations(ROWS))
@settings(deadline=None, max_examples=4)
def test_the_order_of_rows_changes_nothing(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    place: Path = tmp_path_factory.mktemp("order")
    one, other = (
        fill(open_home(place / str(n)), sales="\n".join(["sale day manager unit amount revenue", *each]))
        for n, each in enumerate((ROWS, rows))
    )
    assert shown(one, by="manager") == shown(other, by="manager")


def test_a_head_may_not_look_above_the_own_unit(bank: Home) -> None:
    with pytest.raises(Refused, match=r"metric\.unknown_unit"):
        shown(bank, viewer=Viewer("head", unit="E"), unit="HQ")


def test_entries_never_move_a_file_source_on(home: Home) -> None:
    fill(home)
    put(home, "sale", "sale day manager amount\nx 2026-10-20 m1 1000", day="2026-10-20", origin="entries")
    assert drawn(shown(home), "as_of", "actual") == ["2026-10-15 130"]


def test_a_column_that_never_came_leaves_its_metric_unknown_not_zero(home: Home) -> None:
    put(
        home,
        "sale",
        "sale day manager amount revenue\na 2026-10-12 张伟 10 -\nb 2026-10-12 李娜 10 3\nc 2026-10-09 王芳 5 -",
    )
    put(home, "target", "metric manager unit period amount\nfee_income 赵六 - 2026-10 9")
    states = {line.manager: line.state for line in shown(home, "fee_income", by="manager")}
    assert states == {"张伟": "unknown", "李娜": "value", "王芳": "unknown", "赵六": "zero"}
    (whole,) = shown(home, "fee_income")
    assert (str(whole.actual), whole.partial, whole.unknown) == ("3.00000000", True, 2)


def test_a_head_asks_for_a_unit_only_while_it_is_below_the_own(tmp_path: Path) -> None:
    home = fill(open_home(tmp_path))
    put(home, "unit", "unit name parent first_day\nE1 一组 W 2026-11-01")
    head = Viewer("head", unit="E")
    assert shown(home, viewer=head, unit="E1", period="2026-10")[0].unit == "E1"
    with pytest.raises(Refused, match=r"metric\.unknown_unit"):
        shown(home, viewer=head, unit="E1", period="2026-11")


def test_a_month_no_file_reaches_into_is_unknown_not_zero(home: Home) -> None:
    put(home, "sale", "sale day manager amount\na 2026-08-10 张伟 5\nb 2026-08-31 李娜 6", day="2026-08-31")
    put(home, "sale", "sale day manager amount\nc 2026-10-12 张伟 7", day="2026-10-12")
    months = {month: shown(home, period=month)[0].state for month in ("2026-08", "2026-09", "2026-10")}
    assert months == {"2026-08": "value", "2026-09": "unknown", "2026-10": "value"}


def test_sales_that_name_nobody_leave_every_person_unknown_not_zero(home: Home) -> None:
    put(home, "unit", UNITS)
    put(home, "assignment", POSTS)
    put(home, "sale", "sale day manager amount\ns1 2026-09-29 m1 3", day="2026-09-30", covers=["HQ"])
    put(home, "sale", "sale day unit amount\ns2 2026-10-09 W 5", covers=["HQ"])
    people = {line.manager: line for line in shown(home, by="manager")}
    assert [line.state for who, line in people.items() if who] == ["unknown"] * 5
    (hq,) = shown(home)
    assert drawn([people[None], hq], "actual", "unknown") == ["5 0", "5 5"]
    assert drawn(shown(home, period="2026-09", by="manager")[:2], "manager", "state") == ["m1 value", "m2 zero"]


def test_a_total_of_peoples_targets_says_how_many_have_none(home: Home) -> None:
    put(home, "sale", "sale day manager amount\na 2026-10-12 张伟 5\nb 2026-10-12 李娜 3\nc 2026-10-12 王芳 1")
    put(home, "target", "metric manager period amount\nsales_amount 李娜 2026-10 10\nsales_amount 张伟 2026-10 10")
    (whole,) = shown(home)
    assert (whole.target_source, whole.targeted, whole.untargeted) == ("people", 2, 1)


@pytest.mark.parametrize(
    ("sales", "target"),
    [
        # who brought more than half, two who outnumber the one with a target, two who brought nothing
        ("a 2026-10-12 张伟 5\nb 2026-10-12 李娜 3", "-"),
        ("a 2026-10-12 张伟 2\nb 2026-10-12 李娜 7\nc 2026-10-12 王芳 2", "-"),
        ("a 2026-10-12 张伟 3\nb 2026-10-12 李娜 5", "10"),
        ("b 2026-10-12 李娜 5", "10"),
    ],
)
def test_targets_of_few_are_not_the_unit_s(home: Home, sales: str, target: str) -> None:
    put(home, "manager", "manager name\n张伟 张伟\n李娜 李娜\n王芳 王芳")
    put(home, "sale", f"sale day manager amount\n{sales}")
    put(home, "target", "metric manager period amount\nsales_amount 李娜 2026-10 10")
    (whole,) = shown(home)
    assert drawn([whole], "target", "people_target", "targeted") == [f"{target} 10 1"]
    assert (whole.band is None, whole.attainment is None, whole.gap is None) == (target == "-",) * 3


@pytest.mark.parametrize("codes", [("2026Q4", "2026-10-01..2026-12-31"), ("2026-10-01..2026-12-31", "2026Q4")])
def test_of_two_targets_for_the_same_days_the_later_import_counts(home: Home, codes: tuple[str, str]) -> None:
    put(home, "sale", "sale day manager amount\na 2026-10-12 张伟 5")
    for code, amount in zip(codes, (10, 20), strict=True):
        put(home, "target", f"metric manager period amount\nsales_amount 张伟 {code} {amount}")
    assert drawn(shown(home, period="2026Q4", by="manager"), "target") == ["20"]


def test_own_rows_that_leave_days_out_are_not_taken_for_the_sum_of_some_people(bank: Home) -> None:
    put(bank, "target", "metric unit period amount\nsales_amount E 2026-11 5\nsales_amount E 2026-12 5")
    put(bank, "target", "metric manager period amount\nsales_amount m2 2026Q4 60")
    (east,) = shown(bank, period="2026Q4", unit="E")
    assert (east.target, east.missing_periods) == (None, ("2026-10",))


def test_of_a_target_named_by_id_and_by_name_the_later_import_counts(home: Home) -> None:
    put(home, "sale", "sale day manager amount\na 2026-10-12 张伟 5")
    for metric, amount in (("sales_amount", 10), ("销售额", 20)):
        put(home, "target", f"metric manager period amount\n{metric} 张伟 2026-10 {amount}")
    assert drawn(shown(home, by="manager"), "target") == ["20"]
