"""Marts of what people write down: promises, needs, plans, goals, help asked for, what is passed on, what was heard."""

import pytest

from data import publish
from data.home import Home
from tests.by_hand import lines, put, undo


@pytest.fixture
def staffed(home: Home) -> Home:
    put(home, "unit", "unit name parent\nU0 总行 -\nU1 城东 U0\nU2 城西 U0")
    put(home, "manager", "manager name\nM1 张\nM2 李")
    put(home, "assignment", "manager unit first_day\nM1 U1 -\nM1 U2 2026-10-10\nM2 U2 -")
    put(home, "customer", "customer name unit\nC1 李雷 U1\nC2 韩 U1")
    put(home, "product", "product name category\nP1 一号 理财")
    return home


def test_a_follow_up_belongs_where_it_was_promised_and_the_later_statement_counts(staffed: Home) -> None:
    columns = "follow_up day manager customer what due state closed\n"
    put(
        staffed, "follow_up", columns + "F1 2026-10-09 张 李雷 送资料 2026-10-12 - -\nF2 2026-10-10 M1 C2 - - shelved -"
    )
    found = "select day, unit, manager, customer, what, due, state, closed, put_off from follow_up order by follow_up"
    assert lines(staffed, found) == [
        "2026-10-09 U1 M1 C1 送资料 2026-10-12 not_started - False",
        "2026-10-10 U2 M1 C2 - - shelved - False",
    ]
    done = put(staffed, "follow_up", columns + "F1 2026-10-09 M1 C1 送资料 2026-10-12 done 2026-10-13")
    assert lines(staffed, "select state, closed from follow_up where follow_up = 'F1'") == ["done 2026-10-13"]
    undo(staffed, done)
    assert lines(staffed, "select state from follow_up where follow_up = 'F1'") == ["not_started"]


def test_a_promise_moved_to_another_month_stands_there_alone(staffed: Home) -> None:
    put(staffed, "follow_up", "follow_up day manager customer\nF1 2026-09-30 M1 C1")
    publish.publish(staffed)
    put(staffed, "follow_up", "follow_up day manager customer\nF1 2026-10-01 M1 C1")
    assert lines(staffed, "select day from follow_up") == ["2026-10-01"]


def test_a_need_names_a_product_a_category_or_says_it(staffed: Home) -> None:
    put(
        staffed,
        "need",
        """
        need day        manager customer product category what     state
        N1   2026-10-01 M1      C1       一号    -        -        -
        N2   2026-10-01 M2      C1       -       理财     稳一点的 met
        N3   2026-10-12 M9      C9       新品    -        -        lost""",
    )
    assert lines(staffed, "select unit, manager, customer, product, category, what, state from need order by need") == [
        "U1 M1 C1 P1 - - open",
        "U2 M2 C1 - 理财 稳一点的 met",
        "~ M9 C9 新品 - - lost",
    ]


def test_a_plan_stands_on_the_day_it_is_for(staffed: Home) -> None:
    put(
        staffed,
        "plan",
        "plan day manager customer what state\nL1 2026-10-12 M1 - 晨会 -\nL2 2026-10-09 M1 C1 走访 done",
    )
    assert lines(staffed, "select day, unit, customer, what, state from plan order by plan") == [
        "2026-10-12 U2 - 晨会 not_started",
        "2026-10-09 U1 C1 走访 done",
    ]


def test_a_goal_has_the_days_of_its_period_and_the_unit_at_its_end(staffed: Home) -> None:
    columns = "goal manager period metric amount what how state looked_back\n"
    put(
        staffed,
        "goal",
        columns + "G1 M1 2026-09 sales 80 - 早起 done 够了\nG2 M1 2026Q4 - - 走访 - - -\nG3 M9 开门红 - - - - - -",
    )
    assert lines(staffed, "select * exclude (goal) from goal order by goal") == [
        "U1 M1 2026-09 sales 80 - 早起 done 够了 2026-09-01 2026-10-01",
        "U2 M1 2026Q4 - - 走访 - not_started - 2026-10-01 2027-01-01",
        "~ M9 开门红 - - - - not_started - .. ..",
    ]


@pytest.mark.parametrize(
    ("said", "state"),
    [("- - -", "open"), ("- 好 -", "answered"), ("- - 2026-10-02", "answered"), ("open 好 -", "open")],
)
def test_what_has_an_answer_is_answered_unless_it_says_otherwise(staffed: Home, said: str, state: str) -> None:
    put(staffed, "help_request", f"help_request day manager what state answer answered\nH1 2026-10-01 M1 谈利率 {said}")
    columns = "referral day manager customer department what state answer answered"
    put(staffed, "referral", f"{columns}\nR1 2026-10-01 M1 C1 公司部 贷款 {said}")
    assert lines(staffed, "select unit, manager, customer, what, state from help_request") == [
        f"U1 M1 - 谈利率 {state}"
    ]
    assert lines(staffed, "select unit, customer, department, state from referral") == [f"U1 C1 公司部 {state}"]


def test_a_remark_is_a_contact_that_says_something(staffed: Home) -> None:
    put(
        staffed,
        "activity",
        """
        activity day        time  manager customer topic topic_code notes best_way special
        A1       2026-10-01 09:30 M1      李雷     到期  -          想比较 -      -
        A2       2026-10-01 -     M1      C1       -     need       -      -      -
        A3       2026-10-01 -     M2      C2       -     -          -      微信   -
        A4       2026-10-11 -     M1      C2       -     -          -      -      true
        A5       2026-10-11 -     M1      C2       到期  -          -      -      false""",
    )
    found = "select activity, unit, customer, topic_code, notes, best_way, special from remark order by activity"
    assert lines(staffed, found) == [
        "A1 U1 C1 - 想比较 - False",
        "A2 U1 C1 need - - False",
        "A3 U2 C2 - - 微信 False",
        "A4 U2 C2 - - - True",
    ]


def test_what_only_these_records_name_is_known_provisionally(staffed: Home) -> None:
    put(staffed, "goal", "goal manager period\nG1 王 2026-10")
    put(staffed, "need", "need day manager customer product\nN1 2026-10-01 M1 新客 新品")
    assert lines(staffed, "select manager, unit, provisional from manager where provisional") == ["王 ~ True"]
    assert lines(staffed, "select customer from customer where name = '新客'") == ["新客"]
    assert lines(staffed, "select product from product where category is null") == ["新品"]
    put(staffed, "customer", "customer name\nC7 新客")
    assert lines(staffed, "select customer from need") == ["C7"]
