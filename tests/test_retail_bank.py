"""The retail pack's own choices: what assets under management are, which cards and wages count, who has closed."""

from datetime import date

import pytest

from data.home import Home
from metrics import pack
from tests.bank import drawn, shown
from tests.by_hand import put

RETAIL = pack.load("retail_bank")
PRODUCTS = """
    product name     category
    d       活期存款   存款
    w       稳健理财   理财
    f       指数基金   基金
    i       年金险     保险
    l       消费贷     贷款
    n       新发基金   -
    o       其他      -
    card    金卡      信用卡
    later   账单分期   分期
    wages   代发工资   代发
    """
# 100 each of what counts and what doesn't; c2 has its only account closed, c3 one of two
BALANCES = """
    day        customer product amount opened     closed
    2025-12-31 c1       d       100    2025-01-01 -
    2026-10-15 c1       d       150    2025-01-01 -
    2026-10-15 c1       w       100    2026-10-15 -
    2026-10-15 c1       f       100    2026-10-15 -
    2026-10-15 c1       i       100    2026-10-15 -
    2026-10-15 c1       l       100    2026-10-15 -
    2026-10-15 c1       n       100    2026-10-15 -
    2026-10-15 c1       o       100    2026-10-15 -
    2026-10-15 c1       -       100    2026-10-15 -
    2026-10-09 c2       d       30     2026-01-01 -
    2026-10-13 c2       d       0      2026-01-01 2026-10-12
    2026-10-09 c3       d       0      2026-01-01 2026-10-09
    2026-10-15 c3       w       50     2026-01-01 -
    """
SALES = """
    sale day        manager customer product amount quantity
    s1   2026-10-08 a       c1       card    20     2
    s2   2026-10-09 b       c3       card    10     1
    s3   2026-10-09 b       c3       later   90     1
    s4   2026-10-12 a       c1       wages   9      1
    s5   2026-10-13 a       c1       wages   9      1
    s6   2026-09-13 b       c3       wages   9      1
    """


@pytest.fixture
def bank(home: Home) -> Home:
    put(home, "unit", "unit name parent\nHQ 总行 -\nE 城东 HQ")
    put(home, "manager", "manager name\na 张\nb 李")
    put(home, "assignment", "manager unit\na E\nb E")
    put(home, "product", PRODUCTS)
    put(home, "portfolio", "customer manager first_day\nc1 a -\nc2 b -\nc2 a 2026-10-11\nc3 b -")
    put(home, "balance", BALANCES, covers=["HQ"])
    put(home, "sale", SALES, covers=["HQ"])
    return home


def test_assets_are_all_a_customer_keeps_with_the_bank_but_no_loans(bank: Home) -> None:
    # the loan and what has neither a category nor a name that says it are none; what names no product is a deposit
    assert drawn(shown(bank, "aum_end"), "unit", "actual")[0] == "HQ 700"
    assert drawn(shown(bank, "deposit_end"), "unit", "actual")[0] == "HQ 250"


def test_assets_grow_from_the_year_s_start(bank: Home) -> None:
    # c2's 30 came while b held it and went while a did
    assert drawn(shown(bank, "aum_growth", by="manager"), "manager", "actual") == ["a 520", "b 80"]


def test_cards_are_counted_by_piece_without_instalments(bank: Home) -> None:
    assert drawn(shown(bank, "new_cards", by="manager"), "manager", "actual") == ["a 2", "b 1"]


def test_wages_are_counted_once_a_customer(bank: Home) -> None:
    assert drawn(shown(bank, "new_payroll_customers", by="manager"), "manager", "actual") == ["a 1", "b 0"]


def test_who_closed_the_last_account_counts_for_who_held_them_that_day(bank: Home) -> None:
    # c3 still has wealth
    found = shown(bank, "closed_customers", by="manager")
    assert {line.manager: line.actual for line in found} == {"a": 1, "b": 0}
    assert drawn(shown(bank, "closed_customers", period="2026-09"), "actual")[0] == "0"


def test_a_customer_closes_on_the_day_of_the_last_account(bank: Home) -> None:
    days = shown(bank, "closed_customers", by="day")
    assert [line.day for line in days if line.actual] == [date(2026, 10, day) for day in (12, 13, 14, 15)]


def test_without_a_customer_lost_a_target_is_met_at_its_best(bank: Home) -> None:
    put(bank, "target", "metric manager period amount\nclosed_customers a 2026-10 2\nclosed_customers b 2026-10 2")
    assert drawn(shown(bank, "closed_customers", by="manager"), "manager", "target_state", "attainment", "rank") == [
        "b best - 1",
        "a value 2 2",
    ]


def test_weights_sum_to_a_hundred() -> None:
    assert sum(metric.weight for metric in RETAIL.metrics.values()) == 100
