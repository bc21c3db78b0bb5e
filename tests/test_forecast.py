"""What a flow is foretold to end at, on blocks of ten days small enough to add up on fingers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from statistics import mean, median
from typing import Any, cast

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import publish
from data.home import Home, open_home
from data.reader import Reader
from data.scope import OWNER, Viewer
from metrics import periods
from metrics.forecast import forecast
from metrics.ground import ground, top
from metrics.workdays import Workdays, load
from tests.bank import PACK, PEOPLE, POSTS, UNITS, reader
from tests.by_hand import put

DAY = timedelta(days=1)
NOW = date(2026, 5, 1)
BLOCK = "2026-05-01..2026-05-10"
EVERY_DAY = Workdays(every_day=True)
METRIC = PACK.metrics["sales_amount"]
Row = dict[str, Any]
EVEN = [10] * 10
# 60 % on the last two days
PUSHED = [5] * 8 + [30, 30]


def sales(blocks: Sequence[Sequence[float]], manager: str | None = "m1", unit: str | None = None) -> list[Row]:
    """A sale a day where the amount isn't zero; the last block begins with the period, each other ten days before."""
    first = NOW - 10 * DAY * (len(blocks) - 1)
    return [
        {"sale": f"{manager}-{n}-{m}", "day": first + (10 * n + m) * DAY, "manager": manager, "unit": unit, "amount": a}
        for n, block in enumerate(blocks)
        for m, a in enumerate(block)
        if a
    ]


@dataclass
class Marts:
    """A reader of a few rows set down as they come: quicker than a bank published for each case."""

    con: duckdb.DuckDBPyConnection
    viewer: Viewer = OWNER

    def run(self, sql: str, params: Mapping[str, object] | None = None) -> duckdb.DuckDBPyConnection:
        return self.con.execute(sql, params)

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[Row]:
        found = self.con.execute(sql, params)
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


ONE_UNIT = """
    create table unit as select 'HQ' as unit, 'HQ' as name, null::varchar as parent, null::varchar as level,
        0 as depth, false as provisional, date '0001-01-01' as first_day, date '9999-12-31' as until;
    create table unit_above as select unit, unit as above, 0 as distance, first_day, until from unit;
    create table manager as select unnest(['m1', 'm2', 'm3']) as manager, 'm' as name, unit, provisional,
        first_day, until from unit;
    create table completeness as select 'sale' as kind, 'files' as origin, unit, date '2026-05-10' as complete_to,
        date '2025-01-01' as first_day, complete_to as people_to from unit;
    """
BOOKED = """
    create table sale_daily as select unnest($days)::date as day, 'HQ' as unit,
        unnest($who)::varchar as manager, unnest($amounts)::decimal(18, 4) as amount
    """


def quick(*rows: Row, passed: int = 4, **asked: Any) -> dict[str, Row]:
    """The forecasts by id in a bank of one unit, as of the day of its period that `passed` says."""
    columns = {"days": "day", "who": "manager", "amounts": "amount"}
    with duckdb.connect() as con:
        con.execute(ONE_UNIT)
        con.execute(BOOKED, {name: [row[column] for row in rows] for name, column in columns.items()})
        as_of = NOW + (passed - 1) * DAY
        below = ground(cast("Reader", Marts(con)), ["sale"], periods.parse(BLOCK, PACK), "HQ", as_of)
        workdays = asked.pop("workdays", EVERY_DAY)
        return {row["id"]: row for row in forecast(cast("Reader", Marts(con)), PACK, METRIC, below, workdays, **asked)}


def bank(home: Home, *rows: Row, day: str = "2026-05-04", since: str = "2025-06-01", **about: Any) -> Home:
    """Sales of the small bank complete to `day`, and since the day of a sale of no account long before."""
    put(home, "unit", UNITS)
    put(home, "manager", PEOPLE)
    put(home, "assignment", POSTS)
    start = {"sale": "start", "day": since, "manager": None, "unit": "W", "amount": 1}
    put(home, "sale", [start, *rows], day=day, covers=["HQ"], **about)
    return home


def told(home: Home, period: str = BLOCK, viewer: Viewer = OWNER, unit: str = "HQ", **asked: Any) -> dict[str, Row]:
    """The forecasts by id of unit or manager."""
    workdays = asked.pop("workdays", EVERY_DAY)
    with reader(home, viewer) as found:
        below = ground(found, ["sale"], periods.parse(period, PACK), unit, asked.pop("as_of", None))
        return {row["id"]: row for row in forecast(found, PACK, METRIC, below, workdays, **asked)}


def short(row: Row) -> str:
    """Forecast, its range, method, error and number of periods."""
    numbers = [f"{round(Decimal(row[name]), 3).normalize():f}" for name in
               ("forecast", "forecast_low", "forecast_high", "error")]  # fmt: skip
    return " ".join([*numbers[:3], row["method"], numbers[3], str(row["periods"])])


@pytest.mark.parametrize(
    ("past", "now", "expected"),
    [
        # 20 of 100 had come by day 4: 30 / 0.2; by run-rate it would be 30 / 0.4 = 75
        ([PUSHED] * 4, [5, 5, 10, 10], "150 150 150 past_shape 0 4"),
        ([EVEN] * 4, [5, 5, 10, 10], "75 75 75 run_rate 0 4"),
        # the size of a past period doesn't matter, nor does an empty one
        ([PUSHED, [2 * a for a in PUSHED], [], PUSHED, PUSHED], [5, 5, 10, 10], "150 150 150 past_shape 0 4"),
        # shares 0.2 0.25 0.4 0.5: left out one by one, their medians miss by 62 %, run-rate by 28 %: results were
        # 2, 1.6, 1 and 0.8 times what 0.4 foretold
        ([[there, *[0] * 8, 100 - there] for there in (20, 25, 40, 50)], [20], "50 40 100 run_rate 0.281 4"),
        # shares 0.1 0.1 0.1 0.2: medians of the others 0.1 0.1 0.1 0.1 miss the last by half; 8 / 0.1, at worst half
        ([[10, *[0] * 8, 90]] * 3 + [[20, *[0] * 8, 80]], [8], "80 40 80 past_shape 0.25 4"),
        # returns: 50 there, 40 in the end; a result may then end lower than it stands
        ([[50, *[0] * 8, -10]] * 4, [10], "8 8 8 past_shape 0 4"),
    ],
    ids=["month-ends pushed", "even", "sizes", "run-rate's range", "shape's range", "returns"],
)  # fmt: skip
def test_the_way_that_erred_less_foretells(past: list[list[float]], now: list[float], expected: str) -> None:
    found = quick(*sales([*past, now]))
    assert short(found["m1"]) == short(found["HQ"]) == expected


def test_the_method_flips_where_the_data_say_so() -> None:
    mostly_even = [EVEN, EVEN, EVEN, PUSHED, EVEN, [4, 8]]
    mostly_pushed = [PUSHED, PUSHED, EVEN, PUSHED, PUSHED, [4, 8]]
    found = quick(*sales(mostly_even), *sales(mostly_pushed, "m2"))
    assert (found["m1"]["method"], found["m2"]["method"]) == ("run_rate", "past_shape")
    assert (found["m1"]["forecast"], found["m2"]["forecast"]) == (30, 60)


def test_three_periods_are_not_enough() -> None:
    assert quick(*sales([EVEN, EVEN, EVEN, [9]])) == {}


def test_at_most_twelve_periods_are_looked_at() -> None:
    found = quick(*sales([*[PUSHED] * 5, *[EVEN] * 12, [9]]))
    assert short(found["m1"]) == "22.5 22.5 22.5 run_rate 0 12"


def test_a_past_period_the_source_does_not_hold_whole_is_left_out(home: Home) -> None:
    rows = sales([[0, *EVEN[1:]], *[EVEN] * 3, [9]])
    assert told(bank(home, *rows, since="2026-03-23")) == {}
    assert told(bank(open_home(home.path / "whole"), *rows, since="2026-03-22"))["m1"]["periods"] == 4


def test_a_hole_in_one_unit_takes_the_period_from_it_and_from_what_lies_above(home: Home) -> None:
    bank(home, {"sale": "west", "day": "2026-04-12", "unit": "W", "amount": 5}, day="2026-04-15")
    put(home, "sale", sales([EVEN] * 6 + [[9]]), covers=["E"], day="2026-05-04")
    found = told(home)
    assert (found["E"]["periods"], found["HQ"]["periods"], "W" in found) == (6, 5, False)


def test_without_enough_own_past_a_person_takes_the_shape_of_the_unit_viewed() -> None:
    rows = [*sales([PUSHED] * 5 + [[5, 5, 5, 5]]), *sales([[], [], [], [], PUSHED, [1, 1, 0, 1]], "m3")]
    found = quick(*rows)
    assert short(found["m3"]) == "15 15 15 past_shape 0 5"
    assert (found["m3"]["forecast_of"], found["m1"]["forecast_of"]) == ("unit", "own")
    assert "W" not in found


def test_who_had_nothing_by_then_in_the_past_is_not_foretold_though_the_past_is_long() -> None:
    rows = [*sales([PUSHED] * 5 + [[5]]), *sales([[0] * 9 + [50]] * 5 + [[7]], "m3")]
    assert "m3" not in quick(*rows)


@pytest.mark.parametrize("now", [[0], [5, -5], [-5]], ids=["nothing yet", "sums to nothing", "against the past"])
def test_nothing_is_foretold_from_nothing_or_from_what_the_past_never_was(now: list[float]) -> None:
    assert "m1" not in quick(*sales([EVEN] * 5 + [now]))


def test_flows_below_zero_have_their_range_the_right_way_round() -> None:
    loss = [[-there, *[0] * 8, there - 100] for there in (20, 25, 40, 50)]
    assert short(quick(*sales([*loss, [-20]]))["m1"]) == "-50 -100 -40 run_rate 0.281 4"


def test_a_late_unit_and_its_people_go_by_their_own_day(home: Home) -> None:
    bank(home, *sales([EVEN] * 5 + [[10, 10]], "m3"), day="2026-05-02")
    put(home, "sale", sales([EVEN] * 5 + [[10, 10, 10, 10]]), covers=["E"], day="2026-05-04")
    found = told(home)
    assert {found[each]["forecast"] for each in ("m1", "m3", "E", "W")} == {Decimal(100)}


def test_rows_after_the_day_the_source_is_complete_to_do_not_count(home: Home) -> None:
    bank(home, *sales([EVEN] * 5 + [[10, 10, 10, 70]]), day="2026-05-03")
    assert told(home)["m1"]["forecast"] == 100


def test_own_workdays_are_the_person_s_own_pace() -> None:
    found = quick(*sales([EVEN] * 5 + [[10, 10]]), own_pace={"m1": Decimal("0.2")})
    assert (found["m1"]["forecast"], found["HQ"]["forecast"]) == (100, 50)


def test_units_and_people_are_those_asked_for(home: Home) -> None:
    bank(home, *sales([EVEN] * 5 + [[9]]), *sales([EVEN] * 5 + [[9]], "m3"))
    assert set(told(home)) == {"HQ", "E", "W", "m1", "m3"}
    assert set(told(home, units=["E"], people=["m3"])) == {"HQ", "E", "m3"}
    assert set(told(home, units=[], people=[])) == {"HQ"}


OFF = frozenset(NOW + (n * 10 + 4) * DAY for n in range(-12, 1))
# every fifth day of a block is off
NINE_DAYS = Workdays(frozenset({2025, 2026}), OFF, frozenset(NOW + n * DAY for n in range(-130, 20)) - OFF)


@pytest.mark.parametrize(("passed", "expected"), [(4, "100"), (5, "25"), (6, "25")])
def test_a_day_off_counts_as_passed_once_the_data_reach_it(passed: int, expected: str) -> None:
    found = quick(*sales([[10, 0, 0, 0, 30, *[0] * 4, 60]] * 5 + [[10]]), passed=passed, workdays=NINE_DAYS)
    assert short(found["m1"]) == f"{expected} {expected} {expected} past_shape 0 5"


def test_a_share_of_the_workdays_may_end_within_a_day() -> None:
    off = NOW - 7 * DAY
    eight = replace(NINE_DAYS, free=OFF | {off}, worked=NINE_DAYS.worked - {off})
    found = quick(*sales([[0, 0, 0, 10, *[0] * 5, 90]] * 5 + [[6]]), workdays=eight)
    # 4 of 9 workdays are 3.56 of the 8 before: 5.6 of 100 had come there by then, 10 of 100 in each block of nine
    assert short(found["m1"]) == "60 60 108 past_shape 0.089 5"


def test_a_period_that_is_over_is_foretold_to_be_what_it_was() -> None:
    assert short(quick(*sales([PUSHED] * 6), passed=10)["m1"]) == "100 100 100 run_rate 0 5"


def test_a_unit_s_past_is_that_of_the_tree_as_it_stood(home: Home) -> None:
    bank(home, *sales([PUSHED] * 5 + [[10] * 4], "m2"), *sales([EVEN] * 5 + [[3]]))
    put(home, "unit", [{"unit": "E1", "name": "一组", "parent": "W", "first_day": "2026-04-23"}], load="merge")
    found = told(home)
    assert short(found["m2"]) == "200 200 200 past_shape 0 5"
    # four blocks of 40 + 20 of 200; in the last 一组 left after two days: 40 + 10 of 110, which 0.3 misses by 52 %
    assert short(found["E"]) == "10 6.6 10 past_shape 0.103 5"
    # 城西 has had 一组 for one block only
    assert "W" not in found


def test_a_manager_is_foretold_from_the_own_past_alone(home: Home) -> None:
    bank(home, *sales([PUSHED] * 5 + [[5] * 4]), *sales([[], [], [], [], PUSHED, [1, 1]], "m3"))
    assert told(home, viewer=Viewer("manager", manager="m3")) == {}
    assert short(told(home, viewer=Viewer("manager", manager="m1"))["m1"]) == "100 100 100 past_shape 0 5"
    assert set(told(home, viewer=Viewer("head", unit="W"), unit="W")) == set()


def test_a_metric_s_own_filter_holds(home: Home) -> None:
    bank(home, *sales([EVEN] * 5 + [[9]]))
    with reader(home) as found:
        below = ground(found, ["sale"], periods.parse(BLOCK, PACK), "HQ", None)
        assert forecast(found, PACK, PACK.metrics["wealth_sales"], below, EVERY_DAY) == []


# the second road: the same in plain Python, a person at a time
def by_hand(past: Sequence[tuple[float, float]], pace: float, actual: float) -> tuple[str, float, float, float, float]:
    """Method, forecast, low, high and error from what each past period had by then and in the end."""
    shares = [there / result for there, result in past]
    others = [median(shares[:n] + shares[n + 1 :]) for n in range(len(shares))]
    ways = {"run_rate": (pace, [pace] * len(shares)), "past_shape": (median(shares), others)}
    errors = {way: mean(abs(s / o - 1) for s, o in zip(shares, each, strict=True)) for way, (_, each) in ways.items()}
    way = min(ways, key=lambda each: (round(errors[each], 6), each == "past_shape"))
    foretold = actual / ways[way][0]
    times = [1.0, *(o / s for s, o in zip(shares, ways[way][1], strict=True))]
    low = foretold * min(times)
    return way, foretold, max(low, actual) if max(shares) <= 1 else low, foretold * max(times), errors[way]


BLOCKS = st.lists(st.lists(st.integers(0, 60), min_size=10, max_size=10), min_size=3, max_size=14)


@settings(max_examples=25, deadline=None)
@given(st.lists(BLOCKS, min_size=4, max_size=4), st.integers(1, 10), st.randoms(use_true_random=False))
def test_laws(blocks: list[list[list[int]]], passed: int, random: Random) -> None:
    cut = dict(zip(("m1", "m2", "m3", None), ([*each[:-1], each[-1][:passed]] for each in blocks), strict=True))
    rows = [{"day": NOW, "manager": None, "amount": 0}, *(row for who, each in cut.items() for row in sales(each, who))]
    found = quick(*rows, passed=passed)
    random.shuffle(rows)
    assert quick(*rows, passed=passed) == found
    for each in found.values():
        assert each["forecast_low"] <= each["forecast"] <= each["forecast_high"]
        assert each["periods"] >= 4
    for who, own in cut.items():
        past = [(sum(block[:passed]), sum(block)) for block in own[-13:-1] if sum(block)]
        actual, usable = sum(own[-1]), [one for one in past if one[0]]
        row = found.get(who or "")
        if row is None or len(past) < 4:
            assert who is None or not actual or len(usable) < 4
            assert row is None or row["forecast_of"] == "unit"
            continue
        method, *numbers = by_hand(usable, passed / 10, actual)
        assert (row["method"], row["forecast_low"] >= actual) == (method, True)
        columns = ("forecast", "forecast_low", "forecast_high", "error")
        assert [float(row[name]) for name in columns] == pytest.approx(numbers, abs=1e-3)


def test_the_sample_by_a_second_road(sample_home: Home) -> None:
    """Weeks of the sample's last months, in plain Python over the mart's rows."""
    workdays, period = load(), periods.parse("2026-W42", PACK)
    found_reader = publish.open_reader(sample_home, OWNER)
    assert found_reader is not None
    with found_reader as found:
        below = ground(found, ["sale"], period, top(found, period.first_day), None)
        rows = {row["id"]: row for row in forecast(found, PACK, METRIC, below, workdays)}
        booked = found.rows("select manager, day, sum(amount) as amount from sale_daily group by all")
        posts = {row["manager"]: row["unit"] for row in found.rows("select manager, unit from manager order by until")}
    compared = 0
    for who, unit in posts.items():
        mine = {row["day"]: float(row["amount"]) for row in booked if row["manager"] == who}
        if who in rows and rows[who]["forecast_of"] == "own":
            compared += 1
            _same(rows[who], mine, period, min(below.end, below.complete["sale", unit][-1].last_day), workdays)
    assert compared >= 5


def _same(row: Row, mine: dict[date, float], period: periods.Period, as_of: date, workdays: Workdays) -> None:
    pace = workdays.count(period.first_day, as_of + DAY) / workdays.count(period.first_day, period.until)
    past = []
    each = period.previous()
    while each.first_day >= date(2026, 8, 1) and each.first_day >= period.first_day - 12 * 7 * DAY:
        past.append(_there(mine, each, pace, workdays))
        each = each.previous()
    actual = sum(amount for day, amount in mine.items() if period.first_day <= day <= as_of)
    method, *numbers = by_hand([one for one in past if one[0] > 0 and one[1]], pace, actual)
    columns = ("forecast", "forecast_low", "forecast_high", "error")
    assert row["method"] == method
    assert [float(row[name]) for name in columns] == pytest.approx(numbers, rel=1e-6, abs=1e-5)


def _there(mine: dict[date, float], each: periods.Period, pace: float, workdays: Workdays) -> tuple[float, float]:
    """What was there by a share of the workdays, days off with the workday after, and in the end."""
    days = [each.first_day + n * DAY for n in range((each.until - each.first_day).days)]
    by_then = pace * workdays.count(each.first_day, each.until)
    there = 0.0
    for day in days:
        number = workdays.count(each.first_day, day) + 1
        there += mine.get(day, 0.0) * min(1.0, max(0.0, by_then - number + 1))
    return there, sum(mine.get(day, 0.0) for day in days)
