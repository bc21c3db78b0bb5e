"""Last place from records to whoever may see it: who is left out and why, and nothing for anybody else."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from typer.testing import CliRunner

from data import publish
from data.home import Home
from data.scope import OWNER, Viewer
from metrics import pack as packs
from metrics.__main__ import app
from metrics.last_place import Standing, group, last_place
from metrics.last_try import supposed
from metrics.periods import parse
from metrics.workdays import load
from tests.by_hand import put

UNITS = """
    unit name parent
    HQ   总行  -
    E    城东  HQ
    W    城西  HQ
    """
WHO = [*"abcdefghij"]
# in September h comes, i moves from E to W on the 16th, j has been away since the 10th
POSTS = """
    manager unit first_day  last_day
    a       E    2020-01-01 -
    b       E    2020-01-01 -
    c       E    2020-01-01 -
    d       E    2020-01-01 -
    e       E    2020-01-01 -
    f       E    2020-01-01 -
    g       W    2020-01-01 -
    h       E    2026-09-01 -
    i       E    2020-01-01 2026-09-15
    i       W    2026-09-16 -
    j       E    2020-01-01 -
    """
LEAVE = """
    manager first_day  last_day
    j       2026-09-10 2026-09-30
    """
AUGUST = {"a": 40, "b": 90, "c": 95, "d": 99, "e": 100, "f": 85, "i": 90, "j": 30}
SEPTEMBER = {"a": 40, "b": 50, "c": 60, "d": 90, "e": 90, "f": 95, "g": 10, "h": 5, "i": 20, "j": 1}
PACK = packs.load("retail_bank")


def fill(home: Home, west: str = "2026-09-30", **targets: int) -> Home:
    """A target of 100 each but for those named; complete to the end of September, 城西 to that day."""
    put(home, "unit", UNITS)
    put(home, "manager", [{"manager": who, "name": f"人{who}"} for who in WHO])
    put(home, "assignment", POSTS)
    put(home, "leave", LEAVE)
    sales = [
        {"sale": f"{who}{month}", "day": f"2026-{month}-03", "manager": who, "amount": amount}
        for month, amounts in (("08", AUGUST), ("09", SEPTEMBER))
        for who, amount in amounts.items()
    ]
    put(home, "sale", sales, day="2026-09-30", covers=["HQ"] if west == "2026-09-30" else ["E"])
    if west != "2026-09-30":
        put(home, "sale", f"sale day manager amount\nw {west} g 0", day=west, covers=["W"])
    rows = [{"metric": "sales_amount", "manager": who, "period": f"2026-{month}", "amount": targets.get(who, 100)}
            for who in WHO for month in ("08", "09") if targets.get(who, 100) >= 0]  # fmt: skip
    put(home, "target", rows)
    publish.publish(home)
    return home


def found(home: Home, viewer: Viewer = OWNER, unit: str = "E", period: str = "2026-09") -> dict[str, Standing]:
    rows = last_place(home, viewer, PACK, parse(period, PACK), unit, workdays=load(home))
    return {each.manager: each for each in rows}


def said(rows: dict[str, Standing]) -> dict[str, str]:
    return {who: each.reason or each.state for who, each in rows.items()}


def test_records_make_states_and_reasons(home: Home) -> None:
    assert said(found(fill(home, c=0, d=-1))) == {
        "a": "few_peers", "b": "few_peers", "e": "few_peers", "f": "few_peers",
        "c": "zero_target", "d": "no_target", "h": "new", "i": "elsewhere", "j": "leave",
    }  # fmt: skip


def test_who_was_away_for_half_of_it_or_less_is_counted_and_whose_unit_is_late_is_not(home: Home) -> None:
    fill(home, "2026-09-25")
    # of September's 22 workdays b misses 11 and c 12
    put(home, "leave", "manager first_day last_day\nb 2026-09-01 2026-09-15\nc 2026-09-01 2026-09-16")
    publish.publish(home)
    rows = said(found(home, unit="HQ"))
    assert {who: rows[who] for who in "bcg"} == {"b": "clear", "c": "leave", "g": "incomplete"}


def test_two_months_in_a_row_make_a_coaching(home: Home) -> None:
    rows = found(fill(home))
    assert said(rows) == {
        "a": "coaching", "b": "watch", "c": "clear", "d": "clear", "e": "clear", "f": "clear",
        "h": "new", "i": "elsewhere", "j": "leave",
    }  # fmt: skip
    assert [(rows[who].missing, rows[who].missing_amount) for who in "ab"] == [
        (Decimal("0.2"), Decimal(20)),
        (Decimal("0.1"), Decimal(10)),
    ]
    assert (rows["a"].value, rows["a"].rank, rows["a"].ranked, rows["a"].in_a_row) == (Decimal("0.4"), 6, 6, 2)


def test_who_moved_in_mid_period_is_ranked_where_they_stand_with_their_part(home: Home) -> None:
    rows = found(fill(home), unit="HQ")
    assert said(rows)["i"] == "watch" and said(found(home, unit="W"))["i"] == "few_peers"
    # half of September's target went to W with them, and the sale before it didn't
    assert found(home, unit="W")["i"].value == 0
    assert rows["i"].value == Decimal("0.2")


def test_a_month_that_is_not_over_names_nobody(home: Home) -> None:
    rows = last_place(
        fill(home), OWNER, PACK, parse("2026-09", PACK), "E", workdays=load(home), as_of=date(2026, 9, 15)
    )
    a = next(each for each in rows if each.manager == "a")
    # on that day i is still there with 20 of 50, beside 40 of 100
    assert (a.state, a.reason, a.running, a.missing) == ("excluded", "running", True, Decimal("0.1"))


def test_a_quarter_asks_a_rule_by_the_month_for_its_last_month(home: Home) -> None:
    fill(home)
    assert found(home, period="2026Q3") == found(home)


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (OWNER, {*"abcdefghij"}),
        (Viewer("head", unit="HQ"), {*"abcdefghij"}),
        (Viewer("head", unit="E"), {*"abcdefhj"}),
        (Viewer("head", unit="W"), {*"gi"}),
        (Viewer("manager", manager="a"), {"a"}),
        (Viewer("data_officer", unit="HQ"), set()),
        (Viewer("wall", unit="HQ"), set()),
        (Viewer("manager", manager="nobody"), set()),
    ],
)
def test_the_head_sees_the_own_people_and_a_person_the_own(home: Home, viewer: Viewer, seen: set[str]) -> None:
    rows, whole = found(fill(home), viewer, "HQ"), found(home, OWNER, "HQ")
    if viewer.role == "manager":  # who reads no place where the board tells none
        whole = {who: replace(each, rank=None, ranked=None, tie=None) for who, each in whole.items()}
    assert rows == {who: each for who, each in whole.items() if who in seen}


def test_a_person_is_counted_in_the_nearest_unit_with_enough_people(home: Home) -> None:
    fill(home)
    many = supposed(PACK, "sales", peers=50)
    asked = [("E", PACK), ("W", PACK), ("W", many)]
    assert [group(home, pack, unit, date(2026, 9, 30)) for unit, pack in asked] == ["E", "HQ", "W"]


def run(home: Home, *arguments: str) -> str:
    asked = ["last-place", "--period", "2026-09", "--home", str(home.path), *arguments]
    ran = CliRunner().invoke(app, asked)
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_the_command_prints_a_row_for_everybody_and_every_rule(home: Home) -> None:
    fill(home)
    rows: list[dict[str, Any]] = json.loads(run(home, "--unit", "城东", "--format", "json"))
    assert {"rule": "sales", "manager": "a", "name": "人a", "unit": "E", "period": "2026-09", "state": "coaching",
            "value": 0.4, "line": 0.8, "missing": 0.2, "missing_amount": 20, "rank": 6, "ranked": 6, "tie": False,
            "in_a_row": 2, "reason": None} in rows  # fmt: skip
    assert {row["manager"] for row in rows} == {*"abcdefhij"}
    printed = list(csv.DictReader(io.StringIO(run(home, "--unit", "E", "--format", "csv"))))
    assert [(row["manager"], row["state"], row["reason"]) for row in printed] == [
        (row["manager"], row["state"], row["reason"] or "") for row in rows
    ]
    assert "辅导" in run(home, "--lang", "zh") and "coaching" in run(home, "--lang", "en")


def test_the_command_tells_a_person_what_my_gap_tells(home: Home) -> None:
    """By the rules of the own unit, and counted in the group around it: in 城东 b is watched, in the whole bank not."""
    fill(home).rules_file.write_text(
        "[units.E.last_place.sales]\nbottom = 1\n[units.HQ.last_place.sales]\nbottom = 3\n"
    )
    one = supposed(PACK, "sales", bottom=1)
    [mine] = last_place(home, Viewer("manager", manager="b"), one, parse("2026-09", one), "E", workdays=load(home))
    [row] = json.loads(run(home, "--viewer", "manager:b", "--format", "json"))
    assert (row["state"], row["missing"]) == (mine.state, float(mine.missing or 0)) == ("clear", 0)


@pytest.mark.parametrize("viewer", ["wall:HQ", "manager:b", "data_officer:HQ"])
def test_the_command_tells_nobody_else_who_is_under_watch(home: Home, viewer: str) -> None:
    fill(home)
    told = json.loads(run(home, "--viewer", viewer, "--format", "json"))
    assert {row["manager"] for row in told} <= {"b"}
