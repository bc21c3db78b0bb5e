"""Numbers, dates and ranks read as LOOK asks, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.text import numbers


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (12_040_000, "1,204 万", "¥12.0M"),
        (10_375_000, "1,037.5 万", "¥10.4M"),
        (Decimal("320000000.0000"), "3.20 亿", "¥320.0M"),
        (600_000, "60 万", "¥600.0K"),
        (99_999_600, "1.00 亿", "¥100.0M"),
        (9_996, "9,996 元", "¥10.0K"),
        (999.5, "1,000 元", "¥1.0K"),
        (999.4, "999 元", "¥999"),
        (-4_512_000, "−451.2 万", "−¥4.51M"),
        (102_296_000, "1.02 亿", "¥102.3M"),
        (999_600_000, "10.0 亿", "¥999.6M"),
        (980, "980 元", "¥980"),
        (0, "0 元", "¥0"),
        (None, "–", "–"),
    ],
)
def test_money_keeps_as_many_digits_as_a_share_beside_it_needs(value: float | None, chinese: str, english: str) -> None:
    assert numbers.money(value, "zh") == chinese
    assert numbers.money(value, "en") == english


@pytest.mark.parametrize(
    ("share", "text"), [(0.863, "86.3%"), (1, "100.0%"), (12.3456, "1,234.6%"), (-0.0005, "−0.1%"), (None, "–")]
)
def test_percent_has_one_decimal(share: float | None, text: str) -> None:
    assert numbers.percent(share, "zh") == text


def test_differences_always_carry_a_sign() -> None:
    assert numbers.points(-0.031, "zh") == "−3.1 个百分点"
    assert numbers.points(0.031, "en") == "+3.1 pp"


def test_money_carries_the_sign_of_its_currency() -> None:
    assert [numbers.amount(-1_260_000, code, "en") for code in ("CNY", "USD", "CHF")] == [
        "−¥1.26M",
        "−$1.26M",
        "−CHF1.26M",
    ]
    assert [numbers.amount(980, code, "zh") for code in ("CNY", "USD")] == ["980 元", "980 美元"]


def test_numbers_of_a_table_have_a_true_minus_and_no_minus_zero() -> None:
    assert [numbers.tenths(value, "en") for value in (-5.94, 1204.45, -0.04, 0, None)] == [
        "−5.9",
        "1,204.5",
        "0.0",
        "0.0",
        "–",
    ]
    assert [numbers.tenths(value, "en", sign=True) for value in (3.1, -3.1, 0)] == ["+3.1", "−3.1", "0.0"]


def test_the_whole_number_is_kept_for_the_hover() -> None:
    assert numbers.full(Decimal("12040000.1250"), "CNY", "zh") == "12,040,000.13 元"
    assert numbers.full(24_312, "count", "en") == "24,312"


def test_days_carry_their_weekday() -> None:
    assert numbers.day(date(2026, 10, 15), "zh") == "10月15日（周四）"
    assert numbers.day(date(2026, 10, 15), "en") == "Thu 15 Oct"
    assert [numbers.short_day(date(2026, 10, 15), language) for language in ("zh", "en")] == ["10月15日", "15 Oct"]
    assert numbers.day(date(2026, 10, 15), "zh", year=True) == "2026年10月15日（周四）"


def test_a_rank_says_among_how_many() -> None:
    assert numbers.rank(3, 12) == "3 / 12"
    assert numbers.rank(None, 12) == "–"


@settings(deadline=None, max_examples=60)
@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4), st.sampled_from(["zh", "en"]))
def test_what_is_shown_is_within_one_percent_and_a_scale_is_never_exceeded(value: Decimal, language: str) -> None:
    shown = numbers.money(value, language).replace(",", "").replace("−", "-").replace("¥", "")
    number, unit = float("".join(c for c in shown if c in "-.0123456789")), shown.strip("-.0123456789 ")
    size = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "元": 1, "B": 1e9, "M": 1e6, "K": 1e3, "": 1}[unit]
    assert abs(number * size - float(value)) <= max(0.5, abs(float(value)) * 0.051)
    assert abs(number) < {"亿": 10_000, "万": 10_000, "元": 10_000, "M": 1_000, "K": 1_000, "": 1_000}.get(
        unit, float("inf")
    )
