"""`python -m metrics board`: the shapes other programs rely on, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data import publish
from data.home import Home, open_home
from data.text import say
from metrics.__main__ import app
from tests.bank import fill

KEYS = (
    *("metric", "period", "as_of", "by", "group", "board", "policy", "manager", "name", "unit", "value", "rank"),
    *("ranked", "percent", "tie", "movement_day", "movement_period", "reason", "mine"),
)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = fill(open_home(tmp_path_factory.mktemp("bank")))
    publish.publish(home)
    return home


def run(home: Home, *words: str) -> Result:
    return CliRunner().invoke(app, ["board", "--period", "2026-10", *words, "--home", str(home.path)])


def test_the_first_metric_in_focus_is_ranked_by_attainment(bank: Home) -> None:
    rows = json.loads(run(bank, "--format", "json").stdout)
    assert all(tuple(row) == KEYS for row in rows)
    assert [(row["manager"], row["value"], row["rank"], row["ranked"], row["reason"]) for row in rows] == [
        ("m4", 1, 1, 4, None),
        ("m3", 0.833, 2, 4, None),
        ("m1", 0.5, 3, 4, None),
        ("m2", 0, 4, 4, None),
        ("m5", None, None, 4, "elsewhere"),
    ]
    assert {(row["metric"], row["by"], row["board"], row["as_of"]) for row in rows} == {
        ("sales_amount", "attainment", "HQ", "2026-10-15")
    }


def test_csv_has_the_same_columns_and_ranks_by_value(bank: Home) -> None:
    rows = list(csv.DictReader(io.StringIO(run(bank, "--rank", "value", "--format", "csv").stdout)))
    assert tuple(rows[0]) == KEYS
    assert [(row["manager"], row["value"], row["rank"]) for row in rows][:2] == [("m3", "50", "1"), ("m1", "40", "2")]


def test_a_manager_prints_the_own_row_alone(bank: Home) -> None:
    (row,) = json.loads(run(bank, "--viewer", "manager:m1", "--format", "json").stdout)
    assert (row["manager"], row["value"], row["rank"], row["percent"], row["mine"]) == ("m1", 0.5, None, None, True)


def test_the_policy_of_the_unit_where_a_manager_stands_counts(tmp_path: Path) -> None:
    home = fill(open_home(tmp_path / "home"))
    publish.publish(home)
    home.rules_file.write_text('[units.E.board]\npolicy = "everyone"\n', "utf-8")
    seen = {
        who: len(json.loads(run(home, "--viewer", f"manager:{who}", "--format", "json").stdout)) for who in ("m1", "m3")
    }
    assert seen["m1"] > 1 and seen["m3"] == 1


@pytest.mark.parametrize(("lang", "words"), [("zh", ("张", "83.3%", "已不在该机构")), ("en", ("1 / 4", "no longer"))])
def test_a_table_speaks_the_readers_language(bank: Home, lang: str, words: tuple[str, ...]) -> None:
    result = run(bank, "--lang", lang)
    assert [word for word in words if word not in result.stdout] == []


@pytest.mark.parametrize(
    "words",
    [
        ("--rank", "beauty"),
        ("--format", "xml"),
        ("--group", "role:king"),
        ("--metric", "nothing"),
        ("--unit", "X"),
        ("--unit", "W", "--viewer", "head:E"),
        ("--unit", "HQ", "--viewer", "wall:E"),
        ("--viewer", "manager:m5"),
        ("--viewer", "manager:ZZ"),
        ("--viewer", "king:U1"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_refused_is_one_sentence_and_exit_2(bank: Home, words: tuple[str, ...], lang: str) -> None:
    result = run(bank, *words, "--lang", lang)
    assert (result.exit_code, result.stdout, len(result.stderr.strip().splitlines())) == (2, "", 1)


def test_a_board_beside_the_own_is_named(bank: Home) -> None:
    result = run(bank, "--unit", "城西", "--viewer", "head:E", "--lang", "en")
    assert result.stderr.strip() == say("board.no_such_unit", "en", unit="W")
