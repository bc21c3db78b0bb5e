"""Coverage on portfolios small enough to count on fingers: who was contacted, by whomever, and who counts."""

from typing import Any

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
    units = [line for line in shown(bank, "coverage", by="unit") if not line.part]
    assert drawn(units, *columns) == [
        "HQ 0.25 0.8 line 0.804 0.389",
        "E 0.333 0.8 line 1.071 0.389",
        "W 0 0.8 line 0 0.389",
    ]
    people = [line for line in shown(bank, "coverage", by="manager") if not line.part]
    assert drawn(people, "manager", "actual", "rank", "band") == [
        "m1 0.5 1 ahead",
        "m2 0 2 at_risk",
        "m3 0 2 at_risk",
    ]


def parts(home: Home, metric: str, by: str, **asked: Any) -> list[str]:
    """The lines that are of no unit and no person."""
    lines = [line for line in shown(home, metric, by=by, **asked) if line.part]
    return drawn(lines, "dimension", "key", "actual", "target", "rank")


def test_by_tier_the_unit_comes_first_then_its_tiers_best_first_then_who_counts_in_no_sum(bank: Home) -> None:
    assert drawn(shown(bank, "coverage", by="tier"), "dimension", "key", "actual", "target") == [
        "unit HQ 0.25 0.8",
        "tier private 1 0.8",
        "tier diamond 0 0.8",
        "tier standard 0 0.8",
        "settling HQ 1 -",
        "unheld HQ 1 -",
    ]


def test_who_is_held_too_short_and_who_by_nobody_have_rows_of_their_own_and_count_nowhere_else(bank: Home) -> None:
    assert parts(bank, "held_customers", "manager") == ["settling HQ 1 - -", "unheld HQ 1 - -"]
    assert parts(bank, "held_customers", "unit", unit="E") == ["settling E 1 - -", "unheld E 1 - -"]
    assert parts(bank, "held_customers", "unit", unit="W") == []
    assert drawn(shown(bank, "held_customers"), "actual") == ["4"]


def test_a_customer_handed_over_counts_for_the_taker_from_the_seventh_day_on(bank: Home) -> None:
    for day, held in (("2026-10-17", ["m1 2", "m2 2"]), ("2026-10-18", ["m1 2", "m2 3"])):
        put(bank, "activity", f"activity day manager customer outcome\nx{day} {day} m3 c5 missed", day, covers=["HQ"])
        lines = shown(bank, "held_customers", by="manager", unit="E", as_of=day)
        assert sorted(drawn([line for line in lines if line.manager], "manager", "actual")) == held
    # the giver's contact of the 9th is the taker's coverage
    assert "m2 0.333" in drawn(shown(bank, "coverage", by="manager", as_of="2026-10-18"), "manager", "actual")
