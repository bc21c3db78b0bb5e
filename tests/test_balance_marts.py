"""Balances as they stood, by account and holder: what rows on three lines come to, and who sees them."""

from datetime import date

import pytest

from data.home import Home
from data.scope import parse
from tests.by_hand import lines, put, rows, undo

PEOPLE = "manager unit first_day\nM1 U1 -\nM2 U1 -\nM3 U2 -"
SPELLS = "select customer, unit, manager, first_day, until, amount from balance_spell order by customer, first_day"
HANDS = "select day, customer, from_unit, from_manager, unit, manager, seen, amount from handover order by all"


@pytest.fixture
def bank(home: Home) -> Home:
    """Two units under one, three people, and C1 with M1."""
    put(home, "unit", "unit name parent\nU0 总行 -\nU1 城东 U0\nU2 城西 U0")
    put(home, "assignment", PEOPLE)
    put(home, "portfolio", "customer manager first_day\nC1 M1 -")
    return home


def test_a_balance_stands_until_the_next_row_over_months_and_batches(bank: Home) -> None:
    put(bank, "balance", "day customer product amount\n2026-09-29 C1 P1 100")
    put(bank, "balance", "day customer product amount\n2026-10-03 C1 P1 50\n2026-10-05 C1 P1 70")
    assert lines(bank, f"select month, day(first_day)::int, day(until)::int, amount, seen from ({SELECTED})") == [
        "2026-09-01 29 1 100 2026-09-29",
        "2026-10-01 1 3 100 2026-09-29",
        "2026-10-01 3 5 50 2026-10-03",
        "2026-10-01 5 1 70 2026-10-05",
        "2026-11-01 1 1 70 2026-10-05",
    ]


SELECTED = "select * from balance_spell order by first_day"
# DOMAIN.md's mean of daily balances, over the days from the first of October that are asked for
MEAN = """
    select sum(amount * (least(until, date '{until}') - greatest(first_day, date '2026-10-01')))
        / (date '{until}' - date '2026-10-01') as mean
    from balance_spell where first_day < '{until}' and until > date '2026-10-01' and {who}
"""


def mean(home: Home, until: str, who: str = "true") -> float:
    return float(rows(home, MEAN.format(until=until, who=who))[0]["mean"])


def test_opened_on_the_eleventh_with_300_is_150_over_twenty_days(bank: Home) -> None:
    put(bank, "balance", "day customer product amount opened\n2026-10-11 C1 P1 300 2026-10-11")
    assert mean(bank, "2026-10-21") == 150
    assert lines(bank, "select customer, product, opened, closed, seen from account") == [
        "C1 P1 2026-10-11 - 2026-10-11"
    ]


def test_a_hand_over_leaves_the_gain_so_far_with_the_giver(bank: Home) -> None:
    said = "day customer product amount\n2025-12-31 C1 P1 1000\n2026-09-30 C1 P1 1200\n2026-10-31 C1 P1 1300"
    put(bank, "balance", said)
    put(bank, "portfolio", "customer manager first_day\nC1 M2 2026-10-11", load="merge")
    assert lines(bank, HANDS) == ["2026-10-11 C1 U1 M1 U1 M2 2026-09-30 1200"]
    assert lines(bank, SPELLS)[2:6] == [
        "C1 U1 M1 2026-09-30 2026-10-01 1200",
        "C1 U1 M1 2026-10-01 2026-10-11 1200",
        "C1 U1 M2 2026-10-11 2026-10-31 1200",
        "C1 U1 M2 2026-10-31 2026-11-01 1300",
    ]


def test_each_customer_day_of_an_average_counts_for_whoever_held_it(bank: Home) -> None:
    said = "day customer product amount\n2026-09-30 C1 P1 1200\n2026-10-11 C1 P1 1300"
    put(bank, "balance", said)
    put(bank, "portfolio", "customer manager first_day\nC1 M2 2026-10-11", load="merge")
    assert mean(bank, "2026-10-31", "manager = 'M1'") == 1200 * 10 / 30
    assert mean(bank, "2026-10-31", "manager = 'M2'") == pytest.approx(1300 * 20 / 30)
    assert mean(bank, "2026-10-31") == pytest.approx((1200 * 10 + 1300 * 20) / 30)


def test_balances_go_along_with_a_mover_on_the_day_of_the_move(bank: Home) -> None:
    put(bank, "balance", "day customer product amount\n2026-10-05 C1 P1 80")
    put(bank, "assignment", "manager unit first_day\nM1 U2 2026-10-12")
    assert lines(bank, SPELLS)[:2] == ["C1 U1 M1 2026-10-05 2026-10-12 80", "C1 U2 M1 2026-10-12 2026-11-01 80"]
    assert lines(bank, HANDS) == ["2026-10-12 C1 U1 M1 U2 M1 2026-10-05 80"]


def test_a_balance_stands_to_the_end_of_the_next_month_at_most(bank: Home) -> None:
    put(bank, "balance", "day customer product amount\n2026-08-14 C1 P1 5\n2026-11-02 C1 P1 6")
    assert lines(bank, "select first_day, until from balance_spell order by all")[:2] == [
        "2026-08-14 2026-09-01",
        "2026-09-01 2026-10-01",
    ]
    assert lines(bank, "select first_day from balance_spell where month = '2026-10-01'") == []


def test_a_balance_never_stands_past_the_closing_day_and_a_later_row_opens_it_again(bank: Home) -> None:
    put(bank, "balance", "day customer product amount\n2026-10-05 C1 P1 80")
    last = put(bank, "balance", "day customer product amount closed\n2026-10-09 C1 P1 30 2026-10-12")
    assert lines(bank, SPELLS) == ["C1 U1 M1 2026-10-05 2026-10-09 80", "C1 U1 M1 2026-10-09 2026-10-13 30"]
    put(bank, "balance", "day customer product amount\n2026-10-14 C1 P1 40")
    assert lines(bank, SPELLS)[1:3] == ["C1 U1 M1 2026-10-09 2026-10-14 30", "C1 U1 M1 2026-10-14 2026-11-01 40"]
    undo(bank, last)
    assert lines(bank, "select closed from account") == ["-"]
    assert lines(bank, SPELLS)[0] == "C1 U1 M1 2026-10-05 2026-10-14 80"


def test_a_balance_proves_an_account_open_before_the_day_stated(bank: Home) -> None:
    put(bank, "balance", "day customer product amount opened\n2026-10-05 C1 P1 80 -\n2026-10-09 C1 P1 90 2026-10-08")
    assert lines(bank, "select opened, seen from account") == ["2026-10-05 2026-10-05"]


def test_a_withdrawn_a_corrected_and_an_undone_row_count_no_more(bank: Home) -> None:
    put(bank, "balance", "day customer product amount\n2026-10-05 C1 P1 80\n2026-10-06 C1 P1 90")
    put(bank, "balance", [{"day": "2026-10-06", "customer": "C1", "product": "P1", "withdrawn": True}])
    second = put(bank, "balance", "day customer product amount\n2026-10-05 C1 P1 81")
    assert lines(bank, SPELLS)[0] == "C1 U1 M1 2026-10-05 2026-11-01 81"
    undo(bank, second)
    assert lines(bank, SPELLS)[0] == "C1 U1 M1 2026-10-05 2026-11-01 80"


def test_an_account_named_in_two_ways_for_one_day_is_one_and_the_later_import_counts(bank: Home) -> None:
    put(bank, "customer", "customer name\nC1 李雷")
    put(bank, "balance", "day customer product amount\n2026-10-05 李雷 - 80")
    put(bank, "balance", "day customer product amount\n2026-10-05 C1 - 70")
    put(bank, "balance", "day customer product amount\n2026-10-05 李雷 - 80\n2026-10-06 李雷 - 60")
    assert lines(bank, SPELLS)[:2] == ["C1 U1 M1 2026-10-05 2026-10-06 80", "C1 U1 M1 2026-10-06 2026-11-01 60"]


def test_a_customer_of_nobody_is_the_units_and_without_one_not_placed(bank: Home) -> None:
    put(bank, "customer", "customer unit\nC2 U2")
    put(bank, "portfolio", "customer manager first_day last_day\nC2 M1 2026-10-05 2026-10-09", load="merge")
    put(bank, "balance", "day customer product amount\n2026-10-01 C2 P1 1\n2026-10-01 C3 P1 2")
    assert lines(bank, "from holder where customer <> 'C1' order by customer, first_day") == [
        "C2 U2 - .. 2026-10-05",
        "C2 U1 M1 2026-10-05 2026-10-10",
        "C2 U2 - 2026-10-10 ..",
        "C3 ~ - .. ..",
    ]
    assert lines(bank, "select unit from unit where unit = '~'") == ["~"]


def test_whoever_left_keeps_the_customers_in_the_customers_unit_until_they_are_handed_on(bank: Home) -> None:
    put(bank, "customer", "customer unit\nC1 U2")
    put(bank, "assignment", "manager unit first_day last_day\nM4 U1 - 2026-10-09")
    put(bank, "portfolio", "customer manager first_day\nC1 M4 2026-01-01", load="merge")
    assert lines(bank, "from holder order by first_day")[1:] == [
        "C1 U1 M4 2026-01-01 2026-10-10",
        "C1 U2 M4 2026-10-10 ..",
    ]


def test_every_day_of_every_customer_has_one_holder(bank: Home) -> None:
    put(bank, "customer", "customer unit first_day\nC2 U2 2026-03-01\nC3 U9 -")
    put(bank, "portfolio", "customer manager first_day last_day\nC2 M1 2026-02-05 2026-10-09\nC3 张 2026-01-01 -")
    put(bank, "unit", "unit name parent first_day last_day\nU2 城西 U0 2026-05-01 2026-08-31")
    gaps = """
        select customer, sum(until - first_day) as days, count(*) from holder group by customer
        having days <> date '9999-12-31' - date '0001-01-01'"""
    assert lines(bank, gaps) == []
    assert lines(bank, "select unit, first_day from holder where unit = 'U2' and customer = 'C2'") == []


def test_an_account_handed_on_before_its_first_balance_is_unknown_or_nothing(bank: Home) -> None:
    put(bank, "portfolio", "customer manager first_day\nC1 M2 2026-10-11\nC1 M1 2026-12-01", load="merge")
    put(bank, "balance", "day customer product amount opened\n2026-10-11 C1 P1 5 -\n2026-10-11 C1 P2 6 2026-10-11")
    assert lines(bank, "select day, product, from_manager, manager, amount from handover order by all") == [
        "2026-10-11 P1 M1 M2 -",
        "2026-10-11 P2 M1 M2 0",
        "2026-12-01 P1 M2 M1 5",
        "2026-12-01 P2 M2 M1 6",
    ]


def test_given_averages_stand_with_the_holder_of_the_day_beside_the_computed(bank: Home) -> None:
    said = """
        day customer product amount month_average
        2026-09-30 C1 P1 100 -
        2026-10-02 C1 P1 300 200
        2026-10-09 C1 P1 300 290
        2026-10-04 C2 P1 300 75"""
    put(bank, "balance", said)
    given = "select day, customer, unit, manager, month_average, computed from balance_given order by customer, day"
    assert lines(bank, given) == [
        "2026-10-02 C1 U1 M1 200 200",
        "2026-10-09 C1 U1 M1 290 -",
        "2026-10-04 C2 ~ - 75 -",
    ]


def test_a_given_average_off_by_more_than_half_a_per_cent_is_warned_of(bank: Home) -> None:
    put(bank, "balance", "day customer product amount month_average\n2026-10-01 C1 P1 200 200.9")
    assert lines(bank, "select value from warning") == []
    put(bank, "balance", "day customer product amount month_average\n2026-10-02 C1 P1 100 151")
    assert lines(bank, "select kind, column_name, value, code from warning") == [
        "balance month_average 2026-10: 1/2 average_differs"
    ]


def test_a_file_of_balances_is_complete_for_the_units_that_hold_its_customers(bank: Home) -> None:
    put(bank, "portfolio", "customer manager first_day\nC2 M3 -", load="merge")
    put(bank, "balance", "day customer product amount\n2026-10-01 C1 P1 1\n2026-10-01 C2 P1 1", day="2026-10-12")
    again = put(bank, "balance", "day customer product amount\n2026-10-01 C1 P1 1", day="2026-10-14")
    complete = "select unit, complete_to, first_day from completeness order by all"
    assert lines(bank, complete) == ["U1 2026-10-14 2026-10-01", "U2 2026-10-12 2026-10-01"]
    undo(bank, again)
    assert lines(bank, complete) == ["U1 2026-10-12 2026-10-01", "U2 2026-10-12 2026-10-01"]


def test_holdings_are_snapshots_that_end_what_a_customer_no_longer_owns(bank: Home) -> None:
    put(bank, "holding", "customer product amount\nC1 P1 10\nC1 P2 20", day="2026-09-01")
    put(bank, "holding", "customer product amount\nC1 P1 15\nC1 P3 5", day="2026-10-01")
    assert lines(bank, "from holding order by product, first_day") == [
        "C1 P1 10 .. 2026-10-01",
        "C1 P1 15 2026-10-01 ..",
        "C1 P2 20 .. 2026-10-01",
        "C1 P3 5 2026-10-01 ..",
    ]
    assert lines(bank, "select product, opened, closed from account order by all") == [
        "P1 - -",
        "P2 - 2026-09-30",
        "P3 - -",
    ]


def test_a_snapshot_of_one_unit_s_holdings_ends_nothing_of_another(bank: Home) -> None:
    put(bank, "portfolio", "customer manager first_day\nC2 M3 -", load="merge")
    put(bank, "holding", "customer product first_day\nC1 P1 2026-01-05\nC2 P1 -", day="2026-09-01")
    put(bank, "holding", "customer product\nC1 P2", day="2026-10-01")
    assert lines(bank, "select customer, product, first_day, until from holding order by all") == [
        "C1 P1 2026-01-05 2026-10-01",
        "C1 P2 2026-10-01 ..",
        "C2 P1 .. ..",
    ]
    assert lines(bank, "select opened from account where customer = 'C1' and product = 'P1'") == ["2026-01-05"]


def test_heads_see_their_balances_and_hand_overs_in_and_out_and_people_their_own(bank: Home) -> None:
    put(bank, "portfolio", "customer manager first_day\nC1 M3 2026-10-12\nC2 M2 -", load="merge")
    said = "day customer product amount month_average\n2026-10-05 C1 P1 80 1\n2026-10-05 C2 P1 90 1"
    put(bank, "balance", said)
    owns = "select distinct customer || unit as who from balance_spell order by 1"
    for viewer, seen, handed in (
        ("head:U0", ["C1U1", "C1U2", "C2U1"], 1),
        ("head:U1", ["C1U1", "C2U1"], 1),
        ("head:U2", ["C1U2"], 1),
        ("manager:M1", ["C1U1"], 1),
        ("manager:M2", ["C2U1"], 0),
        ("manager:M3", ["C1U2"], 1),
    ):
        assert [row["who"] for row in rows(bank, owns, parse(viewer))] == seen
        assert len(rows(bank, "from handover", parse(viewer))) == handed
    for mart in ("holder", "balance_spell", "balance_given", "handover"):
        assert not {row["customer"] for row in rows(bank, f"from {mart}", parse("wall:U1"))} & {"C1", "C2"}
    stood = "select sum(amount) as amount from balance_spell join account using (customer, product)"
    assert rows(bank, stood, parse("wall:U1")) == rows(bank, stood, parse("head:U1"))
    assert rows(bank, "select distinct customer from account", parse("manager:M2")) == [{"customer": "C2"}]
    assert rows(bank, "select max(day) as day from balance", parse("head:U2")) == [{"day": None}]
    assert date(2026, 10, 5) in {row["day"] for row in rows(bank, "from balance", parse("head:U1"))}
