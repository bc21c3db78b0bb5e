"""Benchmarks without names: what the best of somebody's peers reached, and how much more that takes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data import publish
from data.home import Home, open_home
from metrics.benchmarks import Benchmark, benchmarks
from metrics.periods import parse
from metrics.workdays import load
from tests.asked import packed
from tests.by_hand import put

PACK = packed(sales_amount={"weight": Decimal(1000)})
# of 100: 150, 120, 90, 60 and 30; the sixth is of another peer group
PEOPLE = """
    manager name peer_group
    a 甲 old
    b 乙 old
    c 丙 old
    d 丁 old
    e 戊 old
    f 己 new
    """
AMOUNTS = {"a": 150, "b": 120, "c": 90, "d": 60, "e": 30, "f": 500}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return peopled(tmp_path_factory.mktemp("peers"), PEOPLE)


def peopled(folder: Path, people: str) -> Home:
    home = open_home(folder)
    put(home, "unit", "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ")
    put(home, "manager", people)
    put(home, "assignment", "manager unit\na E\nb E\nc E\nd W\ne W\nf W")
    sales = [f"s{who} 2026-10-09 {who} {amount}" for who, amount in AMOUNTS.items()]
    put(home, "sale", "\n".join(["sale day manager amount", *sales]), day="2026-10-31", covers=["HQ"])
    targets = [f"sales_amount {who} 2026-10 100" for who in AMOUNTS]
    put(home, "target", "\n".join(["metric manager period amount", *targets]))
    publish.publish(home)
    return home


def told(home: Home, manager: str) -> list[Benchmark]:
    period = parse("2026-10", PACK)
    return benchmarks(home, PACK, period, manager, workdays=load(), as_of=date(2026, 10, 31))


def test_each_line_says_what_the_best_needed_and_how_much_more_i_need(home: Home) -> None:
    found = [(each.metric, each.top, each.peers, each.attainment, each.reached, each.more) for each in told(home, "c")]
    assert found == [
        ("sales_amount", Decimal("0.1"), 5, Decimal("1.5"), False, Decimal(60)),
        ("sales_amount", Decimal("0.25"), 5, Decimal("1.2"), False, Decimal(30)),
        ("sales_amount", Decimal("0.5"), 5, Decimal("0.9"), True, Decimal(0)),
    ]


def test_what_builds_up_over_the_period_lacks_what_has_come_due(home: Home) -> None:
    pack = packed(sales_amount={"weight": Decimal(1000), "paced": True})
    period, half = parse("2026-10", pack), date(2026, 10, 19)
    found = benchmarks(home, pack, period, "c", workdays=load(), as_of=half)
    # 9 of 18 workdays: of 50 due 乙 has 120 and 丙 90
    assert [(each.attainment, each.more) for each in found[:2]] == [
        (Decimal(3), Decimal(60)),
        (Decimal("2.4"), Decimal(30)),
    ]


def test_nothing_is_said_of_fewer_than_five(home: Home) -> None:
    assert told(home, "f") == []


def test_a_benchmark_names_nobody(home: Home) -> None:
    assert not any(name in repr(told(home, "c")) for name in ("甲", "'a'", "'E'"))
