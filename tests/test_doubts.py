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


GOALS = "客户经理,期间,目标值"


def test_a_month_said_by_its_days_is_the_month(home: Home) -> None:
    [result] = give(home, "t.csv", GOALS, "张伟,2026-10,5", "张伟,2026-10-01..2026-10-31,6", "李娜,2026-W41,5")
    assert ask(home, "select line, code from quarantine order by line") == [
        (2, "conflicting_rows"),
        (3, "conflicting_rows"),
    ]
    [later] = give(home, "u.csv", GOALS, "李娜,2026-10-05..2026-10-11,6")
    assert (result.taken, later.taken) == (1, 1)
    assert ask(home, "select period, amount::int from target where live") == [("2026-W41", 6)]


@pytest.mark.parametrize(
    ("first", "later", "warned"),
    [
        ("2026Q4,5", "2026-10-01..2026-12-31,6", 1),
        ("2026-07-01..2026-12-31,5", "2026H2,6", 1),
        ("2026,5", "2026-01-01..2026-12-31,6", 1),
        ("2026,5", "2026-01-01..2026-12-31,5", 0),
        ("2026Q4,5", "2026-10-01..2026-12-30,6", 0),
        ("开门红,5", "2026H1,6", 0),
    ],
)
def test_two_targets_for_the_same_days_are_warned_of(home: Home, first: str, later: str, warned: int) -> None:
    give(home, "t.csv", GOALS, f"张伟,{first}")
    give(home, "u.csv", GOALS, f"张伟,{later}")
    assert ask(home, "select batch, code from warning") == [(2, "same_days")] * warned
