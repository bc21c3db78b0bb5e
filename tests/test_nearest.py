"""Which prize is said to be nearest: the one of which the smallest part is missing, whatever it is counted in."""

from dataclasses import replace
from decimal import Decimal

import pytest

from metrics.rewards import Award
from pages.parts.prizes import nearest

OPEN = Award(
    rule="x", period="2026-10", manager="a", name="A", unit="HQ", state="open", value=Decimal(0), line=Decimal(1),
    missing=Decimal(1), need_per_day=None, days_left=None, rank=None, ranked=None, tie=False, reason=None, place=None,
    reached_on=None, provisional=False, given="honour", amount=None, streak=None, as_of=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "line", "found"),
    [("2", "3", "amount"), ("0.5", "3", "amount"), ("98", "100", "share"), ("-40", "-30", "amount")],
)
def test_a_share_and_an_amount_are_compared_by_the_part_that_is_missing(value: str, line: str, found: str) -> None:
    """Of 100 yuan 90 are there, a tenth missing; a share is short of its own line by what is said."""
    amount = replace(OPEN, rule="amount", value=Decimal(90), line=Decimal(100))
    share = replace(OPEN, rule="share", value=Decimal(value), line=Decimal(line))
    near = nearest([share, amount])
    assert near is not None and near.rule == found
