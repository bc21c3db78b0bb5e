"""What if a target or a weight were another: the same formulas over other numbers, and nothing stored."""

from datetime import date
from decimal import Decimal

import pytest

from data.home import Home
from metrics import workdays
from metrics.periods import parse
from metrics.whatif import Place, Supposed, places
from tests.bank import PACK, TARGETS, fill, reader
from tests.by_hand import put

SALES, FEES = PACK.metrics["sales_amount"], PACK.metrics["fee_income"]
OCTOBER, DAYS = parse("2026-10", PACK), workdays.load()
FEE_TARGETS = (
    TARGETS.rstrip()
    + """
    fee_income   m1      -    2026-10 4
    fee_income   m4      -    2026-10 1
    """
)
WHOLE = [{"metric": "sales_amount", "manager": "m4", "period": "2026-10", "amount": 25, "prorate": False}]
D = Decimal


@pytest.fixture
def bank(home: Home) -> Home:
    return fill(home, targets=FEE_TARGETS)


def asked(home: Home, supposed: Supposed | None = None, unit: str = "HQ", people: bool = True) -> dict[str, Place]:
    """By owner; the score is made of sales alone, weighing 60, and fees, weighing 40."""
    pack = Supposed(weights=dict.fromkeys(PACK.metrics, D(0)) | {"sales_amount": D(60), "fee_income": D(40)}).pack(PACK)
    with reader(home) as found:
        rows = places(
            found, pack, SALES, OCTOBER, unit, workdays=DAYS, as_of=date(2026, 10, 15), people=people, supposed=supposed
        )  # fmt: skip
    return {row.owner: row for row in rows}


def test_supposing_nothing_changes_nothing(bank: Home) -> None:
    assert asked(bank) == asked(bank, Supposed())
    assert asked(bank)["m1"].line.attainment == D("0.5")


def test_another_target_moves_attainment_rank_and_score(bank: Home) -> None:
    before = asked(bank)
    after = asked(bank, Supposed({("sales_amount", "manager", "m1"): D(20)}))
    assert [before["m1"].line.rank, after["m1"].line.rank] == [3, 1]
    assert after["m1"].line.attainment == D(2)
    # 60 × capped 1.2 + 40 × 2 of 4
    assert round(after["m1"].score or D(0), 6) == D("0.92")
    assert after["m3"].line.target == before["m3"].line.target


def test_a_units_target_moves_its_own_attainment(bank: Home) -> None:
    after = asked(bank, Supposed({("sales_amount", "unit", "W"): D(50)}), people=False)
    assert after["W"].line.target == D(50)
    assert after["W"].line.target_source == "own"
    assert asked(bank, people=False)["W"].line.target == D(100)


def test_another_weight_floor_or_cap_moves_the_score_alone(bank: Home) -> None:
    before = asked(bank)
    heavy = asked(bank, Supposed(weights={"sales_amount": D(10), "fee_income": D(90)}))
    assert heavy["m1"].line == before["m1"].line
    assert [round(each["m1"].score or D(0), 6) for each in (before, heavy)] == [D("0.5"), D("0.5")]
    floored = asked(bank, Supposed(floor=D("0.8")))
    assert floored["m1"].score == D("0.8")
    assert floored["HQ"].score is not None


def test_it_is_prorated_as_the_stored_one_is(bank: Home) -> None:
    # 赵 stood in 城东 for 3 of the 18 workdays
    moved = Supposed({("sales_amount", "manager", "m4"): D(36)})
    assert asked(bank, moved, unit="E")["m4"].line.target == D(6)
    put(bank, "target", WHOLE)
    assert asked(bank, moved, unit="E")["m4"].line.target == D(36)


def test_nothing_is_stored(bank: Home) -> None:
    asked(bank, Supposed({("sales_amount", "manager", "m1"): D(20)}))
    with reader(bank) as found:
        assert found.rows(
            "select amount::int as amount from target where manager = 'm1' and metric = 'sales_amount'"
        ) == [{"amount": 80}]
