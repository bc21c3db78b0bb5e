"""What leaves a board for each policy, role and size: nothing of a colleague that the policy withholds."""

from dataclasses import asdict
from typing import Any

import pytest

from data.errors import Refused
from data.home import Home, open_home
from metrics.pack import Pack
from metrics.peers import Board
from metrics.policy import among
from tests.bank import PACK
from tests.test_board import bank, board

POLICIES = ("everyone", "top", "neighbours", "percent", "anonymous")
# in 城东 seven, in 城西 three; the best is a, then b …; numbers that occur nowhere else
EAST, WEST = "abcdefg", "xyz"
VALUE = {who: 701 - 10 * n for n, who in enumerate(EAST + WEST)}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    people = " ".join([*(f"{who}:E" for who in EAST), *(f"{who}:W" for who in WEST), "n:E"])
    sales = " ".join(f"{who}:9:{amount}" for who, amount in VALUE.items())
    targets = " ".join(f"{who}:1000" for who in VALUE)
    return bank(open_home(tmp_path_factory.mktemp("policy")), people, sales, targets)


def ruled(policy: str, **more: Any) -> Pack:
    return PACK.model_copy(update={"board": PACK.board.model_copy(update={"policy": policy, "top": 2, **more})})


def seen(found: Board) -> tuple[str, str]:
    """Whose names and ids, and whose numbers, anywhere in what is returned but the lines without a name."""
    payload = asdict(found) | {"needed": None}
    rows = [*payload["rows"], *payload["left_out"]]
    names = {row["manager"] for row in rows} | {row["name"] for row in rows} | set(payload["reach"]["own"] or ())
    numbers = {who for who, amount in VALUE.items() if f"0.{amount}" in repr(payload) or f"{amount}." in repr(payload)}
    return "".join(sorted(names - {None})), "".join(sorted(numbers))


def told(home: Home, policy: str, viewer: str, **asked: Any) -> tuple[str, str]:
    return seen(board(home, viewer=viewer, pack=ruled(policy), **asked))


@pytest.mark.parametrize(
    ("policy", "names", "numbers"),
    [
        ("everyone", "abcdefgn", "abcdefg"),
        ("top", "abd", "abd"),
        ("neighbours", "bcdef", "bcdef"),
        ("percent", "d", "d"),
        ("anonymous", "d", "abcdefg"),
    ],
)
@pytest.mark.parametrize("by", ["attainment", "value"])
def test_a_manager_is_told_what_the_policy_lets_through(
    filled: Home, policy: str, names: str, numbers: str, by: str
) -> None:
    assert told(filled, policy, "manager:d", by=by) == (names, numbers)


@pytest.mark.parametrize(
    ("policy", "names", "numbers"),
    [("everyone", "abcd", "abcd"), ("top", "ab", "ab"), ("neighbours", "", ""), ("percent", "", ""),
     ("anonymous", "", "abcdefg")],
)  # fmt: skip
def test_a_wall_is_told_no_more_than_somebody_who_is_not_on_the_board(
    filled: Home, policy: str, names: str, numbers: str
) -> None:
    assert told(filled, policy, "wall:E") == (names, numbers)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    ("viewer", "names"), [("owner", "abcdefgnxyz"), ("head:E", "abcdefgn"), ("data_officer:W", "xyz")]
)
def test_heads_see_everybody_below_them_whatever_the_policy(filled: Home, policy: str, viewer: str, names: str) -> None:
    found = board(filled, viewer=viewer, pack=ruled(policy))
    assert seen(found) == (names, names.replace("n", ""))
    assert all(row.rank for row in found.rows)


@pytest.mark.parametrize(
    ("policy", "names"), [("everyone", "abcdefgnxyz"), ("top", "abxyz"), ("neighbours", "xyz"), ("percent", "xyz"),
                          ("anonymous", "xyz")],
)  # fmt: skip
def test_of_the_whole_bank_a_head_sees_the_own_people_and_of_others_what_the_policy_says(
    filled: Home, policy: str, names: str
) -> None:
    found = board(filled, viewer="head:W", unit="HQ", pack=ruled(policy))
    assert seen(found) == (names, names.replace("n", ""))
    assert {row.manager: row.rank for row in found.rows if row.manager in list(WEST)} == {"x": 8, "y": 9, "z": 10}


@pytest.mark.parametrize("policy", ["percent", "anonymous"])
def test_under_five_people_only_what_the_best_needed_is_told(filled: Home, policy: str) -> None:
    found = board(filled, viewer="manager:y", pack=ruled(policy), metric="sales_amount", period="2026-10")
    assert found.reach.unit == "HQ"  # three are too few for a board of their own
    small = board(filled, viewer="wall:W", pack=ruled(policy))
    assert (small.rows, small.ranked, small.peers, len(small.needed)) == ((), 3, 10, 3)


def test_under_five_people_in_the_whole_bank_nothing_is_told_but_the_own_number(home: Home) -> None:
    bank(home, "a:E b:E c:E d:E", "a:9:40 b:9:30 c:9:20 d:9:10", "a:100 b:100 c:100 d:100")
    for policy in ("percent", "anonymous"):
        found = board(home, viewer="manager:c", pack=ruled(policy))
        [mine] = found.rows
        assert (str(mine.value), mine.rank, mine.percent, mine.movement_day, found.needed) == (
            "0.200",
            None,
            None,
            None,
            (),
        )


def test_percent_is_all_a_place_comes_to(filled: Home) -> None:
    [mine] = board(filled, viewer="manager:d", pack=ruled("percent")).rows
    assert (str(mine.percent), mine.rank, mine.movement_day, mine.movement_period) == ("0.6", None, None, None)
    assert [str(among(rank, 12)) for rank in (1, 2, 3, 12)] == ["0.1", "0.2", "0.3", "1.0"]


@pytest.mark.parametrize("policy", ["percent", "anonymous"])
@pytest.mark.parametrize("asked", [{"unit": "HQ"}, {"unit": "W"}, {"group": "new"}])
def test_where_nobody_is_named_one_board_is_all_there_is_to_ask_for(
    filled: Home, policy: str, asked: dict[str, str]
) -> None:
    with pytest.raises(Refused):
        board(filled, viewer="manager:d", pack=ruled(policy), **asked)
    with pytest.raises(Refused):
        board(filled, viewer="wall:E", pack=ruled(policy), **asked)


def test_a_wall_has_one_board_whatever_the_policy(filled: Home) -> None:
    found = board(filled, viewer="wall:HQ", pack=ruled("everyone"))
    assert (found.reach.units, found.reach.groups) == ((("HQ", "总行"),), ("all",))


@pytest.mark.parametrize(
    ("viewer", "asked"),
    [
        ("manager:d", {"unit": "W"}),
        ("head:E", {"unit": "W"}),
        ("wall:E", {"unit": "HQ"}),
        ("manager:d", {"group": "new"}),
    ],
)
def test_nobody_asks_for_a_board_beside_the_own(filled: Home, viewer: str, asked: dict[str, str]) -> None:
    with pytest.raises(Refused):
        board(filled, viewer=viewer, pack=ruled("everyone"), **asked)


def test_the_order_of_equals_without_a_name_says_nothing(home: Home) -> None:
    bank(
        home,
        "a:E b:E c:E d:E e:E",
        " ".join(f"{who}:9:50" for who in "abcde"),
        " ".join(f"{who}:100" for who in "abcde"),
    )
    boards = [board(home, viewer=f"manager:{who}", pack=ruled("anonymous")) for who in "abcde"]
    assert {tuple(row.mine for row in found.rows) for found in boards} == {(True, False, False, False, False)}


def test_a_tie_with_somebody_who_is_not_shown_is_not_told(home: Home) -> None:
    bank(home, "a:E b:E c:E d:E", "a:9:50 b:9:40 c:9:10 d:9:10", "a:100 b:100 c:100 d:100")
    rows = board(home, viewer="manager:d", pack=ruled("top")).rows
    assert [(row.manager, row.rank, row.tie) for row in rows] == [("a", 1, False), ("b", 2, False), ("d", 3, False)]


def test_who_is_not_ranked_has_no_neighbours_and_reads_the_own_reason_alone(filled: Home) -> None:
    found = board(filled, viewer="manager:n", pack=ruled("neighbours"))
    assert (found.rows, [row.reason for row in found.left_out], found.missing) == ((), ["no_target"], 1)


def test_the_targets_of_colleagues_are_nowhere(filled: Home) -> None:
    assert "1000" not in repr(board(filled, viewer="manager:d", pack=ruled("everyone")))


def test_a_board_of_the_whole_bank_is_the_packs_to_choose(filled: Home) -> None:
    found = board(filled, viewer="manager:d", pack=ruled("percent", reach="bank"))
    assert (found.reach.unit, found.ranked) == ("HQ", 10)
