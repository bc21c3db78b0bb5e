"""Rules of rewards as tables of facts: when an award is final, what bars from it, how prizes of a set make room."""

from collections.abc import Iterator
from typing import Any

import pytest

from data.home import open_home
from data.reader import Reader
from tests.bank import fill, reader
from tests.rewarded import ruled, weighed

REACH: dict[str, Any] = {"kind": "reach", "line": 1}
FIRST: dict[str, Any] = {"kind": "first", "line": 1, "places": 1}
TOP: dict[str, Any] = {"kind": "top", "places": 1}
SCORE: dict[str, Any] = {"kind": "reach", "measure": "score", "line": "0.9"}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader(fill(open_home(tmp_path_factory.mktemp("rewards")))) as found:
        yield found


def final(bank: Reader, facts: str, rule: dict[str, Any], **more: dict[str, Any]) -> str:
    """Each by a letter: A awarded for good, p provisionally, o open, . missed, x excluded."""
    found = weighed(bank, facts, "state", "provisional", pack=ruled(x=rule, **more))
    letters = {"awarded True": "p", "awarded False": "A", "open": "o", "missed": ".", "excluded": "x"}
    return "".join(letters.get(row) or letters[row.split()[0]] for row in found)


@pytest.mark.parametrize(
    ("rule", "facts", "said"),
    [
        (TOP, "a 9:110\nb 9:100", "A."),
        (TOP, "a 9:110\nb 9:100 to:15", "po"),  # whoever is behind may still come to the top
        (TOP, "a 9:110\nb 9:0 to:- state:unknown", "px"),
        (TOP, "a 9:110\nb 9:0 to:- state:out_of_scope", "Ax"),
        (FIRST, "a 13:110\nb 9:10 to:15", "A."),  # records of all go beyond the 13th
        (FIRST, "a 13:110\nb 9:10 to:12", "p."),
        (FIRST, "a 13:110\nb 9:0 to:- state:unknown", "px"),
        (REACH, "a 13:110\nb 9:0 to:- state:unknown", "Ax"),
        (REACH | {"hold": "end"}, "a 9:110 to:29\nb 9:110", "pA"),  # the month's last workday is the 30th
        (SCORE, "a score:1 score_to:15\nb score:1", "pA"),
        (REACH | {"least_score": "0.9"}, "a 9:100 score:1 score_to:15\nb 9:100 score:1", "pA"),
        (REACH | {"least_coverage": "0.8"}, "a 9:100 covered:1 covered_to:15\nb 9:100 covered:1", "pA"),
    ],
)
def test_an_award_is_final_once_the_records_it_hangs_on_are_there(
    bank: Reader, rule: dict[str, Any], facts: str, said: str
) -> None:
    assert final(bank, facts, rule) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("a 9:110 covered:0.8", "awarded -"),
        ("a 9:110 covered:0.79", "excluded low_coverage"),
        ("a 9:110", "open low_coverage"),
        ("a 9:110 covered:0.79 covered_to:15", "open low_coverage"),  # it can still be had
        ("a 9:110 covered:0.7996", "awarded -"),
    ],
)
def test_a_coverage_that_is_asked_for_bars_once_it_can_no_longer_be_had(bank: Reader, facts: str, said: str) -> None:
    assert weighed(bank, facts, "state", "reason", pack=ruled(x=REACH | {"least_coverage": "0.8"})) == [said]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("a 9:99.94", "missed 0.999 0.06 -"),
        ("a 9:99.95", "awarded 1 0 2026-10-09"),
        ("a 9:99 13:0.96", "awarded 1 0 2026-10-13"),
    ],
)
def test_what_is_compared_is_what_is_shown_after_rounding(bank: Reader, facts: str, said: str) -> None:
    assert weighed(bank, facts, "state", "value", "missing", "reached_on", pack=ruled(x=REACH)) == [said]


@pytest.mark.parametrize("method", ["whole", "slices"])
def test_tiers_pay_a_share_of_a_target_below_zero_as_of_one_above(bank: Reader, method: str) -> None:
    tiers = {"kind": "tiers", "given": "money", "method": method, "steps": [{"start": 1, "rate": "0.1"}]}
    paid = {"whole": "a 8", "slices": "a 3"}  # -20 of -50 are 160 %
    assert weighed(bank, "a 9:-20 due:-50", "manager", "amount", pack=ruled(x=tiers)) == [paid[method]]


ONE: dict[str, Any] = {"kind": "first", "line": "1.2", "places": 1, "prize_set": "month"}
TWO: dict[str, Any] = {"kind": "first", "line": "1.05", "places": 1, "prize_set": "month"}


def test_a_second_prize_is_told_while_the_first_is_open_and_makes_room_when_its_holder_takes_that(
    bank: Reader,
) -> None:
    shown, pack = ("manager", "state", "provisional", "instead"), ruled(one=ONE, two=TWO)
    before = "a 9:106 to:15\nb 12:107 to:15"
    assert weighed(bank, before, *shown, pack=pack)[2:] == ["a awarded False -", "b missed False -"]
    after = "a 9:106 20:20 to:22\nb 12:107 to:22"
    assert weighed(bank, after, *shown, pack=pack)[2:] == ["a excluded False one", "b awarded False -"]


def test_the_next_one_waits_while_the_first_prize_is_not_sure(bank: Reader) -> None:
    best = {"kind": "top", "places": 1, "prize_set": "month"}
    found = weighed(bank, "a 9:120 to:15\nb 12:107 to:15", "state", "provisional", "reason", "instead",
                    pack=ruled(one=best, two=TWO))  # fmt: skip
    assert found == ["awarded True - -", "open False - -", "excluded False one_prize -", "awarded True - -"]


@pytest.mark.parametrize(
    ("past", "facts", "said"),
    [
        ("reached reached", "a 9:100", "awarded 3"),
        ("reached none reached", "a 9:100", "awarded 3"),
        ("reached none none reached", "a 9:100", "missed 2"),
        ("reached short reached", "a 9:100", "missed 2"),
        ("reached reached", "a 9:60 to:15", "open 2"),
        ("reached reached", "a 9:100 score:0.5", "excluded 0"),
        ("reached reached", "a 9:0 to:- state:out_of_scope", "excluded 2"),
    ],
)
def test_a_streak_is_broken_by_a_period_without_the_prize_not_by_one_without_a_number(
    bank: Reader, past: str, facts: str, said: str
) -> None:
    rule = {"kind": "streak", "line": 1, "periods": 3}
    barred = rule | {"least_score": "0.9"} if "score" in facts else rule
    assert weighed(bank, facts, "state", "streak", pack=ruled(x=barred), past=past) == [said]


def test_a_period_barred_from_the_prize_counts_as_short(bank: Reader) -> None:
    weighed(bank, "a 9:110 score:0.5\nb 9:110 score:1\nc 9:110 score:0.5 score_to:15\nd 9:0 to:- state:unknown",
            pack=ruled(x=REACH | {"least_score": "0.9"}))  # fmt: skip
    rows = bank.rows("select manager, verdict from reward_stood order by manager")
    assert [(row["manager"], row["verdict"]) for row in rows] == [
        ("a", "short"), ("b", "reached"), ("c", None), ("d", "none"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "line", "missing"),
    [(TOP, "0.9", "20"), (TOP | {"line": "1.2"}, "1.2", "50")],
)
def test_the_best_may_have_to_come_to_a_line_too(bank: Reader, said: dict[str, Any], line: str, missing: str) -> None:
    found = weighed(bank, "a 9:90\nb 9:70", "state", "line", "missing", pack=ruled(x=said))
    assert found[1] == f"missed {line} {missing}"
