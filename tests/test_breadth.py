"""The breadth matrix: product by person for a period, what nobody sold first, unknown never taken for unsold."""

from datetime import date
from decimal import Decimal

import pytest

from data.home import Home
from metrics import workdays
from metrics.breadth import breadth, measure
from metrics.periods import parse
from tests.bank import PACK, fill, reader
from tests.by_hand import put

PRODUCTS = """
    product name   category launched
    p1      理财一   理财      2026-01-01
    p2      基金一   基金      2026-01-01
    p3      保险一   保险      2026-10-09
    p4      保险二   保险      2026-11-01
    p5      旧品    -        -
    """
SALES = """
    sale day        manager unit product amount
    s1   2026-10-08 m1      -    p1      30
    s2   2026-10-09 m3      -    p1      10
    s3   2026-10-13 m4      -    p2      20
    s4   2026-10-10 m1      -    p2      5
    s5   2026-10-14 m1      -    p2      -5
    s6   2026-09-10 m1      -    p3      5
    s7   2026-10-15 -       W    p6      8
    s8   2026-10-16 m1      -    p3      9
    """


@pytest.fixture
def bank(home: Home) -> Home:
    put(home, "product", PRODUCTS)
    return fill(home, sales=SALES)


def drawn(home: Home, unit: str = "HQ", people: bool = True, period: str = "2026-10") -> list[str]:
    """The matrix as text: product, its amount, then a number for each owner, `-` where it is not known."""
    metric = measure(PACK)
    assert metric is not None
    with reader(home) as found:
        owners, rows = breadth(
            found, PACK, metric, parse(period, PACK), unit, workdays=workdays.load(), as_of=date(2026, 10, 15),
            people=people,
        )  # fmt: skip
    head = " ".join(each.owner for each in owners)
    return [head, *(_line(row.product, row.amount, [row.sold.get(o.owner, 0 if o.known else "-") for o in owners])
                    for row in rows)]  # fmt: skip


def _line(product: str, amount: Decimal, cells: list[Decimal | int | str]) -> str:
    return f"{product}: " + " ".join(each if isinstance(each, str) else f"{each:.0f}" for each in (amount, *cells))


def test_what_nobody_sold_comes_first_then_by_fewest_sellers(bank: Home) -> None:
    # p3 sold in September and after the data day, p4 is launched later, p5 only stands in the list, p6 is nobody's
    assert drawn(bank) == [
        "m1 m2 m3 m4", "p3: 0 0 0 0 0", "p6: 8 0 0 0 0", "p2: 20 0 0 0 20", "p1: 40 30 0 10 0",
    ]  # fmt: skip


def test_what_was_never_launched_and_only_stands_in_balances_is_not_on_offer(home: Home) -> None:
    put(home, "product", "product name category launched\np1 活期存款 存款 -\np2 定期存款 存款 -\np3 基金 基金 -")
    put(home, "balance", "day customer product amount\n2026-10-14 c1 p1 50\n2026-10-14 c1 p2 90")
    fill(home, sales="sale day manager product amount\ns1 2026-09-10 m1 p2 90\ns2 2026-10-15 m1 p9 1")
    assert [row.split(":")[0] for row in drawn(home)[1:]] == ["p3", "p2", "p9"]


def test_by_unit_a_product_counts_where_it_was_booked(bank: Home) -> None:
    assert drawn(bank, people=False) == ["E W", "p3: 0 0 0", "p6: 8 0 8", "p2: 20 0 20", "p1: 40 30 10"]


def test_days_no_source_reaches_are_unknown(bank: Home) -> None:
    assert drawn(bank, people=False, period="2026-11")[1:] == [f"p{n}: 0 - -" for n in (3, 4, 2, 1)]
