"""Each trap of the house that numbers fall into, end to end, and the four states as other programs read them."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from data import publish
from data.home import Home, open_home
from metrics.__main__ import app
from tests.asked import by_person, told
from tests.bank import drawn
from tests.by_hand import put
from tests.formulas import stand

UNITS = "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ"
# one customer buys from two people in two months; 9 of 10 calls and 1 of 2 reach somebody
SALES = """
    sale day        manager customer amount revenue
    s1   2026-09-09 a       C1       10     1
    s2   2026-10-09 a       C1       10     1
    s3   2026-10-12 b       C1       130    -
    s4   2026-10-13 c       C2       170    -
    s5   2026-10-14 b       C3       100    -
    """
CALLS = "\n".join(
    ["activity day manager outcome"]
    + [f"a{n} 2026-10-09 a {'reached' if n else 'missed'}" for n in range(10)]
    + [f"b{n} 2026-10-09 b {'met' if n else 'refused'}" for n in range(2)]
)
TARGETS = """
    metric       manager period  amount
    sales_amount a       2026-10 40
    sales_amount b       2026-10 100
    sales_amount c       2026-10 100
    sales_amount idle    2026-10 60
    """


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Sales and calls complete to 15 October in the east, sales to 5 October in the west; one person on leave."""
    home = open_home(tmp_path_factory.mktemp("traps"))
    put(home, "unit", UNITS)
    put(home, "manager", "manager name\na 甲\nb 乙\nc 丙\nidle 丁\naway 戊\ndark 己")
    put(home, "assignment", "manager unit\na E\nb E\nc E\nidle E\naway E\ndark W")
    put(home, "leave", "manager first_day last_day\naway 2026-10-01 2026-10-31")
    put(home, "sale", SALES, day="2026-10-15", covers=["E"])
    put(home, "credit", "sale manager share\ns5 b 0.6\ns5 a 0.3")
    put(home, "activity", CALLS, day="2026-10-15", covers=["E"])
    put(home, "target", TARGETS)
    publish.publish(home)
    return home


def test_trap_2_a_customer_counts_once_in_a_quarter_and_once_in_a_unit(bank: Home) -> None:
    months = [told(bank, "buying_customers", period, "actual", unit="E") for period in ("2026-09", "2026-10")]
    assert months == [["1"], ["3"]]
    assert told(bank, "buying_customers", "2026-09-01..2026-10-31", "actual", unit="E") == ["3"]
    people = by_person(bank, "buying_customers", "2026-10", unit="E")
    # C1 of a and b, C3 of both and of nobody for the rest
    assert {who: people[who].actual for who in ("a", "b", "c", None)} == {"a": 2, "b": 2, "c": 1, None: 1}


def test_trap_3_a_ratio_of_a_unit_is_that_of_its_sums(bank: Home) -> None:
    people = by_person(bank, "effective_rate", "2026-10", unit="E")
    assert [people["a"].actual, people["b"].actual] == [Decimal("0.9"), Decimal("0.5")]
    assert told(bank, "effective_rate", "2026-10", "actual", unit="E") == ["0.833"]


def test_trap_4_everyone_above_100_percent_is_told_apart(bank: Home) -> None:
    people = by_person(bank, "sales_amount", "2026-10", unit="E")
    assert drawn([people["c"], people["b"]], "attainment", "rank") == ["1.7 2", "1.9 1"]


def test_trap_5_and_7_who_sold_nothing_has_a_true_zero_and_the_unit_s_target_counts_him(bank: Home) -> None:
    idle = by_person(bank, "sales_amount", "2026-10", unit="E")["idle"]
    assert drawn([idle], "state", "actual", "gap", "attainment", "rank") == ["zero 0 60 0 4"]
    assert told(bank, "sales_amount", "2026-10", "target", "target_source", unit="E") == ["300 people"]


def test_shared_sales_reconcile_with_what_is_nobody_s(bank: Home) -> None:
    people = by_person(bank, "sales_amount", "2026-10", unit="E")
    assert {who: people[who].actual for who in ("a", "b", "c", None)} == {"a": 40, "b": 190, "c": 170, None: 10}
    assert told(bank, "sales_amount", "2026-10", "actual", unit="E") == ["410"]


@pytest.mark.parametrize(("day", "mean"), [("2026-11-01", 30), ("2026-11-02", 15), ("2026-11-30", 1)])
def test_trap_6_both_ends_of_a_30_day_month_count(home: Home, day: str, mean: int) -> None:
    put(home, "portfolio", "customer manager\nC1 a")
    put(home, "balance", "day customer amount opened closed\n2026-11-01 C1 30 2026-11-01 2026-11-01", day="2026-11-30")
    assert told(home, "deposit_average", "2026-11", "actual", as_of=day) == [str(mean)]


def test_trap_6_pace_begins_with_the_first_workday_and_ends_at_100_percent(bank: Home) -> None:
    paces = [told(bank, "sales_amount", "2026-09", "pace", unit="E", as_of=f"2026-09-{day:02}") for day in (1, 29, 30)]
    assert [pace for (pace,) in paces] == ["0.045", "0.955", "1"]


@given(st.sampled_from([0.81, 0.99, 1.05]), st.integers(-9, 9))
@settings(deadline=None, max_examples=20)
def test_trap_8_no_attainment_falls_between_two_bands(line: float, beside: int) -> None:
    share = line + beside / 2000
    found = stand(actual=share * 100, target=100, passed=18, total=18, over=True)
    bands = [name for name, least in (("ahead", 1.05), ("on_track", 0.99), ("behind", 0.81)) if share >= least]
    assert found["band"] == [*bands, "at_risk"][0]


def shown(bank: Home, *words: str) -> dict[str | None, dict[str, object]]:
    asked = ["show", *words, "--by", "manager", "--format", "json", "--home", str(bank.path)]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    return {row["manager"]: row for row in json.loads(result.stdout)}


def test_the_four_states_come_through_the_command_line_each_in_its_own_way(bank: Home) -> None:
    rows = shown(bank, "sales_amount", "--period", "2026-10")
    columns = ("state", "actual", "gap", "attainment", "as_of", "rank")
    assert {who: tuple(rows[who][name] for name in columns) for who in ("b", "idle", "dark", "away")} == {
        "b": ("value", 190, -90, 1.9, "2026-10-15", 1),
        "idle": ("zero", 0, 60, 0, "2026-10-15", 4),
        "dark": ("unknown", None, None, None, None, None),
        "away": ("out_of_scope", None, None, None, "2026-10-15", None),
    }


def test_totals_say_of_how_many_people_nothing_is_known(bank: Home) -> None:
    asked = [
        "show",
        "sales_amount",
        "--period",
        "2026-10",
        "--by",
        "unit",
        "--format",
        "json",
        "--home",
        str(bank.path),
    ]
    rows = json.loads(CliRunner().invoke(app, asked).stdout)
    assert [(row["unit"], row["state"], row["actual"], row["unknown"]) for row in rows] == [
        ("HQ", "value", 410, 1),
        ("E", "value", 410, 0),
        ("W", "unknown", None, 1),
    ]


def test_a_balance_never_seen_is_unknown_with_the_total_partial(home: Home) -> None:
    put(home, "manager", "manager name\na 甲\nb 乙")
    put(home, "assignment", "manager unit\na E\nb E")
    put(home, "portfolio", "customer manager\nC1 a\nC2 b")
    put(home, "holding", "customer product\nC2 存款", day="2026-10-15")
    put(home, "balance", "day customer product amount\n2026-10-15 C1 存款 10", day="2026-10-15", covers=["E"])
    assert told(home, "deposit_end", "2026-10", "state", "actual", "unknown", "partial") == ["value 10 1 True"]
    people = by_person(home, "deposit_end", "2026-10")
    assert drawn([people["a"], people["b"]], "state", "actual") == ["value 10", "unknown -"]


def test_balances_count_for_the_main_holder_only(home: Home) -> None:
    put(home, "portfolio", "customer manager role\nC1 a main\nC1 b assist")
    put(home, "balance", "day customer amount\n2026-10-15 C1 10", day="2026-10-15")
    assert {who: line.actual for who, line in by_person(home, "deposit_end", "2026-10").items() if line.actual} == {
        "a": 10
    }
