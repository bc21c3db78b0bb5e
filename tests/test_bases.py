"""Growth from each base it may count from, averages as the file gives them, and ratios of nothing."""

from decimal import Decimal

import pytest

from data.home import Home, open_home
from data.scope import parse
from metrics.pack import Pack
from tests.asked import by_person, given_lines, packed, told
from tests.bank import drawn
from tests.by_hand import put

BASES = ("period_start", "year_start", "last_year_average", "same_period_last_year")
# C1 opened on the first of December with 1,000, 1,200 in January and 1,300 since 2 February
WINTER = [f"2025-12-{day:02d} C1 1000 2025-12-01" for day in (1, 8, 15, 22, 29)]
WINTER += [f"2026-01-{day:02d} C1 1200 2025-12-01" for day in (1, 5, 12, 19, 26)]
WINTER += [f"2026-02-{day:02d} C1 1300 2025-12-01" for day in (2, 9)]
# C2 stood at 500 and then 700 a year ago, at 800 now
YEARS = ["2025-01-31 C2 500 -", "2025-02-06 C2 700 -", "2026-01-30 C2 800 -", "2026-02-05 C2 800 -"]


def grown(base: str, of: str = "end") -> Pack:
    return packed(growth={"like": "deposit_growth", "base": base, "of": of})


@pytest.fixture(scope="module")
def winter(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two customers of two people, balances complete to 10 February 2026."""
    home = open_home(tmp_path_factory.mktemp("winter"))
    put(home, "unit", "unit name parent\nHQ 总行 -")
    put(home, "manager", "manager name\na 张\nb 李")
    put(home, "assignment", "manager unit\na HQ\nb HQ")
    put(home, "portfolio", "customer manager\nC1 a\nC2 b", day="2025-01-01")
    put(home, "balance", "\n".join(["day customer amount opened", *WINTER, *YEARS]), day="2026-02-10", covers=["HQ"])
    put(home, "target", "metric manager period amount\ngrowth a 2026-02 400")
    return home


@pytest.mark.parametrize(
    ("base", "of", "grew"),
    [
        ("period_start", "end", 1300 - 1200),
        ("year_start", "end", 1300 - 1000),
        ("last_year_average", "end", 1300 - 1000 * 31 / 365),
        ("same_period_last_year", "end", 1300 - 0),
        ("period_start", "average", (1200 + 1300 * 9) / 10 - 1200),
        ("year_start", "average", (1200 + 1300 * 9) / 10 - 1000),
        ("last_year_average", "average", (1200 + 1300 * 9) / 10 - 1000 * 31 / 365),
        ("same_period_last_year", "average", (1200 + 1300 * 9) / 10 - 0),
    ],
)
def test_growth_counts_from_the_base_it_names(winter: Home, base: str, of: str, grew: float) -> None:
    found = by_person(winter, "growth", "2026-02", pack=grown(base, of))
    assert found["a"].actual == pytest.approx(Decimal(grew), abs=Decimal("0.001"))


def test_the_same_period_last_year_goes_no_further_than_this_year_has_come(winter: Home) -> None:
    end, mean = (by_person(winter, "growth", "2026-02", pack=grown(BASES[3], of))["b"] for of in ("end", "average"))
    # on 10 February 2025 there were 700, over its first ten days 500 for five and 700 for five
    assert drawn([end, mean], "as_of", "actual") == ["2026-02-10 100", "2026-02-10 200"]


@pytest.mark.parametrize(("base", "pace"), [("period_start", 7 / 16), ("year_start", 28 / 37)])
def test_growth_goes_by_the_pace_since_its_base(winter: Home, base: str, pace: float) -> None:
    line = by_person(winter, "growth", "2026-02", pack=grown(base))["a"]
    assert drawn([line], "pace", "expected") == [f"{round(pace, 3)} {round(400 * pace, 3):g}"]


def test_an_average_s_growth_needs_a_balance_over_the_base_and_says_where_it_is_going(winter: Home) -> None:
    line = by_person(winter, "growth", "2026-02", pack=grown("period_start", "average"))["a"]
    so_far = 1200 + 1300 * 9
    needed, ends = ((1200 + 400) * 28 - so_far) / 18, (so_far + 1300 * 18) / 28 - 1200
    assert [float(value or 0) for value in (line.needed_balance, line.projection)] == pytest.approx([needed, ends])


AVERAGES = """
    day        customer amount month_average year_average
    2026-10-15 C1       1      90            500
    2026-10-31 C1       1      100           510
    2026-10-31 C2       1      10            20
    2026-11-16 C1       1      200           600
    """


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Month and year averages as the file says them, complete to 20 November."""
    home = open_home(tmp_path_factory.mktemp("said"))
    put(home, "unit", "unit name parent\nHQ 总行 -")
    put(home, "manager", "manager name\na 张\nb 李")
    put(home, "assignment", "manager unit\na HQ\nb HQ")
    put(home, "portfolio", "customer manager\nC1 a\nC2 b")
    put(home, "balance", AVERAGES, day="2026-11-20", covers=["HQ"])
    return home


@pytest.mark.parametrize(
    ("period", "as_of", "of_a"),
    [
        ("2026-10", "2026-10-20", 90),
        ("2026-10", None, 100),
        ("2026-11", None, 200),
        ("2026Q4", None, (100 * 31 + 200 * 20) / 51),
        ("2026", None, 600),
    ],
)
def test_given_averages_are_taken_of_the_month_weighted_over_months_or_of_the_year(
    said: Home, period: str, as_of: str | None, of_a: float
) -> None:
    pack = packed(deposit_average={"average": "given"})
    found = by_person(said, "deposit_average", period, pack=pack, **({"as_of": as_of} if as_of else {}))
    assert found["a"].actual == pytest.approx(Decimal(of_a), abs=Decimal("0.001"))


def test_given_averages_of_people_sum_to_the_unit(said: Home) -> None:
    pack = packed(deposit_average={"average": "given"})
    assert told(said, "deposit_average", "2026-10", "actual", pack=pack) == ["110"]


def test_a_ratio_of_nothing_is_not_computable_and_neither_0_nor_1(winter: Home) -> None:
    put(winter, "activity", "activity day manager outcome\n1 2026-02-09 a missed", day="2026-02-10", covers=["HQ"])
    found = by_person(winter, "effective_rate", "2026-02")
    assert drawn([found["a"], found["b"]], "state", "actual", "attainment", "band", "rank") == [
        "value 0 - - 1",
        "not_computable - - - -",
    ]
    assert given_lines(winter, "effective_rate", "2026-02")[0].actual == 0


PLACES = "unit name parent first_day last_day\nHQ 总行 - - -\nE 城东 HQ - -\nW 城西 HQ - -"
# 1,000 before, 1,200 for ten days, 1,300 for twenty
NOVEMBER = [("2026-10-31", 1000)] + [
    (f"2026-11-{day:02}", 1200 if day < 11 else 1300) for day in (1, 6, 11, 16, 20, 25, 30)
]


def of(customer: str, *rows: tuple[str, int]) -> str:
    return "\n".join(["day customer amount", *(f"{day} {customer} {amount}" for day, amount in rows)])


@pytest.mark.parametrize("viewer", ["owner", "head:W"])
def test_a_unit_that_moves_leaves_what_it_has_grown_by_so_far(home: Home, viewer: str) -> None:
    put(home, "unit", PLACES + "\nE1 一组 E - 2026-11-10\nE1 一组 W 2026-11-11 -")
    put(home, "manager", "manager name\na 张")
    put(home, "assignment", "manager unit\na E1")
    put(home, "portfolio", "customer manager\nC1 a")
    put(home, "balance", of("C1", *NOVEMBER), day="2026-11-30", covers=["HQ"])
    if viewer == "owner":
        assert told(home, "deposit_growth", "2026-11", "unit", "actual", by="unit") == [
            "HQ 266.667",
            "E 200",
            "W 66.667",
        ]
    seen = told(home, "deposit_growth", "2026-11", "manager", "actual", by="manager", unit="W", viewer=parse(viewer))
    assert seen == ["a 66.667"]


def test_a_hand_over_after_a_late_unit_s_last_day_is_not_in_its_growth_yet(home: Home) -> None:
    put(home, "unit", PLACES)
    put(home, "manager", "manager name\na 张\nb 李")
    put(home, "assignment", "manager unit\na E\nb W")
    put(home, "portfolio", "customer manager first_day last_day\nC1 a - 2026-11-13\nC1 b 2026-11-14 -\nC2 a - -")
    put(home, "balance", of("C2", ("2026-10-31", 10), ("2026-11-11", 10)), day="2026-11-11", covers=["E"])
    rows = (("2026-10-31", 1000), ("2026-11-04", 1100), ("2026-11-11", 1200), ("2026-11-18", 1300))
    put(home, "balance", of("C1", *rows), day="2026-11-20", covers=["W"])
    # 1,000 for three days, 1,100 for seven, 1,200 for one; then 1,200 for four and 1,300 for three with the taker
    east, west = (1000 * 3 + 1100 * 7 + 1200) / 11 - 1000, (1200 * 4 + 1300 * 3 - 1200 * 7) / 20
    found = told(home, "deposit_growth", "2026-11", "manager", "as_of", "actual", by="manager")
    assert found == [f"a 2026-11-11 {round(east, 3)}", f"b 2026-11-20 {west:g}"]
