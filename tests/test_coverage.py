"""Coverage on portfolios small enough to count on fingers: who was contacted, by whomever, and who counts."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from typer.testing import CliRunner

from data import publish
from data.home import Home
from data.scope import OWNER, Viewer
from metrics import coverage, periods
from metrics.__main__ import app
from metrics.total import unit_lines
from metrics.view import View
from metrics.workdays import load
from tests.bank import PACK, drawn, reader, shown
from tests.by_hand import lines, put

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


def planned(home: Home, held: str, done: str, day: str = "2026-10-31", **asked: Any) -> list[str]:
    """Plan attainment of 张's and 李's customers, all of them 钻石: two contacts a month."""
    for kind, rows in (("unit", UNITS), ("manager", PEOPLE), ("assignment", POSTS)):
        put(home, kind, rows)
    put(home, "customer", "customer tier\nc1 钻石\nc2 钻石")
    put(home, "portfolio", f"customer manager first_day last_day\n{held}", load="merge")
    calls = "\n".join(f"a{n} {call} reached" for n, call in enumerate(done.split("; ")))
    put(home, "activity", f"activity day manager customer outcome\n{calls}", day, covers=["HQ"])
    lines = shown(home, "plan_attainment", by="manager", unit="E", as_of=day, **asked)
    return drawn([line for line in lines if line.manager], "manager", "state", "actual")


def test_more_contacts_with_one_customer_make_up_for_no_other(home: Home) -> None:
    five = "; ".join(f"2026-10-{day} m1 c1" for day in ("08", "09", "12", "13", "14"))
    found = planned(home, "c1 m1 2026-01-01 -\nc2 m1 2026-01-01 -", five)
    assert found == ["m1 value 0.5", "m2 not_computable -"]


def test_of_a_customer_who_changes_hands_each_has_the_plan_of_the_days_held(home: Home) -> None:
    # 10 and 21 of 31 days: 0.645 and 1.355 planned; 王 called once on 张's days, nobody on 李's
    held = "c1 m1 2026-01-01 2026-10-10\nc1 m2 2026-10-11 -"
    assert planned(home, held, "2026-10-09 m3 c1") == ["m1 value 1", "m2 value 0"]
    (unit,) = shown(home, "plan_attainment", unit="E", as_of="2026-10-31")
    assert unit.actual == pytest.approx(Decimal(10) / 31)


def test_half_a_month_plans_for_half_of_it(home: Home) -> None:
    # 15 of 31 days: 0.968 planned
    found = planned(home, "c1 m1 2026-01-01 -\nc2 m1 2026-01-01 -", "2026-10-09 m1 c1", "2026-10-15")
    assert found == ["m1 value 0.5", "m2 not_computable -"]


def test_months_before_any_contact_was_recorded_plan_nothing(home: Home) -> None:
    found = planned(home, "c1 m1 2026-01-01 -", "2026-10-09 m1 c1", "2026-10-15", period="2026")
    assert found == ["m1 value 1", "m2 not_computable -"]


@pytest.mark.parametrize("metric", ["coverage", "vip_coverage", "plan_attainment"])
def test_an_empty_portfolio_is_not_computable_not_zero(home: Home, metric: str) -> None:
    for kind, rows in (("unit", UNITS), ("manager", PEOPLE), ("assignment", POSTS), ("customer", CUSTOMERS)):
        put(home, kind, rows)
    put(home, "activity", DONE, covers=["HQ"])
    lines = [line for line in shown(home, metric, by="manager") if line.manager]
    assert {(line.state, line.actual, line.target, line.rank) for line in lines} == {
        ("not_computable", None, None, None)
    }
    assert drawn(shown(home, metric), "state", "actual", "attainment") == ["not_computable - -"]


def test_without_any_contacts_in_the_records_coverage_is_unknown(home: Home) -> None:
    for kind, rows in (("unit", UNITS), ("manager", PEOPLE), ("assignment", POSTS), ("customer", CUSTOMERS)):
        put(home, kind, rows)
    put(home, "portfolio", HELD, load="merge")
    assert drawn(shown(home, "coverage"), "state", "actual", "target") == ["unknown - -"]


def test_an_own_target_row_counts_before_the_line_and_goes_by_pace_too(bank: Home) -> None:
    put(bank, "target", "metric unit period amount\ncoverage E 2026-10 0.9\n联系覆盖率 W 2026Q4 0.7")
    put(bank, "target", "metric manager period amount\ncoverage m1 2026-10 1")
    units = [line for line in shown(bank, "coverage", by="unit") if not line.part]
    assert drawn(units, "unit", "target", "target_source", "attainment") == [
        "HQ 0.8 line 0.804",
        "E 0.9 own 0.952",
        "W 0.7 longer 0",
    ]
    people = [line for line in shown(bank, "coverage", by="manager") if not line.part]
    assert drawn(people, "manager", "target", "target_source")[:1] == ["m1 1 own"]


def test_when_the_month_is_over_the_line_itself_counts(bank: Home) -> None:
    put(bank, "activity", "activity day manager customer outcome\nz 2026-10-31 m1 c2 met", "2026-10-31", covers=["HQ"])
    (east,) = shown(bank, "coverage", unit="E", as_of="2026-10-31")
    assert drawn([east], "actual", "attainment", "projection", "band") == ["0.75 0.938 0.75 behind"]


def test_a_late_unit_is_counted_up_to_its_own_day(home: Home) -> None:
    for kind, rows in (("unit", UNITS), ("manager", PEOPLE), ("assignment", POSTS), ("customer", CUSTOMERS)):
        put(home, kind, rows)
    put(home, "portfolio", HELD, load="merge")
    put(home, "activity", "activity day manager customer outcome\na 2026-10-09 m1 c1 met", "2026-10-09", covers=["E"])
    put(home, "activity", "activity day manager customer outcome\nb 2026-10-14 m3 c2 met", "2026-10-15", covers=["W"])
    # 王's contact of the 14th is after 城东's day; c3 was still 张's
    east = shown(home, "coverage", by="unit")[1:]
    assert sorted(drawn([line for line in east if not line.part], "unit", "as_of", "actual")) == [
        "E 2026-10-09 0.25",
        "W 2026-10-15 0",
    ]


def test_a_head_sees_of_own_customers_who_was_contacted_before_they_came(bank: Home) -> None:
    put(bank, "portfolio", "customer manager role first_day last_day\nc1 m3 main 2026-10-08 -", load="merge")
    west = Viewer("head", unit="W")
    for viewer in (OWNER, west):
        (line,) = shown(bank, "coverage", period="2026-09-25..2026-10-15", unit="W", viewer=viewer)
        assert drawn([line], "actual") == ["0.5"]


def asked(home: Home, *words: str) -> list[dict[str, Any]]:
    publish.publish(home)
    told = CliRunner().invoke(app, ["show", *words, "--format", "json", "--home", str(home.path)])
    assert told.exit_code == 0, told.output
    rows: list[dict[str, Any]] = json.loads(told.stdout)
    return rows


def test_the_last_days_are_a_window_that_is_over(bank: Home) -> None:
    (row,) = asked(bank, "coverage", "--last", "20", "--unit", "E")
    assert (row["period"], row["pace"], row["target"]) == ("2026-09-26..2026-10-15", 1, 0.8)
    # 李's c4 was met on 30 September
    assert (row["actual"], row["dimension"], row["key"]) == (pytest.approx(2 / 3), "unit", "E")


def test_rows_say_of_what_they_are_one(bank: Home) -> None:
    rows = asked(bank, "coverage", "--period", "2026-10", "--by", "tier")
    assert [(row["dimension"], row["key"]) for row in rows] == [
        *[("unit", "HQ"), ("tier", "private"), ("tier", "diamond"), ("tier", "standard")],
        *[("settling", "HQ"), ("unheld", "HQ")],
    ]


@pytest.fixture
def seen(bank: Home) -> Iterator[View]:
    with reader(bank) as found:
        yield coverage.look(found, PACK, periods.parse("2026-10", PACK), "HQ", workdays=load())


def test_rows_of_the_portfolio_say_who_is_due_overdue_and_longest_silent(seen: View) -> None:
    rows = coverage.rows(seen)
    told = {(row.dimension, row.key): row for each in rows.values() for row in each}
    whole = told["unit", "HQ"]
    assert (whole.held, whole.covered, whole.due, whole.overdue) == (4, 1, 3, 0)
    # nobody ever reached c2 or c5, as far as the records go: since 30 September
    assert (whole.silence, whole.longest, whole.coloured) == (15, "c5", False)
    assert [row.key for row in rows["unit"]] == ["HQ", "E", "W"]
    assert [(row.key, row.held, row.covered) for row in rows["manager"]] == [("m1", 2, 1), ("m2", 2, 0), ("m3", 1, 0)]
    assert [(row.name, row.held) for row in rows["tier"]] == [("私行", 1), ("钻石", 1), ("普通", 2)]
    assert [(row.key, row.held) for row in (*rows["settling"], *rows["unheld"])] == [
        *[("HQ", 1), ("E", 1), ("HQ", 1), ("E", 1)]
    ]
    # as the metric says
    assert whole.plan_attainment == pytest.approx(unit_lines(seen)["plan_attainment"][0].actual)


@pytest.mark.parametrize(
    ("which", "about", "customers"),
    [
        ("held", {"manager": "m2"}, ["c2", "c4"]),
        ("due", {"unit": "E"}, ["c2", "c4"]),
        ("held", {"tier": "private"}, ["c1"]),
        ("overdue", {}, []),
        ("settling", {}, ["c3"]),
        ("unheld", {"unit": "E"}, ["c6"]),
        ("unheld", {"unit": "W"}, []),
    ],
)
def test_the_customers_behind_a_number_are_listed(
    seen: View, which: coverage.Which, about: dict[str, Any], customers: list[str]
) -> None:
    assert sorted(each.customer for each in coverage.customers(seen, which, **about)) == customers


def test_who_is_silent_longer_than_the_tier_allows_is_overdue(bank: Home) -> None:
    put(bank, "activity", "activity day manager customer outcome\nz 2026-10-31 m3 c5 met", "2026-10-31", covers=["HQ"])
    with reader(bank) as found:
        seen = coverage.look(found, PACK, periods.parse("2026-10", PACK), "HQ", workdays=load())
        overdue = coverage.customers(seen, "overdue")
    # c1 was reached on the 8th: 23 days, 15 allowed; c2 never: 31 days, 30 allowed
    assert [(each.customer, each.last_contact, each.silence, each.allowed) for each in overdue] == [
        ("c2", None, 31, 30),
        ("c1", date(2026, 10, 8), 23, 15),
    ]


def test_the_trend_goes_back_period_by_period(bank: Home) -> None:
    with reader(bank) as found:
        lines = coverage.trend(found, PACK, periods.parse("2026-10", PACK), "E", workdays=load(), periods=2)
    assert drawn(lines, "period", "actual", "pace") == ["2026-09 0.25 1", "2026-10 0.333 0.389"]


def test_a_customer_s_contacts_of_a_month_stand_in_one_row_whoever_made_them(bank: Home) -> None:
    again = "b1 2026-10-08 m1 c1 reached\nb2 2026-10-08 m1 c1 missed\nb3 2026-10-10 m1 - reached"
    put(bank, "activity", f"activity day manager customer outcome\n{again}", covers=["HQ"])
    told = (
        "select month(month) || customer as who, unnest(contacts) as each from contacted where customer in ('c1', 'c4')"
    )
    counted = f"select who, each.day, each.outcome, sum(each.times) from ({told}) group by all"
    assert lines(bank, f"{counted} order by all") == [
        "10c1 2026-10-08 missed 1",
        "10c1 2026-10-08 reached 2",
        "9c4 2026-09-30 met 1",
    ]
