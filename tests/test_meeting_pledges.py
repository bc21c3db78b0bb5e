"""Pledges in the meeting: everybody fits into a grid, one pledge is one, and none is left without its outcome."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from data import entries
from data.home import Home
from data.scope import parse
from metrics.periods import parse as period_of
from metrics.pledges import made
from metrics.workdays import load
from pages.parts import pledging, script
from pages.parts.looking import Look
from pages.parts.people import Person
from pages.parts.script import Script
from pages.parts.tree import tree
from tests.bank import PACK, UNITS, reader
from tests.by_hand import d, put
from tests.test_pledges import MADE

FRIDAY = d("2026-10-16")


@pytest.fixture
def late(home: Home) -> Home:
    """Files to Tuesday came on Wednesday, those to Wednesday on Friday: too late for Thursday's meeting."""
    put(home, "unit", UNITS)
    put(home, "manager", "manager name\nm1 张")
    put(home, "assignment", "manager unit\nm1 E")
    for day, came in (("2026-10-13", "2026-10-14"), ("2026-10-14", "2026-10-16")):
        put(home, "sale", f"sale day manager amount\n{day} {day} m1 5", day=day, import_day=came, covers=["HQ"])
    rows = ("p1 2026-10-13 m1 sales_amount 5", "p2 2026-10-14 m1 sales_amount 6", "p3 2026-10-15 m1 sales_amount 7",
            "p4 2026-10-14 m1 effective_contacts 8")  # fmt: skip
    put(home, "pledge", MADE + "\n".join(rows))
    return home


def meeting(home: Home, marts: Any, **more: Any) -> Script:
    """As much of a room as pledges ask for."""
    look = Look(None, marts, PACK, "HQ", d("2026-10-14"), period_of("2026-10", PACK), load())  # type: ignore[arg-type]
    room = SimpleNamespace(home=home, today=FRIDAY, marts=marts, pack=PACK, unit="HQ", tree=tree(marts, "HQ", FRIDAY),
                           unit_name=str, **more)  # fmt: skip
    found = Script(room, d("2026-10-14"), False)  # type: ignore[arg-type]
    found.__dict__["look"] = look
    return found


def test_what_came_of_pledges_is_told_once_their_late_day_is_in(late: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "made", lambda look, what, make, *more: make(look))
    with reader(late) as marts:
        found = meeting(late, marts)
        assert found.last_days == (d("2026-10-14"), d("2026-10-15"))
        # the one nothing is known of was said on Thursday
        assert [f"{each.pledge} {each.state}" for each in found.kept] == ["p2 missed", "p3 unknown"]


def test_of_days_in_time_a_meeting_tells_the_last_alone(late: Home) -> None:
    put(late, "sale", "sale day manager amount\nx 2026-10-14 m1 5", day="2026-10-14", import_day="2026-10-15")
    with reader(late) as marts:
        assert meeting(late, marts).last_days == (d("2026-10-15"), d("2026-10-15"))
    with reader(late, parse("wall:HQ")) as marts:  # which sees no batch
        assert meeting(late, marts).last_days == (d("2026-10-15"), d("2026-10-15"))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"HQ": 1, "E": 59}, {("HQ", 0): 60}),
        ({"HQ": 1, "E": 30, "E1": 31}, {("E", 0): 60, ("E", 1): 1, ("HQ", 0): 1}),
        ({"E": 40, "W": 61}, {("E", 0): 40, ("W", 0): 60, ("W", 1): 1}),
        ({"HQ": 130}, {("HQ", 0): 60, ("HQ", 1): 60, ("HQ", 2): 10}),
    ],
)
def test_everybody_is_in_one_team_and_no_team_is_more_than_fits(
    late: Home, counts: dict[str, int], expected: dict[tuple[str, int], int]
) -> None:
    people = [Person(f"{unit}{n}", "x", unit) for unit, count in counts.items() for n in range(count)]
    with reader(late) as marts:
        found = meeting(late, marts)
        found.__dict__["people"] = people
        teams = pledging.teams(found)
    assert {team: len(own) for team, own in teams.items()} == expected
    assert sorted(each.manager for own in teams.values() for each in own) == sorted(each.manager for each in people)


def test_two_who_write_one_pledge_down_make_one_and_one_taken_back_stands_again(late: Home) -> None:
    with reader(late) as marts:
        found = meeting(late, marts)
        found.__dict__["pledged"] = {}
    row = pledging._entry(found, "m1", "sales_amount", Decimal(30))
    assert row is not None
    for viewer, amount in (("owner", 30), ("head:E", 40)):
        entries.enter(late, parse(viewer), "pledge", [{**row, "amount": amount}], FRIDAY)
    assert len(standing(late)) == 1
    entries.enter(late, parse("head:E"), "pledge", [{"pledge": row["pledge"], "state": "taken_back"}], FRIDAY)
    assert standing(late) == []
    entries.enter(late, parse("head:HQ"), "pledge", [row], FRIDAY)
    assert standing(late) == ["m1 30"]


def standing(home: Home) -> list[str]:
    entries.take(home, FRIDAY)
    with reader(home) as marts:
        return [
            f"{row['manager']} {row['amount']:f}".removesuffix(".0000") for row in made(marts, "HQ", FRIDAY, FRIDAY)
        ]


def test_who_is_on_leave_today_is_not_asked_for_a_pledge(late: Home) -> None:
    put(late, "manager", "manager name\nm2 李")
    put(late, "assignment", "manager unit\nm2 E")
    put(late, "leave", "manager first_day last_day\nm2 2026-10-12 2026-10-16")
    with reader(late) as marts:
        assert [person.manager for person in meeting(late, marts).people] == ["m1"]
