"""What My gap says the best of somebody's peers needed: the very lines of the board that opens for that person."""

from datetime import date
from decimal import Decimal

import pytest

from data import publish
from data.errors import Refused
from data.home import Home, open_home
from metrics.pack import Pack
from metrics.peers import lines
from metrics.periods import parse
from metrics.policy import UNNAMED
from metrics.workdays import load
from tests.asked import packed
from tests.bank import PACK, text
from tests.test_board import bank, board

SALES = PACK.metrics["sales_amount"]
EAST = "a:E:150 b:E:120 c:E:90 d:E:60 e:E:30"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Five in 城东, one alone in 城西 far ahead of them."""
    people = [each.split(":") for each in f"{EAST} f:W:500".split()]
    said = (
        " ".join(f"{who}:{unit}" for who, unit, _ in people),
        " ".join(f"{who}:9:{much}" for who, _, much in people),
    )
    home = bank(open_home(tmp_path_factory.mktemp("peers")), *said, " ".join(f"{who}:100" for who, *_ in people))
    publish.publish(home)
    return home


def told(home: Home, manager: str, pack: Pack = PACK) -> list[str]:
    sales, period = pack.metrics["sales_amount"], parse("2026-10", pack)
    found = lines(home, pack, [sales], period, manager, workdays=load(), as_of=date(2026, 10, 15))
    shown = ("top", "value", "reached", "more_amount")
    rows = [(each.peers, line) for each in found.values() for line in each.needed]
    return [" ".join([str(peers), *(text(getattr(line, name)) for name in shown)]) for peers, line in rows]


def test_each_line_says_what_the_best_needed_and_how_much_more_i_need(home: Home) -> None:
    assert told(home, "c") == ["5 0.1 1.5 False 60", "5 0.25 1.2 False 30", "5 0.5 0.9 True 0"]


def test_who_stands_among_few_is_told_of_the_whole_bank(home: Home) -> None:
    assert told(home, "f") == ["6 0.1 5 True 0", "6 0.25 1.5 True 0", "6 0.5 1.2 True 0"]


@pytest.mark.parametrize("manager", ["a", "c", "f"])
@pytest.mark.parametrize("policy", ["everyone", *UNNAMED])
def test_they_are_those_of_the_own_board(home: Home, manager: str, policy: str) -> None:
    pack = PACK.model_copy(update={"board": PACK.board.model_copy(update={"policy": policy})})
    own = board(home, viewer=f"manager:{manager}", pack=pack)
    found = lines(home, pack, [SALES], parse("2026-10", pack), manager, workdays=load(), as_of=date(2026, 10, 15))
    assert (found["sales_amount"].peers, found["sales_amount"].needed) == (own.peers, own.needed)


def test_what_builds_up_over_the_period_lacks_what_has_come_due(home: Home) -> None:
    # 7 of 18 workdays: of 38 8/9 due b has 120 and c 90
    paced = told(home, "c", packed(sales_amount={"weight": Decimal(1000), "paced": True}))
    assert [round(float(line.split()[-1]), 1) for line in paced[:2]] == [60, 30]


def test_nothing_is_said_of_a_metric_without_targets_nor_to_who_stands_nowhere(home: Home) -> None:
    period = parse("2026-10", PACK)
    count = [PACK.metrics["sales_count"]]
    assert lines(home, PACK, count, period, "c", workdays=load(), as_of=date(2026, 10, 15)) == {}
    with pytest.raises(Refused, match="nowhere"):
        told(home, "z")


def test_a_line_names_nobody(home: Home) -> None:
    found = lines(home, PACK, [SALES], parse("2026-10", PACK), "c", workdays=load(), as_of=date(2026, 10, 15))
    assert not any(name in repr(found) for name in ("'a'", "'E'", "Placed"))
