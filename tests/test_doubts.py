"""Rows that stand against each other: in one file, or against what is in the records."""

import pytest

from data.home import Home
from tests.given import ask, give


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        (["C1,M1,主办,,", "C1,M2,主办,,"], [2, 3]),
        (["C1,M1,主办,2026-01-01,2026-06-30", "C1,M2,主办,2026-06-30,"], [2, 3]),
        (["C1,M1,主办,2026-01-01,2026-06-30", "C1,M2,主办,2026-07-01,"], []),
        (["C1,M1,主办,2026-01-01,", "C1,M2,主办,2026-07-01,"], []),
        (["C1,M1,主办,,", "C1,M2,主办,2026-07-01,"], []),
        (["C1,M1,主办,,", "C1,M2,协办,,", "C2,M2,主办,,"], []),
        (["C1,M1,主办,,2026-08-31", "C1,M2,主办,2026-07-01,", "C2,M2,,,"], [2, 3]),
    ],
)
def test_two_main_holders_of_one_customer_on_the_same_days_are_refused(
    home: Home, rows: list[str], refused: list[int]
) -> None:
    give(home, "p.csv", "客户编号,客户经理编号,管户类型,生效日,失效日", *rows)
    found = ask(home, "select line, code from quarantine order by line")
    assert found == [(line, "conflicting_rows") for line in refused]
