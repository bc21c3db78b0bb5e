"""`python -m metrics show`: the shapes other programs rely on, and one sentence for what is refused."""

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

KEYS = [
    "unit",
    "manager",
    "name",
    "metric",
    "period",
    "as_of",
    "state",
    "actual",
    "target",
    "attainment",
    "pace",
    "lead",
    "gap",
    "need_per_day",
    "projection",
    "band",
    "rank",
    "rank_by_value",
    "ranked",
    "expected",
    "forecast",
    "forecast_low",
    "forecast_high",
    "needed_balance",
    "unknown",
    "score",
    "dimension",
    "key",
    "target_state",
    "target_source",
    "sealed",
]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = fill(open_home(tmp_path_factory.mktemp("bank")))
    publish.publish(home)
    return home


def run(home: Home | Path, *words: str) -> Result:
    place = home.path if isinstance(home, Home) else home
    return CliRunner().invoke(app, ["show", *words, "--home", str(place)])


def test_json_has_the_stable_keys_in_order_and_fractions(bank: Home) -> None:
    result = run(bank, "sales_amount", "--period", "2026-10", "--format", "json")
    (row,) = json.loads(result.stdout)
    assert (result.exit_code, list(row)) == (0, KEYS)
    assert (row["unit"], row["manager"], row["as_of"], row["actual"], row["target"]) == (
        "HQ",
        None,
        "2026-10-15",
        130,
        205,
    )
    assert (row["attainment"], row["pace"]) == (pytest.approx(130 / 205), pytest.approx(7 / 18))
    assert (row["rank"], row["band"]) == (None, "on_track" if 130 / 205 / (7 / 18) < 1.05 else "ahead")


@pytest.mark.parametrize(("by", "rows"), [("manager", 6), ("unit", 3), ("day", 15)])
def test_every_grain_is_listed(bank: Home, by: str, rows: int) -> None:
    result = run(bank, "销售额", "--period", "2026年10月", "--by", by, "--format", "json")
    assert len(json.loads(result.stdout)) == rows


def test_what_is_unknown_is_null_not_zero(bank: Home) -> None:
    (row,) = json.loads(run(bank, "sales_amount", "--period", "2026-12", "--format", "json").stdout)
    assert (row["state"], row["actual"], row["attainment"]) == ("unknown", None, None)


def test_csv_has_the_same_columns(bank: Home) -> None:
    result = run(bank, "sales_amount", "--period", "2026-10", "--by", "unit", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert (list(rows[0]), [row["unit"] for row in rows]) == (KEYS, ["HQ", "W", "E"])


@pytest.mark.parametrize(("lang", "name"), [("zh", "未分配到人"), ("en", "Unassigned")])
def test_rows_say_what_their_target_is_and_nobody_s_row_has_a_name(bank: Home, lang: str, name: str) -> None:
    asked = ["sales_amount", "--period", "2026-10", "--by", "manager", "--lang", lang, "--format", "csv"]
    rows = list(csv.DictReader(io.StringIO(run(bank, *asked).stdout)))
    said = {row["manager"]: (row["name"], row["target_state"], row["target_source"]) for row in rows}
    assert (said["m1"], said["m5"], said[""]) == (
        ("张", "value", "own"),
        ("钱", "no_target", ""),
        (name, "no_target", ""),
    )


def test_who_is_unknown_counts_as_one_as_in_the_total(bank: Home) -> None:
    asked = ["sales_amount", "--period", "2026-12", "--format", "json"]
    people = json.loads(run(bank, *asked, "--by", "manager").stdout)
    (unit,) = json.loads(run(bank, *asked).stdout)
    assert sum(row["unknown"] for row in people) == unit["unknown"] > 0


@pytest.mark.parametrize("words", [["--by", "day"], ["--by", "manager"], []])
@pytest.mark.parametrize(("period", "lang"), [("2020-01", "zh"), ("2027-03", "en")])
def test_a_period_without_any_record_is_said_with_the_days_there_are(
    bank: Home, words: list[str], period: str, lang: str
) -> None:
    result = run(bank, "sales_amount", "--period", period, *words, "--lang", lang, "--format", "csv")
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (0, 1)
    assert "2026-09-30" in result.stderr and "2026-10-15" in result.stderr


def test_a_kind_that_never_came_is_said_and_a_period_with_records_says_nothing(bank: Home) -> None:
    never = run(bank, "deposit_end", "--period", "2026-10", "--lang", "en")
    assert never.stderr.strip() == say("metric.never_came", "en", kind="Balances")
    assert run(bank, "sales_amount", "--period", "2026-10").stderr == ""


def test_a_name_never_becomes_a_formula(home: Home) -> None:
    fill(home, sales="sale day manager unit amount\na 2026-10-09 =1+1 E 5")
    publish.publish(home)
    result = run(home, "sales_amount", "--period", "2026-10", "--by", "manager", "--format", "csv")
    assert "=1+1" in result.stdout
    assert ",=" not in result.stdout


@pytest.mark.parametrize(("lang", "words"), [("zh", ("总行", "63.4%", "有数")), ("en", ("63.4%", "value"))])
def test_a_table_speaks_the_reader_s_language(bank: Home, lang: str, words: tuple[str, ...]) -> None:
    result = run(bank, "sales_amount", "--period", "2026-10", "--lang", lang)
    assert [word for word in words if word not in result.stdout] == []


@pytest.mark.parametrize(
    "words",
    [
        ("nothing", "--period", "2026-10"),
        ("sales_amount", "--period", "Oktober"),
        ("sales_amount", "--period", "2026-10", "--unit", "X"),
        ("sales_amount",),
        ("sales_amount", "--period", "2026-10", "--by", "product"),
        ("sales_amount", "--period", "2026-10", "--level", "wish"),
        ("sales_amount", "--period", "2026-10", "--as-of", "yesterday"),
        ("sales_amount", "--period", "2026-10", "--viewer", "king:U1"),
        ("sales_amount", "--period", "2026-10", "--format", "xml"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_refused_is_one_sentence_and_exit_2(bank: Home, words: tuple[str, ...], lang: str) -> None:
    result = run(bank, *words, "--lang", lang)
    assert (result.exit_code, result.stdout, len(result.stderr.strip().splitlines())) == (2, "", 1)


@pytest.mark.parametrize("viewer", ["manager:ZZ", "head:ZZ", "data_officer:ZZ", "wall:ZZ"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_viewer_whom_the_records_do_not_know_is_named(bank: Home, viewer: str, lang: str) -> None:
    result = run(bank, "sales_amount", "--period", "2026-10", "--viewer", viewer, "--lang", lang)
    code = "metric.unknown_manager" if viewer.startswith("manager") else "metric.unknown_unit"
    assert (result.exit_code, result.stderr.strip()) == (2, say(code, lang, text="ZZ"))


def test_without_records_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere", "sales_amount", "--period", "2026-10")
    assert (result.exit_code, "python -m data import" in result.stderr) == (2, True)


@pytest.mark.parametrize("by", [["--by", "manager"], ["--by", "unit"], []])
def test_a_manager_sees_no_colleagues_and_the_own_numbers_under_the_own_name(bank: Home, by: list[str]) -> None:
    asked = ["sales_amount", "--period", "2026-10", "--viewer", "manager:m1", "--format", "json"]
    result = run(bank, *asked, *by)
    assert [row["manager"] for row in json.loads(result.stdout)] == ["m1"]
