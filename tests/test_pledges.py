"""Pledges are kept or missed by the records of their day, and not yet known before these are in."""

from datetime import date

import pytest

from data.home import Home
from data.scope import OWNER, Viewer
from metrics.pledges import pledges
from metrics.workdays import load
from tests.bank import PACK, fill, reader
from tests.by_hand import d, put, undo

MADE = "pledge day manager metric amount\n"


def judged(home: Home, *rows: str, unit: str = "HQ", viewer: Viewer = OWNER, as_of: str = "2026-10-15") -> list[str]:
    if rows:
        put(home, "pledge", MADE + "\n".join(rows))
    with reader(home, viewer) as found:
        span = (date(2026, 10, 1), date(2026, 10, 31))
        made = pledges(found, PACK, unit, *span, workdays=load(), as_of=d(as_of))
    return [
        f"{each.day} {each.unit} {each.manager} {each.said} {each.amount.normalize():f} {each.state} "
        + ("-" if each.actual is None else f"{each.actual.normalize():f}")
        for each in made
    ]


@pytest.mark.parametrize(
    ("pledge", "state"),
    [
        ("2026-10-08 m1 sales_amount 30", "kept 30"),
        ("2026-10-08 m1 销售额 30.004", "kept 30"),
        ("2026-10-08 m1 sales_amount 30.01", "missed 30"),
        ("2026-10-08 m2 calls 1", "unmeasured -"),
        ("2026-10-08 m2 sales_amount 1", "missed 0"),
        ("2026-10-08 m1 sales_count 1", "kept 1"),
        ("2026-10-08 m1 coverage 1", "unmeasured -"),
        ("2026-10-08 m1 effective_contacts 1", "unknown -"),
        ("2026-10-16 m1 sales_amount 1", "unknown -"),
    ],
)
def test_a_pledge_is_held_against_its_day(home: Home, pledge: str, state: str) -> None:
    [line] = judged(fill(home), f"L1 {pledge}")
    assert line.endswith(state)


def test_two_pledges_of_one_person_are_each_judged_by_themselves(home: Home) -> None:
    assert judged(fill(home), "L1 2026-10-08 m1 sales_amount 40", "L2 2026-10-08 m1 sales_count 1") == [
        "2026-10-08 E m1 sales_amount 40 missed 30",
        "2026-10-08 E m1 sales_count 1 kept 1",
    ]


def test_who_moved_stands_with_each_pledge_where_it_was_made(home: Home) -> None:
    rows = ("L1 2026-10-10 m4 sales_amount 5", "L2 2026-10-13 m4 sales_amount 25")
    assert judged(fill(home), *rows) == [
        "2026-10-10 E m4 sales_amount 5 kept 5",
        "2026-10-13 W m4 sales_amount 25 missed 20",
    ]
    assert judged(home, unit="E") == ["2026-10-10 E m4 sales_amount 5 kept 5"]
    assert judged(home, unit="W", viewer=Viewer("head", "W")) == ["2026-10-13 W m4 sales_amount 25 missed 20"]
    assert len(judged(home, unit="HQ", viewer=Viewer("manager", manager="m4"))) == 2


def test_a_day_not_complete_for_the_unit_is_not_yet_known_though_others_are(home: Home) -> None:
    fill(home)
    put(home, "sale", "sale day manager amount\nt1 2026-10-16 m3 9", day="2026-10-16", covers=["W"])
    rows = ("L1 2026-10-16 m1 sales_amount 1", "L2 2026-10-16 m3 sales_amount 9")
    assert judged(home, *rows, as_of="2026-10-16") == [
        "2026-10-16 E m1 sales_amount 1 unknown -",
        "2026-10-16 W m3 sales_amount 9 kept 9",
    ]
    assert judged(home, as_of="2026-10-15")[1] == "2026-10-16 W m3 sales_amount 9 unknown -"


def test_records_undone_leave_a_pledge_missed_and_the_day_undone_leaves_it_unknown(home: Home) -> None:
    fill(home)
    day = put(home, "sale", "sale day manager amount\nt1 2026-10-16 m1 1", day="2026-10-16", covers=["HQ"])
    more = put(home, "sale", "sale day manager amount\nt2 2026-10-16 m1 8", day="2026-10-16", covers=["HQ"])
    assert judged(home, "L1 2026-10-16 m1 sales_amount 9", as_of="2026-10-16")[0].endswith("kept 9")
    undo(home, more)
    assert judged(home, as_of="2026-10-16")[0].endswith("missed 1")
    undo(home, day)
    assert judged(home, as_of="2026-10-16")[0].endswith("unknown -")


def test_who_was_on_leave_is_away_and_what_was_taken_back_is_gone(home: Home) -> None:
    fill(home)
    put(home, "leave", "manager first_day last_day\nm2 2026-10-08 2026-10-09")
    assert judged(home, "L1 2026-10-08 m2 sales_amount 1")[0].endswith("away -")
    put(home, "pledge", "pledge day manager metric amount state\nL1 2026-10-08 m2 sales_amount 1 taken_back")
    assert judged(home) == []
