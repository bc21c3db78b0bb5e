"""What is typed or pasted into a page is read as a file is, or said to be unreadable."""

from decimal import Decimal

import pytest

from data import typed
from data.home import Home

WAN = Decimal(10_000)


def read(home: Home, text: str, scale: Decimal = WAN, share: bool = False) -> str:
    (found,) = typed.amounts(home, (text,), scale, "CNY", share)
    return found.code or ("" if found.amount is None else f"{found.amount.normalize():f}")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("70", "700000"),
        ("12.5", "125000"),
        ("1,200", "12000000"),
        ("1 200", "12000000"),
        ("１２．５", "125000"),
        ("80万", "800000"),
        ("0.8亿", "80000000"),
        ("800000元", "800000"),
        ("¥70", "700000"),
        ("￥70", "700000"),
        ("（30）", "-300000"),
        ("(30)", "-300000"),
        ("-30", "-300000"),
        ("", ""),
        ("-", ""),
        ("12,5", "ambiguous_number"),
        ("1,20", "ambiguous_number"),
        ("1.200,5", "ambiguous_number"),
        ("$70", "foreign_currency"),
        ("abc", "bad_number"),
        ("50%", "percent"),
        ("50％", "percent"),
    ],
)
def test_a_cell_is_read_as_in_a_file_in_the_unit_of_its_column(home: Home, text: str, stored: str) -> None:
    assert read(home, text) == stored


@pytest.mark.parametrize(("text", "stored"), [("50%", "0.5"), ("50％", "0.5"), ("50", "0.5"), ("62.5", "0.625")])
def test_a_share_may_be_written_in_percent(home: Home, text: str, stored: str) -> None:
    assert read(home, text, Decimal("0.01"), share=True) == stored


def test_many_cells_keep_their_order_and_the_same_text_twice(home: Home) -> None:
    found = typed.amounts(home, ("3", "x", "3"), Decimal(1), "CNY", False)
    assert [(each.amount, each.code) for each in found] == [(3, None), (None, "bad_number"), (3, None)]
