"""The morning board and whether to trust it: headlines, the last day, leads and gaps, sources late or missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from data.home import Home, open_home
from data.scope import OWNER, Viewer
from metrics import periods
from metrics.days import open_day, open_period
from metrics.morning import Board, board
from metrics.show import lines
from metrics.trust import Trust, trust
from tests.bank import PACK, PEOPLE, POSTS, SALES, UNITS, drawn, fill, reader
from tests.by_hand import put

DAY = date(2026, 10, 15)


def morning(home: Home, as_of: date = DAY, unit: str = "HQ", viewer: Viewer = OWNER) -> Board:
    with reader(home, viewer) as found:
        return board(found, PACK, unit, as_of, periods.containing("month", as_of))


def trusted(home: Home, as_of: date = DAY, unit: str = "HQ") -> Trust:
    with reader(home) as found:
        return trust(found, PACK, unit, as_of)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return fill(open_home(tmp_path_factory.mktemp("bank")))


def test_a_page_opens_on_the_latest_complete_day(bank: Home) -> None:
    with reader(bank) as found:
        assert [open_day(found, unit) for unit in ("HQ", "E1", "nowhere")] == [DAY, DAY, None]


def test_the_board_says_what_the_lines_say(bank: Home) -> None:
    found = morning(bank)
    with reader(bank) as again:
        for metric in found.metrics:
            asked = {"period": "2026-10", "as_of": DAY}
            told = lines(again, PACK, metric, by="unit", **asked)  # type: ignore[arg-type]
            plain = [replace(line, score=None, score_missing=()) for line in told]
            assert [found.own[metric.id], *found.below[metric.id]] == plain
            assert list(found.days[metric.id]) == lines(again, PACK, metric, by="day", **asked)  # type: ignore[arg-type]


def test_focus_comes_first_and_the_answer_speaks_of_a_metric_with_a_target(bank: Home) -> None:
    found = morning(bank)
    assert found.metrics[0].focus
    assert found.main.id == "sales_amount"


def test_the_last_day_lists_what_units_and_people_brought(bank: Home) -> None:
    sold = [each for each in morning(bank, date(2026, 10, 14)).results if each.metric.id == "sales_amount"]
    assert [f"{each.unit} {each.manager} {each.actual:.0f}" for each in sold] == [
        "HQ None 50",
        "W None 50",
        "E None 0",
        "W m3 50",
    ]
    assert sold[-1].plan == Decimal(60) / 18


def test_on_a_monday_the_last_day_is_friday_to_sunday(home: Home) -> None:
    sales = "sale day manager unit amount\na 2026-10-16 m1 - 3\nb 2026-10-17 m1 - 4\nc 2026-10-15 m1 - 9"
    put(fill(home), "sale", sales, day="2026-10-18", covers=["HQ"])
    found = morning(home, date(2026, 10, 18))
    assert found.last_days["sales_amount"] == (date(2026, 10, 16), date(2026, 10, 18))
    assert found.results[0].actual == 7


def test_leads_and_gaps_are_of_units_never_of_people(bank: Home) -> None:
    found = morning(bank)
    assert [(metric.id, line.unit) for metric, line in found.leads] == [("sales_amount", "W")]
    assert [(metric.id, line.unit, line.manager) for metric, line in found.gaps] == [("sales_amount", "E", None)]


def test_a_growth_of_an_average_is_neither_a_lead_nor_a_gap_its_band_goes_by_what_is_held(home: Home) -> None:
    fill(home)
    put(home, "portfolio", "customer manager\nC1 m1")
    days = [("2026-09-30", 100), ("2026-10-08", 100), ("2026-10-14", 100), ("2026-10-15", 600)]
    put(home, "balance", "\n".join(["day customer amount", *(f"{day} C1 {x}" for day, x in days)]), covers=["HQ"])
    put(home, "target", "metric unit period amount\ndeposit_growth E 2026-10 100")
    found = morning(home)
    (line,) = (each for each in found.below["deposit_growth"] if each.unit == "E")
    assert (line.band, (line.lead or 0) < 0) == ("ahead", True)
    assert "deposit_growth" not in {metric.id for metric, _ in (*found.leads, *found.gaps)}


def test_the_lowest_unit_stands_for_itself(bank: Home) -> None:
    found = morning(bank, unit="E1")
    assert (found.below["sales_amount"], [line.unit for _, line in found.gaps]) == ((), ["E1"])


def test_a_manager_s_board_holds_the_own_rows(bank: Home) -> None:
    found = morning(bank, viewer=Viewer("manager", manager="m1"))
    assert drawn([found.own["sales_amount"]], "actual", "target") == ["40 80"]
    assert found.below["sales_amount"] == ()


def test_a_source_that_never_came_anywhere_is_not_in_use_and_not_missing(bank: Home) -> None:
    found = trusted(bank)
    assert {source.kind: source.state for source in found.sources} == {
        "sale": "in",
        "activity": "unused",
        "balance": "unused",
    }
    assert [source.kind for source in found.used] == ["sale"]


def test_a_source_that_came_for_others_alone_is_missing(home: Home) -> None:
    put(home, "unit", UNITS)
    put(home, "assignment", POSTS)
    put(home, "sale", "sale day manager amount\ns 2026-10-15 m3 8")
    put(home, "activity", "activity day manager outcome\na 2026-10-15 m1 reached")
    states = {source.kind: source.state for source in trusted(home, unit="W").sources}
    assert states == {
        "sale": "in",
        "activity": "missing",
        "balance": "unused",
    }


def test_a_late_unit_and_one_without_any_are_named_with_their_days(home: Home) -> None:
    put(home, "unit", UNITS)
    put(home, "manager", PEOPLE)
    put(home, "assignment", POSTS)
    head, *rows = SALES.strip().splitlines()
    for who, day in (("m1", "2026-10-09"), ("m3", "2026-10-15")):
        put(home, "sale", "\n".join([head, *(row for row in rows if who in row)]), day=day)
    sale = next(source for source in trusted(home).sources if source.kind == "sale")
    assert (sale.state, sale.day) == ("late", DAY)
    assert [(each.unit, each.name, each.day) for each in sale.late] == [("E", "城东", date(2026, 10, 9))]
    assert [(each.unit, each.day) for each in sale.missing] == [("E1", None)]


def test_people_and_units_made_up_from_names_are_counted(home: Home) -> None:
    put(home, "sale", "sale day manager amount\na 2026-10-12 张伟 10")
    with reader(home) as found:
        assert trust(found, PACK, "*", DAY).provisional_people == 1


def test_a_target_s_period_that_means_nothing_is_told(home: Home) -> None:
    fill(home, targets="metric manager unit period amount\nsales_amount m1 - 大干四季度 5\nsales_amount m1 - 2026Q4 5")
    assert trusted(home).unknown_periods == ("大干四季度",)


def test_a_year_without_a_calendar_is_told(bank: Home) -> None:
    assert trusted(bank, date(2027, 3, 1)).fallback_years == (2027,)
    assert trusted(bank).fallback_years == ()


@pytest.mark.parametrize(
    ("stated", "opens"), [("2026-10", "2026-10"), ("2026Q4", "2026Q4"), ("2026", "2026"), ("2025-10", "2026-10")]
)
def test_a_page_opens_on_the_shortest_period_that_has_targets(home: Home, stated: str, opens: str) -> None:
    put(home, "target", f"metric manager unit period amount\nsales_amount 张伟 - {stated} 9")
    with reader(home) as found:
        assert open_period(found, PACK, DAY).code == opens


def test_a_day_before_the_first_record_has_nothing_in(bank: Home) -> None:
    assert [source.state for source in trusted(bank, as_of=date(2026, 1, 5)).used] == ["missing"]


def test_a_day_the_records_have_not_reached_finds_its_people_all_the_same(bank: Home) -> None:
    (sale,) = trusted(bank, as_of=date(2026, 10, 30)).used
    assert (sale.state, len(sale.late) > 0) == ("late", True)


def test_without_a_tree_the_board_goes_metric_by_metric(home: Home) -> None:
    put(home, "sale", "sale day manager amount\ns 2026-10-15 张伟 8")
    assert set(morning(home, unit="*").below.values()) == {()}


@pytest.fixture
def unplaced(home: Home) -> Home:
    """王 belongs to no unit; the customer whom he holds has not been seen for as long as 张's, in 城东."""
    put(home, "unit", UNITS)
    put(home, "manager", "manager name\nm1 张\nz 王")
    put(home, "assignment", "manager unit\nm1 E")
    put(home, "portfolio", "customer manager\nC1 m1\nC2 z")
    put(home, "sale", "sale day manager amount\na 2026-10-09 z 1\nb 2026-10-15 m1 1")
    put(home, "balance", "day customer amount\n2026-10-09 C2 5", day="2026-10-09")
    put(home, "balance", "day customer amount\n2026-10-14 C1 7\n2026-10-15 C1 7")
    return home


def test_what_has_no_place_in_the_tree_is_neither_late_nor_missing(unplaced: Home) -> None:
    states = {source.kind: (source.state, source.late, source.missing) for source in trusted(unplaced).used}
    assert states == {"sale": ("in", (), ()), "balance": ("in", (), ())}


def test_nor_are_its_people_unknown(unplaced: Home) -> None:
    with reader(unplaced) as found:
        for metric in ("sales_amount", "deposit_end", "deposit_average"):
            own = lines(found, PACK, metric, period="2026-10", as_of=DAY)[0]
            assert (own.as_of, own.late, own.unknown) == (DAY, (), 0)


def test_where_all_are_without_a_place_the_source_still_counts(home: Home) -> None:
    put(home, "sale", "sale day manager amount\ns 2026-10-15 张伟 8")
    (sale,) = trusted(home, unit="*").used
    assert (sale.state, sale.day) == ("in", DAY)
