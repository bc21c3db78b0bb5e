"""Coverage on portfolios small enough to count on fingers: who was contacted, by whomever, and who counts."""

import pytest

from data.home import Home
from tests.bank import drawn, shown
from tests.by_hand import put

UNITS = "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ"
PEOPLE = "manager name\nm1 张\nm2 李\nm3 王"
POSTS = "manager unit first_day last_day\nm1 E - -\nm2 E - -\nm3 W - -"
CUSTOMERS = """
    customer tier unit
    c1 私行 E
    c2 钻石 E
    c3 普通 E
    c4 普通 E
    c5 普通 W
    c6 金卡 E
    """
# c1 and c2 with 张, c2 also with 李 beside; c3 went from 张 to 李 on the 12th; c4 to 李 in September; c6 nobody's
HELD = """
    customer manager role   first_day  last_day
    c1       m1      main   2026-01-01 -
    c2       m1      main   2026-01-01 -
    c2       m2      assist 2026-01-01 -
    c3       m1      main   2026-01-01 2026-10-11
    c3       m2      main   2026-10-12 -
    c4       m2      main   2026-09-20 -
    c5       m3      main   2026-01-01 -
    """
# 王 reached 张's c1; c2 was missed; c4 was met the month before; c3 by its giver; c6 though nobody's
DONE = """
    activity day        manager customer outcome
    a1       2026-10-08 m3      c1       reached
    a2       2026-10-09 m1      c2       missed
    a3       2026-09-30 m2      c4       met
    a4       2026-10-09 m1      c3       met
    a5       2026-10-15 m1      c6       reached
    """


@pytest.fixture
def bank(home: Home) -> Home:
    for kind, rows in (("unit", UNITS), ("manager", PEOPLE), ("assignment", POSTS), ("customer", CUSTOMERS)):
        put(home, kind, rows)
    put(home, "portfolio", HELD, load="merge")
    put(home, "activity", DONE, covers=["HQ"])
    return home


def test_who_was_contacted_by_anyone_is_covered_and_each_level_counts_again(bank: Home) -> None:
    columns = ("unit", "actual", "target", "target_source", "attainment", "pace")
    # 城东: c1 of c1, c2, c4; against 80 % of 7 of 18 workdays
    assert drawn(shown(bank, "coverage", by="unit"), *columns) == [
        "HQ 0.25 0.8 line 0.804 0.389",
        "E 0.333 0.8 line 1.071 0.389",
        "W 0 0.8 line 0 0.389",
    ]
    assert drawn(shown(bank, "coverage", by="manager"), "manager", "actual", "rank", "band") == [
        "m1 0.5 1 ahead",
        "m2 0 2 at_risk",
        "m3 0 2 at_risk",
    ]
