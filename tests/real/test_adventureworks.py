"""Seventeen sales people, twelve quarters: four files go in by mappings alone, and every number is the known answer."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from data.__main__ import app as data_app
from data.home import Home, Settings, open_home
from data.scope import OWNER
from metrics.__main__ import app as metrics_app
from metrics.last_place import last_place
from metrics.last_place_rule import LastPlace
from metrics.periods import parse
from metrics.workdays import load
from tests.bank import PACK
from tests.test_pages import opened

MAPPINGS = Path(__file__).with_name("mappings")
FILES = {
    "territories": "sales_territories.psv",
    "people": "sales_people.csv",
    "sales": "sales_lines.csv",
    "quotas": "quotas.csv",
}
QUARTERS = [f"{year}Q{quarter}" for year in range(2017, 2021) for quarter in range(1, 5)][2:14]


def call(app: Any, *arguments: str) -> Any:
    run = CliRunner().invoke(app, [*arguments])
    assert run.exit_code == 0, run.output
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def filled(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = open_home(tmp_path_factory.mktemp("adventureworks"))
    for name, file in FILES.items():
        mapping = str(MAPPINGS / f"adventureworks_{name}.toml")
        source = str(real / "adventureworks" / file)
        answer = call(data_app, "import", source, "--mapping", mapping, "--home", str(home.path), "--json")
        assert all(b["rows"] == b["taken"] + b["unchanged"] + b["quarantined"] for b in answer["batches"])
        assert sum(b["quarantined"] for b in answer["batches"]) == 0
    return home


def show(home: Home, period: str, *more: str) -> list[dict[str, Any]]:
    rows = call(
        metrics_app, "show", "sales_amount", "--period", period, "--home", str(home.path), "--format", "json", *more
    )
    assert isinstance(rows, list)
    return rows


def answers(real: Path, quarter: str) -> list[dict[str, str]]:
    with (real / "adventureworks" / "answers_by_quarter.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["Quarter"] == quarter]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_quarter_equals_the_known_answers(filled: Home, real: Path, quarter: str) -> None:
    shown = {row["manager"]: row for row in show(filled, quarter, "--by", "manager")}
    known = answers(real, quarter)
    for answer in known:
        row = shown[answer["EmployeeKey"]]
        assert row["name"] == answer["Name"]
        assert row["target"] == float(answer["Quota"])
        assert abs(Decimal(str(row["actual"])) - Decimal(answer["Actual"])) < Decimal("0.005")
        assert round(row["attainment"] * 100, 2) == pytest.approx(float(answer["AttainmentPct"]), abs=0.011)
        assert (row["rank_by_value"], row["rank"]) == (int(answer["RankByActual"]), int(answer["RankByAttainment"]))
        assert row["ranked"] == len(known)


def test_the_quarters_add_up_to_the_whole(filled: Home) -> None:
    totals = [show(filled, quarter)[0] for quarter in QUARTERS]
    assert sum(Decimal(str(row["actual"])) for row in totals) == pytest.approx(Decimal("80450596.9823"))
    assert sum(row["target"] for row in totals) == 95_714_000


def test_people_and_units_add_up_to_the_top(filled: Home) -> None:
    whole = show(filled, "2019Q1")[0]
    people = show(filled, "2019Q1", "--by", "manager")
    below = [row for row in show(filled, "2019Q1", "--by", "unit") if row["unit"] != whole["unit"]]
    at_the_top = [row for row in people if row["unit"] == whole["unit"]]
    assert sum(row["actual"] for row in people) == pytest.approx(whole["actual"])
    assert sum(row["actual"] for row in below + at_the_top) == pytest.approx(whole["actual"])


@pytest.mark.parametrize("quarter", ["2017Q3", "2019Q1", "2020Q2"])
def test_the_target_page_shows_the_same(
    filled: Home, real: Path, quarter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.save(Settings(sample=False))
    app = opened(filled, "target", monkeypatch, period=quarter, by="manager", lang="en")
    assert not app.exception
    shown = {row["name"]: row for row in app.dataframe[0].value.to_dict("records")}
    for answer in answers(real, quarter):
        row = shown[answer["Name"]]
        assert row["target_amount"] * 1000 == pytest.approx(float(answer["Quota"]))
        assert row["actual"] * 1000 == pytest.approx(float(answer["Actual"]), abs=0.005)
        assert row["attainment"] == pytest.approx(float(answer["AttainmentPct"]), abs=0.011)
        assert (row["rank_by_value"], row["rank"]) == (int(answer["RankByActual"]), int(answer["RankByAttainment"]))


def by_hand(real: Path) -> dict[str, dict[str, str]]:
    """By quarter who was among the two lowest attainments and under 80 %, in how many quarters in a row so far."""
    in_a_row: dict[str, int] = {}
    out: dict[str, int] = {}
    found: dict[str, dict[str, str]] = {}
    for quarter in QUARTERS:
        reached = {row["EmployeeKey"]: round(float(row["AttainmentPct"]), 1) for row in answers(real, quarter)}
        found[quarter] = {}
        for who in {*reached, *in_a_row}:
            if who not in reached:
                out[who] = out.get(who, 0) + 1
                in_a_row[who] = 0 if out[who] == 2 else in_a_row[who]
                continue
            out[who] = 0
            no_better = sum(value <= reached[who] for value in reached.values())
            failed = no_better <= 2 and reached[who] < 80
            in_a_row[who] = in_a_row.get(who, 0) + 1 if failed else 0
            found[quarter][who] = "coaching" if in_a_row[who] >= 2 else "watch" if failed else "clear"
    return found


def test_last_place_names_whom_a_hand_calculation_names(filled: Home, real: Path) -> None:
    names = {"zh": "末位", "en": "Last place"}
    rule = LastPlace(
        names=names, metric="sales_amount", bottom=2, line=Decimal("0.8"), every="quarter", tenure_months=0, on=True
    )
    pack, known = PACK.model_copy(update={"last_place": {"two": rule}}), by_hand(real)
    top = show(filled, "2019Q1")[0]["unit"]
    among = len(QUARTERS)
    found = last_place(
        filled, OWNER, pack, parse(QUARTERS[-1], pack), top, workdays=load(filled), back=among, latest=among
    )
    judged = {
        quarter: {each.manager: each.state for each in found if each.period == quarter and each.state != "excluded"}
        for quarter in QUARTERS
    }
    assert judged == {quarter: known[quarter] for quarter in QUARTERS}
    assert {state for states in known.values() for state in states.values()} == {"clear", "watch", "coaching"}
