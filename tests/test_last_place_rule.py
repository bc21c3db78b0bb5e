"""Last place on numbers one can add up on fingers: each period's values in percent, the state that comes of them."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from data.errors import Refused
from data.home import open_home
from data.reader import Reader
from metrics import pack
from metrics.ground import put, sql
from metrics.last_place_rule import LastPlace
from metrics.last_states import FACT, judge
from tests.bank import PACK, fill, reader

NAMES = {"zh": "末位", "en": "Last place"}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader(fill(open_home(tmp_path_factory.mktemp("last")))) as found:
        found.run(sql("formulas"))
        yield found


def rule(**about: Any) -> LastPlace:
    given = {"names": NAMES, "metric": "sales_amount", "line": Decimal("0.8"), "peers": 3, "on": True}
    relative = {} if "bottom_share" in about else {"bottom": 2}
    return LastPlace(**{**given, **relative, **about})


def told(bank: Reader, *periods: str, **about: Any) -> dict[str, dict[str, Any]]:
    """The states of the last of some periods; each says `a 40 b leave c best`: who, percent or why not."""
    rows = [row for place, text in enumerate(reversed(periods)) for row in _rows(place, text)]
    return stated(bank, rows, **about)


def stated(bank: Reader, rows: list[dict[str, Any]], **about: Any) -> dict[str, dict[str, Any]]:
    put(bank, "last_fact", FACT, rows)
    judge(bank, PACK, rule(**about))
    return {row["manager"]: row for row in bank.rows("from last_state where place = 0 order by manager")}


def _rows(place: int, text: str) -> list[dict[str, Any]]:
    words = text.split()
    running = "running" in words
    pairs = [word for word in words if word != "running"]
    return [
        {"place": place, "period": f"p{place}", "running": running, "manager": who, "name": who, "unit": "E",
         "here": True, "due": 200, "actual": int(said) * 2 if said.isdigit() else 0,
         "value": int(said) / 100 if said.isdigit() else float("inf") if said == "best" else None,
         "reason": None if said.isdigit() or said == "best" else said}
        for who, said in zip(pairs[::2], pairs[1::2], strict=True)
    ]  # fmt: skip


def states(found: dict[str, dict[str, Any]]) -> str:
    """Each by a letter: . clear, w watch, C coaching, x excluded."""
    letters = {"clear": ".", "watch": "w", "coaching": "C", "excluded": "x"}
    return "".join(letters[row["state"]] for row in found.values())


@pytest.mark.parametrize(
    ("periods", "about", "said"),
    [
        (["a 40 b 50 c 60 d 90"], {}, "ww.."),
        (["a 40 b 80 c 90 d 95"], {}, "w..."),  # on the line is not under it
        (["a 40 b 50 c 50 d 90"], {}, "w..."),  # a tie across the border of the bottom
        (["a 40 b 40 c 50 d 90"], {}, "ww.."),  # a tie inside it
        (["a 40 b 40 c 40 d 90"], {}, "...."),  # three in the place of two
        (["a 40 b 40 c 40 d 40"], {}, "...."),  # all equal: nobody
        (["a 40 b 40"], {"bottom": 1, "peers": 2}, ".."),
        (["a 40"], {"bottom": 1, "peers": 2}, "x"),  # one person
        (["a 40 b 50 c 60 d 90"], {"peers": 5}, "xxxx"),  # fewer than five
        (["a leave b new"], {}, "xx"),  # nobody is left
        (["a 40 b 50 c 60 d 90"], {"bottom_share": "0.3"}, "w..."),  # a third of four, rounded down
        (["a 40 b 50 c 60 d 90"], {"bottom_share": "0.1"}, "w..."),  # at least one
        (["a 40 b 50 c 60 d best"], {}, "ww.."),
        (["a 100 b 120 c 160 d 190"], {}, "...."),  # everyone above the line
        (["a leave b 50 c 60 d 70 e 90"], {}, "xww.."),
        (["a new b zero_target c incomplete d 10 e 20 f 30"], {}, "xxxww."),
    ],
)
def test_both_tests_have_to_be_failed(bank: Reader, periods: list[str], about: dict[str, Any], said: str) -> None:
    assert states(told(bank, *periods, **about)) == said


@pytest.mark.parametrize(
    ("values", "said", "in_a_row"),
    [
        (["40"], "w", 1),
        (["40", "40"], "C", 2),
        (["40", "40", "40"], "C", 3),
        (["40", "90"], ".", 0),  # one clear period
        (["40", "90", "40"], "w", 1),
        (["40", "leave", "40"], "C", 2),  # one left out neither counts nor breaks
        (["40", "leave"], "x", 1),
        (["40", "leave", "new", "40"], "w", 1),  # two start anew
        (["40", "leave", "40", "leave", "40"], "C", 3),
        (["40", "leave", "90", "leave", "40"], "w", 1),
        (["40", "", "40"], "C", 2),  # absent for one period, and for two
        (["40", "", "", "40"], "w", 1),
    ],
)
def test_periods_in_a_row_make_a_coaching(bank: Reader, values: list[str], said: str, in_a_row: int) -> None:
    found = told(bank, *(f"{'a ' + value if value else ''} b 85 c 95" for value in values))["a"]
    assert (states({"a": found}), found["in_a_row"]) == (said, in_a_row)


def test_a_period_that_still_runs_names_nobody_and_breaks_nothing(bank: Reader) -> None:
    past = ["a 40 b 85 c 95", "a leave b 85 c 95"]
    found = told(bank, *past, "a 20 b 30 c 40 running")
    assert states(found) == "xxx"
    assert (found["a"]["reason"], found["a"]["in_a_row"], found["a"]["missing"]) == ("running", 1, 0.2)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("a 40 b 50 c 60 d 90", [0.2, 0.1, 0, 0]),
        ("a 40 b 50 c 90 d 95", [0.4, 0.3, 0, 0]),  # the line is nearer than the bottom's end
        ("a 40 b 50 c 50 d 90", [0.1, 0, 0, 0]),
        ("a 40 b 40 c 60 d 90", [0.2, 0.2, 0, 0]),
    ],
)
def test_what_is_missing_leaves_the_bottom_or_reaches_the_line(bank: Reader, text: str, missing: list[float]) -> None:
    found = told(bank, text)
    assert [row["missing"] for row in found.values()] == missing
    assert all((row["missing"] > 0) == (row["state"] == "watch") for row in found.values())
    assert [row["missing_amount"] for row in found.values() if row["missing"]] == [
        Decimal(str(each)) * 200 for each in missing if each
    ]


def test_whoever_brings_what_is_missing_is_clear(bank: Reader) -> None:
    assert states(told(bank, "a 60 b 50 c 60 d 90")) == ".w.."
    assert states(told(bank, "a 59 b 50 c 60 d 90")) == "ww.."


def test_ranks_count_from_the_top_and_say_who_shares_one(bank: Reader) -> None:
    found = told(bank, "a 40 b 50 c 50 d 90 e leave")
    assert [(row["rank"], row["ranked"], row["tie"]) for row in found.values()] == [
        (4, 4, False), (2, 4, True), (2, 4, True), (1, 4, False), (None, None, None),
    ]  # fmt: skip


def test_the_past_tells_what_became_of_the_named_and_of_as_many_just_above_them(bank: Reader) -> None:
    told(bank, "a 40 b 50 c 60 d 90 e 95", "a 90 b 60 c 85 d leave e 70")
    before, now = bank.rows(sql("last_simulated"), {"line": 0.8})
    names = ("people", "named_after", "named_above", "beside", "beside_after", "beside_above")
    assert [each["manager"] for each in before["named"]] == ["a", "b"]
    # beside are c and d, not e; d was away the month after, a and c came over the line
    assert [before[name] for name in names] == [5, 2, 1, 2, 1, 1]
    assert [each["manager"] for each in now["named"]] == ["b", "e"]
    assert [now[name] for name in names] == [4, 0, 0, 2, 0, 0]


def test_the_order_of_rows_changes_nothing(bank: Reader) -> None:
    rows = _rows(0, "a 40 b 50 c 50 d leave") + _rows(1, "a 40 b 60")
    expected = stated(bank, rows)
    assert all(stated(bank, list(order)) == expected for order in list(permutations(rows))[::60])


@pytest.mark.parametrize("more", ["e 80", "e 90", "e 200", "e best", "e leave"])
def test_somebody_else_above_the_line_changes_nobody_s_distance_to_it(bank: Reader, more: str) -> None:
    before, after = told(bank, "a 40 b 75 c 85 d 90"), told(bank, f"a 40 b 75 c 85 d 90 {more}")
    assert all(after[who]["missing"] == row["missing"] for who, row in before.items())
    assert [before[who]["missing"] for who in "ab"] == [0.4, 0.05]


RULE = 'names = { zh = "末位", en = "Last place" }\nmetric = "sales_amount"\n'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"{RULE}line = 0.8", "last_place.mine.bottom"),
        (f"{RULE}line = 0.8\nbottom = 2\nbottom_share = 0.1", "last_place.mine.bottom"),
        (f"{RULE}bottom = 2", "last_place.mine.line"),
        (f"{RULE}line = 80\nbottom = 2", "last_place.mine.line"),  # a share, not percent
        (f"{RULE}line = 0.8\nbottom = 5", "last_place.mine.peers"),
        (f"{RULE}line = 0.8\nbottom = 3\npeers = 3", "last_place.mine.peers"),
        (f"{RULE}bottom = 2\nlinee = 0.8", "last_place.mine.linee"),
        (f'{RULE}bottom = 2\nline = 0.8\nof = "score"', "last_place.mine.metric"),
        (f"{RULE.replace('sales_amount', 'sales_amout')}bottom = 2\nline = 0.8", "last_place.mine.metric"),
    ],
)
def test_a_rule_that_lacks_a_test_is_refused_by_its_key(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "base.toml").write_text((pack.FOLDER / "base.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "mine.toml").write_text(f'extends = "base"\nnames.zh = "m"\nnames.en = "m"\n[last_place.mine]\n{text}')
    with pytest.raises(Refused) as refused:
        pack.load("mine", tmp_path)
    assert str(refused.value.values["key"]).startswith(key)
