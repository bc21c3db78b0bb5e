"""Balances at a point, on average and grown: the worked examples of the domain, through records and marts."""

from decimal import Decimal
from typing import Any

import pytest

from data.home import Home
from data.scope import parse
from metrics.line import Line
from tests.bank import drawn, shown
from tests.by_hand import put

UNITS = "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ"
PEOPLE = "manager name\na 张\nb 李\nc 王"
POSTS = "manager unit first_day last_day\na E - -\nb E - -\nc W - -"
HANDED = "customer manager first_day last_day\nC1 a - 2026-11-10\nC1 b 2026-11-11 -"
ELEVENTH = "day customer amount opened\n2026-10-11 C1 300 2026-10-11\n2026-10-16 C1 300 2026-10-11"
# 1,000 before, 1,200 for ten days, 1,300 for twenty
NOVEMBER = [("2026-10-31", 1000)] + [
    (f"2026-11-{day:02d}", 1200 if day < 11 else 1300) for day in (1, 6, 11, 16, 20, 25, 30)
]


@pytest.fixture
def bank(home: Home) -> Home:
    put(home, "unit", UNITS)
    put(home, "manager", PEOPLE)
    put(home, "assignment", POSTS)
    return home


def held(home: Home, portfolio: str = "customer manager\nC1 a") -> Home:
    put(home, "portfolio", portfolio)
    return home


def given(home: Home, rows: str, to: str) -> None:
    put(home, "balance", rows, day=to, covers=["HQ"])


def of_c1(rows: list[tuple[str, int]], customer: str = "C1") -> str:
    return "\n".join(["day customer amount", *(f"{day} {customer} {amount}" for day, amount in rows)])


def told(home: Home, metric: str, period: str, *columns: str, **asked: Any) -> list[str]:
    return drawn(shown(home, metric, period, **asked), *columns)


def test_opened_on_the_eleventh_with_300_is_150_on_average_after_20_days(bank: Home) -> None:
    given(held(bank), ELEVENTH, "2026-10-20")
    assert told(bank, "deposit_average", "2026-10", "as_of", "state", "actual", "partial") == [
        "2026-10-20 value 150 False"
    ]
    assert told(bank, "deposit_end", "2026-10", "actual") == ["300"]


def test_without_an_opening_day_the_days_before_the_first_row_are_unknown_not_zero(bank: Home) -> None:
    given(held(bank), ELEVENTH.replace(" opened", "").replace(" 2026-10-11\n", "\n").removesuffix(" 2026-10-11"),
          "2026-10-20")  # fmt: skip
    assert told(bank, "deposit_average", "2026-10", "state", "actual", "partial", "unseen") == ["value 300 True 1"]


def test_a_balance_is_carried_five_workdays_and_no_further(bank: Home) -> None:
    given(held(bank), of_c1([("2026-10-12", 100)]), "2026-10-19")
    assert told(bank, "deposit_end", "2026-10", "state", "actual", as_of="2026-10-18") == ["value 100"]
    assert told(bank, "deposit_end", "2026-10", "state", "actual", as_of="2026-10-19") == ["value 100"]
    put(bank, "balance", of_c1([("2026-10-12", 7)], "C2"), day="2026-10-20", covers=["HQ"])
    assert told(bank, "deposit_end", "2026-10", "state", "actual", by="manager", as_of="2026-10-20") == [
        "unknown -",
        "out_of_scope -",
        "out_of_scope -",
    ]


def test_a_balance_goes_on_over_the_border_of_a_month_and_of_a_batch(bank: Home) -> None:
    given(held(bank), of_c1([("2026-09-30", 100)]), "2026-09-30")
    given(bank, of_c1([("2026-10-12", 160)]), "2026-10-12")
    # the holidays until the 7th are no workdays: the 100 of September stand until the 11th
    assert told(bank, "deposit_average", "2026-10", "actual") == ["105"]


def test_nothing_stands_after_the_closing_day(bank: Home) -> None:
    given(held(bank), "day customer amount closed\n2026-10-09 C1 500 2026-10-10", "2026-10-12")
    assert told(bank, "deposit_end", "2026-10", "state", "actual") == ["value 0"]


def test_growth_goes_by_who_held_the_customer(bank: Home) -> None:
    held(bank, "customer manager first_day last_day\nC1 a - 2026-01-08\nC1 c 2026-01-09 -")
    given(bank, of_c1([("2025-12-31", 1000), ("2026-01-08", 1200), ("2026-01-15", 1300)]), "2026-01-15")
    assert told(bank, "deposit_end_growth", "2026-01", "unit", "actual", by="unit") == ["HQ 300", "E 200", "W 100"]
    found = {line.manager: line.actual for line in shown(bank, "deposit_end_growth", "2026-01", by="manager")}
    assert [found["a"], found["c"]] == [200, 100]
    assert told(bank, "deposit_end_growth", "2026-01", "actual", unit="W", by="manager") == ["100"]


def test_growth_of_an_average_leaves_the_gain_at_hand_over_with_the_giver(bank: Home) -> None:
    given(held(bank, HANDED), of_c1(NOVEMBER), "2026-11-30")
    found = {line.manager: line.actual for line in shown(bank, "deposit_growth", "2026-11", by="manager")}
    assert found["a"] == 200
    assert found["b"] == pytest.approx(Decimal("66.6667"), abs=Decimal("0.001"))
    assert told(bank, "deposit_growth", "2026-11", "actual") == ["266.667"]


def test_an_average_counts_each_customer_day_for_whoever_held_it(bank: Home) -> None:
    given(held(bank, HANDED), of_c1(NOVEMBER), "2026-11-30")
    assert told(bank, "deposit_average", "2026-11", "manager", "actual", by="manager")[:2] == ["b 866.667", "a 400"]


def test_what_nobody_holds_is_unassigned_and_every_total_reconciles(bank: Home) -> None:
    put(bank, "customer", "customer unit\nC1 E\nC2 W\nC3 -")
    held(bank)
    rows = "day customer amount\n2026-10-09 C1 10\n2026-10-09 C2 20\n2026-10-09 C3 40"
    put(bank, "balance", rows, day="2026-10-09")
    lines = shown(bank, "deposit_end", "2026-10", by="manager")
    assert {line.manager: line.actual for line in lines if line.actual} == {"a": 10, None: 60}
    assert told(bank, "deposit_end", "2026-10", "actual", "as_of") == ["70 2026-10-09"]
    assert told(bank, "deposit_end", "2026-10", "unit", "actual", by="unit") == ["HQ 70", "W 20", "E 10", "~ 40"]


def test_a_person_who_moved_takes_the_customers_along_and_each_unit_keeps_its_growth(bank: Home) -> None:
    put(bank, "assignment", "manager unit first_day last_day\na E - 2026-11-10\na W 2026-11-11 -", day="2026-12-01")
    given(held(bank), of_c1(NOVEMBER), "2026-11-30")
    # nobody knows what stood there at the year's start, only what has come since the move
    assert told(bank, "deposit_end_growth", "2026-11", "unit", "state", "actual", "unseen", by="unit") == [
        "HQ value 100 1",
        "W value 100 0",
        "E unknown - 1",
    ]
    assert told(bank, "deposit_growth", "2026-11", "unit", "actual", by="unit") == [
        "HQ 266.667",
        "E 200",
        "W 66.667",
    ]
    assert told(bank, "deposit_growth", "2026-11", "manager", "actual", by="manager")[0] == "a 266.667"


def test_who_took_a_customer_over_before_its_first_balance_has_no_base_to_grow_from(bank: Home) -> None:
    held(bank, "customer manager first_day last_day\nC1 a - 2026-11-10\nC1 c 2026-11-11 -")
    given(bank, of_c1([("2026-11-13", 500), ("2026-11-18", 600)]), "2026-11-18")
    assert told(bank, "deposit_growth", "2026-11", "unit", "state", by="unit") == [
        "HQ unknown",
        "E unknown",
        "W unknown",
    ]


@pytest.mark.parametrize("viewer", ["manager:b", "head:E", "owner"])
def test_everybody_reads_the_same_number(bank: Home, viewer: str) -> None:
    given(held(bank, HANDED), of_c1(NOVEMBER), "2026-11-30")
    found = shown(bank, "deposit_growth", "2026-11", by="manager", unit="E", viewer=parse(viewer))
    mine: dict[str | None, Line] = {line.manager: line for line in found}
    assert mine["b"].actual == pytest.approx(Decimal("66.6667"), abs=Decimal("0.001"))


def test_the_needed_balance_stands_beside_the_average(bank: Home) -> None:
    put(bank, "target", "metric manager period amount\n存款日均 a 2026-11 1400")
    given(held(bank), of_c1([(day, 1200) for day, _ in NOVEMBER if day <= "2026-11-20"]), "2026-11-20")
    (line,) = shown(bank, "deposit_average", "2026-11")
    assert [line.actual, line.needed_balance] == [1200, (1400 * 30 - 1200 * 20) / 10]
    assert (line.need_per_day, line.lead, line.band) == (None, None, "behind")


@pytest.mark.parametrize("metric", ["deposit_end", "deposit_average", "deposit_growth"])
@pytest.mark.parametrize("unit", ["U0102", "U02"])
def test_a_balance_day_by_day_is_what_it_was_as_of_that_day(sample_home: Home, metric: str, unit: str) -> None:
    days = shown(sample_home, metric, by="day", unit=unit)
    assert len(days) == 15
    for line in days[::4]:
        (then,) = shown(sample_home, metric, unit=unit, as_of=line.day)
        assert float(line.actual or 0) == pytest.approx(float(then.actual or 0), abs=0.01)


@pytest.mark.parametrize("metric", ["deposit_end", "deposit_average", "deposit_growth", "deposit_end_growth"])
def test_before_a_period_begins_its_balances_are_unknown(sample_home: Home, metric: str) -> None:
    (line,) = shown(sample_home, metric, as_of="2026-09-20")
    assert (line.state, line.actual) == ("unknown", None)
