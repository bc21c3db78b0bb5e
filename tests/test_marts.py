"""Each mart on rows small enough to add on fingers: what the records say, and what a reader then sees."""

import re
from datetime import date

import pytest

from data.home import Home
from data.kinds import kinds
from data.marts import marts
from data.publish import current_version, file_of, open_reader, publish
from data.reader import Reader
from data.scope import OWNER
from tests.by_hand import lines, opened, put, rows, undo

TREE = """
    unit name parent first_day
    U0   总行 -      -
    U1   城东 U0     -
    U2   城西 U0     -"""


def test_a_unit_that_moves_stands_below_each_parent_in_its_time(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "unit", "unit name parent first_day\nU3 一组 U1 -\nU3 一组 U2 2026-06-01")
    assert lines(home, "select unit, parent, depth, first_day, until from unit where unit = 'U3' order by all") == [
        "U3 U1 2 .. 2026-06-01",
        "U3 U2 2 2026-06-01 ..",
    ]
    assert lines(home, "select above, distance, first_day, until from unit_above where unit = 'U3' order by all") == [
        "U0 2 .. ..",
        "U1 1 .. 2026-06-01",
        "U2 1 2026-06-01 ..",
        "U3 0 .. ..",
    ]


def test_one_parentless_unit_is_the_root_and_two_get_one_made(home: Home) -> None:
    put(home, "unit", TREE)
    assert lines(home, "select unit from unit where parent is null") == ["U0"]
    put(home, "unit", "unit name parent\nU9 分行 -")
    assert lines(home, "select unit, parent, depth, name from unit order by depth, unit") == [
        "* - 0 -",
        "U0 * 1 总行",
        "U9 * 1 分行",
        "U1 U0 2 城东",
        "U2 U0 2 城西",
    ]


def test_a_unit_above_itself_is_not_placed_and_said_so(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "unit", "unit name parent first_day\nU1 城东 U2 2026-05-01\nU2 城西 U1 2026-06-01")
    assert lines(home, "select unit, parent, first_day from unit where unit in ('U1', 'U2') order by all") == [
        "U1 U0 ..",
        "U1 U2 2026-05-01",
        "U1 ~ 2026-06-01",
        "U2 U0 ..",
        "U2 ~ 2026-06-01",
    ]
    assert lines(home, "select distinct value, code from warning order by all") == [
        "U1 own_ancestor",
        "U2 own_ancestor",
    ]


def test_a_unit_named_only_in_rows_is_provisional_and_not_placed_once_there_is_a_tree(home: Home) -> None:
    put(home, "sale", "sale day unit unit_name\nS1 2026-10-01 U7 城南")
    assert lines(home, "select unit, name, parent, provisional from unit order by all") == [
        "* - - False",
        "U7 城南 * True",
    ]
    put(home, "unit", TREE)
    assert lines(home, "select unit, parent, depth from unit where unit in ('U7', '~') order by all") == [
        "U7 ~ 2",
        "~ U0 1",
    ]
    put(home, "unit", "unit name parent\nU7 城南 U1")
    assert lines(home, "select unit, parent, provisional from unit where unit in ('U7', '~')") == ["U7 U1 False"]


def test_a_person_has_a_row_for_each_role_and_unit_in_turn(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "manager", "manager name role first_day\nM1 张 新人 -\nM1 张 骨干 2026-10-15")
    put(home, "assignment", "manager unit first_day last_day\nM1 U1 - -\nM1 U2 2026-10-10 2026-10-31")
    assert lines(home, "select manager, role, unit, first_day, until from manager order by first_day") == [
        "M1 新人 U1 .. 2026-10-10",
        "M1 新人 U2 2026-10-10 2026-10-15",
        "M1 骨干 U2 2026-10-15 2026-11-01",
    ]


def test_a_person_nobody_assigned_stands_where_the_rows_say_or_nowhere(home: Home) -> None:
    put(
        home,
        "sale",
        "sale day manager manager_name unit\nS1 2026-10-01 7 王 城东\nS2 2026-10-09 7 王 城西\nS3 2026-10-01 李 - -",
    )
    assert lines(home, "select manager, name, unit, provisional, first_day, until from manager order by all") == [
        "7 王 城东 True .. 2026-10-09",
        "7 王 城西 True 2026-10-09 ..",
        "李 李 ~ True .. ..",
    ]


def test_a_name_means_the_one_who_has_it_whatever_file_came_first(home: Home) -> None:
    put(home, "sale", "sale day manager unit\nS1 2026-10-01 张 城东\nS2 2026-10-01 7788 城东")
    assert lines(home, "select manager, unit from sale_daily order by all") == ["7788 城东", "张 城东"]
    put(home, "unit", TREE)
    put(home, "manager", "manager name other_id\nM1 张 7788\nM2 李 -\nM3 李 -")
    put(home, "sale", "sale day manager unit\nS3 2026-10-01 李 U1")
    assert lines(home, "select manager, unit, count from sale_daily order by all") == ["M1 U1 2", "李 U1 1"]


def test_another_id_that_is_somebody_else_s_own_id_is_not_taken_for_it(home: Home) -> None:
    put(home, "manager", "manager name other_id\nM1 张 M2\nM2 李 77")
    targets = ["sales_amount other_id=M2 2026-10 1", "sales_amount M2 2026-10 2", "sales_amount other_id=M1 2026-10 4"]
    put(home, "target", "\n".join(["metric manager period amount", *targets, "sales_amount name=王 2026-10 8"]))
    found = lines(home, "select manager, amount from target order by amount")
    assert found == ["M1 1", "M2 2", "other_id=M1 4", "王 8"]


def test_a_sale_belongs_to_the_unit_its_person_was_in_that_day(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "assignment", "manager unit first_day\nM1 U1 -\nM1 U2 2026-10-10")
    put(home, "sale", "sale day manager unit\nS1 2026-10-09 M1 U2\nS2 2026-10-10 M1 U1")
    assert lines(home, "select day, unit from sale_daily order by all") == ["2026-10-09 U1", "2026-10-10 U2"]


def test_a_sale_without_a_person_goes_to_its_own_unit_else_the_customers_else_none(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "customer", "customer unit first_day\nC1 U1 -\nC1 U2 2026-10-10")
    put(
        home,
        "sale",
        """
        sale day        unit customer amount
        S1   2026-10-01 U2   C1       1
        S2   2026-10-02 -    C1       2
        S3   2026-10-12 -    C1       4
        S4   2026-10-12 -    C9       8""",
    )
    assert lines(home, "select day, unit, manager, amount from sale_daily order by all") == [
        "2026-10-01 U2 - 1",
        "2026-10-02 U1 - 2",
        "2026-10-12 U2 - 4",
        "2026-10-12 ~ - 8",
    ]


def test_a_shared_sale_is_divided_and_what_is_left_over_is_nobodys(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "assignment", "manager unit\nM1 U1\nM2 U2")
    put(home, "sale", "sale day manager amount\nS1 2026-10-01 M1 100\nS2 2026-10-02 M1 100\nS3 2026-10-03 M1 0.0001")
    put(home, "credit", "sale manager share\nS1 M1 0.5\nS1 M2 0.3\nS2 M1 0.8\nS2 M2 0.7\nS3 M1 0.5\nS3 M2 0.5")
    assert lines(home, "select day, unit, manager, amount, count from sale_daily order by all") == [
        "2026-10-01 U1 M1 50 0.5",
        "2026-10-01 U1 - 20 0.2",
        "2026-10-01 U2 M2 30 0.3",
        "2026-10-02 U1 - 100 1",
        "2026-10-03 U1 M1 0.0001 0.5",
        "2026-10-03 U2 M2 0 0.5",
    ]


def test_activities_are_counted_by_day_person_channel_and_outcome(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "assignment", "manager unit\nM1 U1")
    put(
        home,
        "activity",
        """
        activity day        manager channel outcome
        A1       2026-10-01 M1      phone   reached
        A2       2026-10-01 M1      phone   reached
        A3       2026-10-01 M1      phone   missed
        A4       2026-10-02 M9      visit   -""",
    )
    assert lines(home, "from activity_daily order by all") == [
        "2026-10-01 U1 M1 phone missed 1",
        "2026-10-01 U1 M1 phone reached 2",
        "2026-10-02 ~ M9 visit - 1",
    ]


def test_contacts_keep_the_hour_the_customer_and_the_product_offered(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "assignment", "manager unit\nM1 U1")
    put(home, "product", "product name\nP1 理财")
    put(
        home,
        "activity",
        """
        activity day        time  manager customer channel outcome product
        A1       2026-10-01 09:05 M1      C1       phone   reached P1
        A2       2026-10-01 09:59 M1      C1       phone   reached 理财
        A3       2026-10-01 10:00 M1      C1       phone   reached -
        A4       2026-10-01 -     M1      -        phone   -       -
        A5       2026-10-02 23:59 M9      C1       visit   met     -""",
    )
    assert lines(home, "from contact order by all") == [
        "2026-10-01 9 U1 M1 C1 phone reached P1 2",
        "2026-10-01 10 U1 M1 C1 phone reached - 1",
        "2026-10-01 - U1 M1 - phone - - 1",
        "2026-10-02 23 ~ M9 C1 visit met - 1",
    ]


def test_how_contacts_were_written_down_is_kept(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "assignment", "manager unit\nM1 U1")
    put(
        home,
        "activity",
        """
        activity day        time  manager channel notes        recorded
        A1       2026-10-01 09:05 M1      phone   问候客户一切正常 2026-10-01
        A2       2026-10-01 09:05 M1      visit   问候客户一切正常 2026-10-09
        A3       2026-10-01 09:06 M1      phone   -            -
        A4       2026-10-02 09:05 M1      event   约好下周来网点  2026-10-02
        A5       2026-10-02 09:05 M1      event   问候客户一切正常 2026-10-02""",
    )
    put(
        home,
        "activity",
        "activity day manager notes recorded\nA6 2026-11-01 M1 问候客户一切正常 2026-11-03\nA7 2026-11-02 M1 好 -",
        origin="entries",
    )
    assert lines(home, "from logged order by all") == [
        "2026-10-01 U1 M1 0 1 0 0 0",
        "2026-10-01 U1 M1 8 1 0 0 0",
        "2026-10-01 U1 M1 - 1 2 2 2",
        "2026-10-02 U1 M1 0 2 0 0 0",
        "2026-10-02 U1 M1 - 0 0 2 1",
        "2026-11-01 U1 M1 2 1 0 0 0",
        "2026-11-01 U1 M1 - 0 0 1 0",
        "2026-11-02 U1 M1 - 1 0 0 0",
    ]


def test_a_product_that_only_a_contact_names_is_known_and_takes_the_name_it_gets_later(home: Home) -> None:
    put(home, "activity", "activity day manager product\nA1 2026-10-01 M1 新品")
    assert lines(home, "select product, launched from product") == ["新品 -"]
    put(home, "product", "product name launched\nP9 新品 2026-09-20")
    assert lines(home, "select product from contact") == ["P9"]
    assert lines(home, "select product, name from product") == ["P9 新品"]


def test_the_last_contact_is_carried_from_month_to_month_and_follows_a_late_row(home: Home) -> None:
    columns = "activity day manager customer outcome\n"
    put(home, "activity", columns + "A1 2026-08-03 M1 C1 met\nA2 2026-10-07 M1 C2 met")
    assert lines(home, "from last_contact order by all") == [
        "2026-08-01 C1 met 2026-08-03",
        "2026-10-01 C1 met 2026-08-03",
        "2026-10-01 C2 met 2026-10-07",
    ]
    late = put(home, "activity", columns + "A3 2026-09-09 M1 C1 met")
    assert lines(home, "from last_contact where customer = 'C1' order by all") == [
        "2026-08-01 C1 met 2026-08-03",
        "2026-09-01 C1 met 2026-09-09",
        "2026-10-01 C1 met 2026-09-09",
    ]
    undo(home, late)
    assert len(rows(home, "from last_contact")) == 3


def test_a_snapshot_ends_what_it_leaves_out_and_opens_what_differs(home: Home) -> None:
    put(home, "assignment", "manager unit\nM1 U1\nM2 U1")
    put(home, "portfolio", "customer manager\nC1 M1\nC2 M1\nC3 M1", day="2026-08-31")
    put(home, "portfolio", "customer manager role\nC1 M1 main\nC2 M2 main\nC4 M2 main\nC1 M2 assist", day="2026-09-30")
    assert lines(home, "from portfolio order by all") == [
        "C1 M1 main .. ..",
        "C1 M2 assist 2026-09-30 ..",
        "C2 M1 main .. 2026-09-30",
        "C2 M2 main 2026-09-30 ..",
        "C3 M1 main .. 2026-09-30",
        "C4 M2 main 2026-09-30 ..",
    ]


def test_a_snapshot_of_some_units_leaves_the_others_alone(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "assignment", "manager unit\nM1 U1\nM2 U2\nM3 U2")
    put(home, "portfolio", "customer manager\nC1 M1\nC2 M2\nC3 M3", day="2026-08-31")
    put(home, "portfolio", "customer manager\nC9 M2", day="2026-09-30")
    ended = "select customer from portfolio where until < date '9999-12-31' order by all"
    assert lines(home, ended) == ["C2", "C3"]
    put(home, "portfolio", "customer manager\nC9 M2", day="2026-10-31", covers=["U0"])
    assert lines(home, ended) == ["C1", "C2", "C3"]


def test_a_customer_handed_to_and_fro_has_one_main_holder_at_a_time(home: Home) -> None:
    for day, manager in (("2026-08-01", "M1"), ("2026-09-01", "M2"), ("2026-10-01", "M1")):
        put(home, "portfolio", f"customer manager\nC1 {manager}", day=day, load="merge")
    assert lines(home, "from portfolio order by first_day") == [
        "C1 M1 main .. 2026-09-01",
        "C1 M2 main 2026-09-01 2026-10-01",
        "C1 M1 main 2026-10-01 ..",
    ]


def test_a_list_without_days_is_how_it_was_until_anything_else_is_said(home: Home) -> None:
    put(home, "assignment", "manager unit\nM1 U1", day="2026-10-15")
    put(home, "assignment", "manager unit first_day\nM1 U2 2026-09-01", day="2026-10-16")
    put(home, "assignment", "manager unit\nM1 U3", day="2026-10-20")
    assert lines(home, "select unit, first_day, until from manager order by first_day") == [
        "U1 .. 2026-09-01",
        "U2 2026-09-01 2026-10-20",
        "U3 2026-10-20 ..",
    ]


def test_a_list_of_posts_before_and_after_a_day_says_the_same_each_time_it_comes(home: Home) -> None:
    posts = "manager unit first_day\nM1 U1 -\nM1 U2 2026-10-02"
    for day in ("2026-09-30", "2026-10-15", "2026-10-15", "2026-10-16"):
        put(home, "assignment", posts, day=day)
    assert lines(home, "select unit, first_day, until from manager order by first_day") == [
        "U1 .. 2026-10-02",
        "U2 2026-10-02 ..",
    ]


def test_of_two_main_holders_in_one_list_the_same_counts_whatever_came_before(home: Home) -> None:
    put(home, "portfolio", "customer manager\nC1 M2", day="2026-10-01")
    put(home, "portfolio", "customer manager\nC1 M1\nC1 M2", day="2026-10-01")
    assert lines(home, "select manager from portfolio") == ["M2"]


def test_an_older_list_imported_late_takes_its_place_in_time(home: Home) -> None:
    put(home, "customer", "customer tier\nC1 金", day="2026-09-30")
    put(home, "customer", "customer tier\nC1 银", day="2026-08-31")
    assert lines(home, "select tier, first_day, until from customer order by first_day") == [
        "银 .. 2026-09-30",
        "金 2026-09-30 ..",
    ]


def test_a_customer_keeps_its_tiers_in_time_and_undoing_a_file_takes_its_part_out(home: Home) -> None:
    put(home, "customer", "customer name tier\nC1 李雷 银", day="2026-08-01")
    second = put(home, "customer", "customer name tier\nC1 李雷 金", day="2026-09-01")
    put(home, "customer", "customer name tier\nC1 李雷 金", day="2026-10-01")
    tiers = "select tier, first_day, until from customer order by first_day"
    assert lines(home, tiers) == ["银 .. 2026-09-01", "金 2026-09-01 .."]
    undo(home, second)
    assert lines(home, tiers) == ["银 .. 2026-10-01", "金 2026-10-01 .."]


def test_a_withdrawn_key_of_a_dated_kind_no_longer_counts(home: Home) -> None:
    put(home, "assignment", "manager unit first_day\nM1 U1 2026-08-01\nM1 U2 2026-09-01")
    put(home, "assignment", [{"manager": "M1", "first_day": "2026-09-01", "withdrawn": True}])
    assert lines(home, "select unit, first_day, until from manager") == ["U1 2026-08-01 .."]


def test_a_target_naming_both_is_the_persons_and_the_later_file_counts(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "manager", "manager name\nM1 张")
    put(home, "target", "metric manager unit period amount\nsales 张 U1 2026-10 100\nsales - 城东 2026-10 300")
    put(home, "target", "metric manager unit period amount\nsales M1 - 2026-10 120")
    assert lines(home, "select * exclude (prorate, shape) from target order by all") == [
        "sales M1 - 2026-10 base 120 4",
        "sales - U1 2026-10 base 300 3",
    ]


def test_leave_and_products_are_named_by_what_they_resolve_to(home: Home) -> None:
    put(home, "manager", "manager name\nM1 张")
    put(home, "leave", "manager first_day last_day type\n张 2026-10-12 2026-10-16 年假")
    put(home, "product", "product name launched\nP1 理财一号 2026-09-01")
    put(home, "sale", "sale day product\nS1 2026-10-01 理财一号\nS2 2026-10-01 存单")
    assert lines(home, "from leave") == ["M1 2026-10-12 2026-10-17 年假"]
    assert lines(home, "from product order by all") == ["P1 理财一号 - 2026-09-01", "存单 存单 - -"]
    assert lines(home, "select product from sale_daily order by all") == ["P1", "存单"]


def test_a_source_is_complete_for_the_units_that_occur_in_it(home: Home) -> None:
    put(home, "unit", TREE)
    put(home, "assignment", "manager unit first_day\nM1 U1 -\nM1 U2 2026-10-10")
    put(home, "sale", "sale day manager\nS1 2026-10-01 M1", day="2026-10-09")
    put(home, "sale", "sale day manager\nS2 2026-10-12 M1", day="2026-10-14")
    put(home, "sale", "sale day manager\nS3 2026-09-12 M1", day="2026-09-30")
    assert lines(home, "from completeness order by all") == [
        "sale files U1 2026-10-09 2026-09-12 2026-10-09",
        "sale files U2 2026-10-14 2026-10-12 2026-10-14",
    ]


def test_a_source_is_complete_for_people_as_far_as_its_rows_name_any(home: Home) -> None:
    put(home, "sale", "sale day unit manager\nS1 2026-09-01 U1 M1\nS2 2026-09-02 U1 -", day="2026-09-30")
    put(home, "sale", "sale day unit\nS3 2026-10-08 U1", day="2026-10-09")
    put(home, "sale", "sale day unit\nS4 2026-10-08 U2", day="2026-10-09")
    of = "select unit, first_day, complete_to, people_to from completeness where unit <> '~' order by all"
    assert lines(home, of) == ["U1 2026-09-01 2026-10-09 2026-09-30", "U2 2026-10-08 2026-10-09 2026-10-07"]
    put(home, "credit", "sale manager share\nS3 M1 0.5")
    assert lines(home, of) == ["U1 2026-09-01 2026-10-09 2026-10-09", "U2 2026-10-08 2026-10-09 2026-10-09"]


def test_stated_units_cover_all_below_and_entries_never_advance_them(home: Home) -> None:
    put(home, "unit", TREE)
    first = put(home, "sale", "sale day unit\nS1 2026-10-01 U1", day="2026-10-09", covers=["总行"])
    put(home, "sale", "sale day unit\nS2 2026-10-02 U1", day="2026-10-12", origin="entries", complete_to=None)
    of = "select origin, unit, complete_to from completeness where unit <> '~' order by all"
    assert lines(home, of) == [f"files {unit} 2026-10-09" for unit in ("U0", "U1", "U2")]
    undo(home, first)
    assert lines(home, of) == ["entries U1 2026-10-11"]


def test_a_unit_with_entries_alone_is_complete_to_the_day_before_today(home: Home) -> None:
    put(home, "sale", "sale day unit\nS1 2026-10-01 U1", day="2026-10-09", covers=["U1"])
    said = "activity day unit manager\nA1 2026-09-01 U1 M1\nA2 2026-10-02 U1 M1"
    put(home, "activity", said, day="2026-10-12", origin="entries", complete_to=None)
    assert lines(home, "select complete_to, first_day from completeness where kind = 'activity'") == [
        "2026-10-11 2026-09-01"
    ]
    of = "select kind, day(complete_to)::int as day from completeness order by 1"
    with opened_on(home, date(2026, 10, 20)) as late, opened_on(home, date(2026, 10, 21)) as later:
        assert late.rows(of) == [{"kind": "activity", "day": 19}, {"kind": "sale", "day": 9}]
        assert late.stamp("completeness") != later.stamp("completeness")


def opened_on(home: Home, today: date) -> Reader:
    reader = open_reader(home, OWNER, today)
    assert reader is not None
    return reader


def test_batches_are_listed_and_undone_ones_marked(home: Home) -> None:
    undo(home, put(home, "sale", "sale day\nS1 2026-10-01"))
    assert lines(home, "select batch, kind, load, undone from batch") == ["1 sale merge True"]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("busy"))
    put(home, "unit", TREE)
    put(home, "manager", "manager name\nM1 张\nM2 李")
    put(home, "assignment", "manager unit first_day\nM1 U1 -\nM1 U2 2026-10-10\nM2 U1 -")
    put(home, "customer", "customer unit tier\nC1 U1 金", day="2026-09-01")
    put(home, "customer", "customer unit tier\nC1 U1 银\nC2 - 金", day="2026-10-01")
    put(home, "portfolio", "customer manager\nC1 M1\nC2 M2", day="2026-09-01")
    put(home, "portfolio", "customer manager\nC1 M2\nC2 M2", day="2026-10-01")
    put(
        home,
        "sale",
        "sale day manager customer\nS1 2026-10-01 M1 C1\nS2 2026-10-01 张 C1\nS3 2026-10-01 - -\nS4 2026-10-01 - -",
    )
    put(home, "activity", "activity day manager customer outcome\nA1 2026-10-01 M1 C1 met\nA2 2026-10-01 张 C1 met")
    put(home, "credit", "sale manager share\nS1 M1 0.5\nS1 张 0.2")
    put(home, "leave", "manager first_day last_day\nM1 2026-10-01 2026-10-02\n张 2026-10-01 2026-10-03")
    put(home, "target", "metric manager period\nsales M1 2026-10\nsales 张 2026-10")
    put(home, "product", "product name\nP1 理财")
    publish(home)
    return home


@pytest.mark.parametrize("name", list(marts()))
def test_the_grain_a_mart_states_is_true(busy: Home, name: str) -> None:
    grain = ", ".join(marts()[name].grain)
    with opened(file_of(busy, current_version(busy) or 0)) as con:
        assert con.execute(f"select {grain} from p.{name} group by all having count(*) > 1").fetchall() == []


@pytest.mark.parametrize("name", list(marts()))
def test_the_header_names_every_kind_the_statement_reads(name: str) -> None:
    mart = marts()[name]
    about_batches = {"batch", "extent", "quarantine", "warning"}
    tables = set(re.findall(r"\brecords\.(\w+?)(?:_claim)?\b", mart.sql)) | set(
        re.findall(r"(?<!\.)\b(\w+)_spell\b", mart.sql)
    )
    read = {"batch" if table in about_batches else table for table in tables if table in {*kinds(), *about_batches}}
    # a kind without a day moves with each of its own batches, so who claims its rows needs no other
    own = {"batch"} if "_claim" in mart.sql else set()
    assert read <= {*mart.kinds, *own}
