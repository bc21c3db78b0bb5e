"""Results kept beside a version: brought back whole, and only for the viewer and the records they were made of."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.home import Home, open_home
from data.publish import publish
from data.reader import SHOWN
from data.scope import OWNER, Viewer
from metrics import pack as packs
from metrics import ready, results
from metrics.periods import parse
from metrics.workdays import load
from tests.asked import packed
from tests.bank import fill, reader
from tests.by_hand import put

PACK = packed(sales_amount={"weight": Decimal(1000)}).model_copy(update={"id": "kept"})
MORE = "sale day manager unit amount revenue\nt1 2026-10-12 m1 - 40 1"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(results, "MANY", 1)
    return fill(open_home(tmp_path))


def scored(home: Home, viewer: Viewer = OWNER, unit: str = "HQ") -> results.Scores:
    with reader(home, viewer) as found:
        return results.scores(found, PACK, parse("2026-10", PACK), unit, workdays=load(), people=True)


def kept(home: Home) -> int:
    return len(list(home.kept.glob("*.result_score.parquet")))


def test_the_second_who_asks_gets_what_the_first_worked_out(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = scored(home)
    monkeypatch.setattr(results, "view", None)
    assert scored(home) == first != {}


def test_new_records_are_worked_out_anew(home: Home) -> None:
    first = scored(home)
    put(home, "sale", MORE, covers=["HQ"])
    assert scored(home)["m1"] != first["m1"]


def test_a_head_finds_nothing_of_what_was_kept_for_the_owner(home: Home) -> None:
    everyone = scored(home)
    assert scored(home, Viewer("head", unit="E"), "E").keys() < everyone.keys()
    assert kept(home) == 2


@pytest.mark.parametrize("end", [0, 8])
def test_a_damaged_file_is_worked_out_again(home: Home, end: int) -> None:
    first = scored(home)
    for file in home.kept.iterdir():
        whole = file.read_bytes()
        # cut short, or whole in length with an unwritten page in it
        file.write_bytes(b"half" if not end else b"PAR1" + b"\xff" * (len(whole) - end - 4) + whole[-end:])
    assert scored(home) == first


def test_what_nobody_asked_for_in_a_week_is_forgotten(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    scored(home)
    monkeypatch.setattr("data.kept.WEEK", -1)
    scored(home, Viewer("head", unit="E"), "E")
    assert kept(home) == 0


def test_few_people_are_worked_out_each_time(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MANY", 300)
    scored(home)
    assert not home.kept.exists()


def test_a_new_version_is_worked_out_before_anybody_asks(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    put(home, "sale", MORE, covers=["HQ"])
    publish(home)
    keep, pack = ready.keeper(), packs.load("retail_bank")
    keep(home)
    assert kept(home) == 1
    monkeypatch.setattr(results, "view", None)
    keep(home)
    with reader(home) as found:
        asked: dict[str, Any] = {"workdays": load(home), "people": True, "as_of": date(2026, 10, 15)}
        assert results.scores(found, pack, parse("2026-10", pack), "HQ", **asked)
        with pytest.raises(TypeError):
            results.scores(found, pack, parse("2026-09", pack), "HQ", **asked)
    put(home, "sale", MORE.replace("40", "50"), covers=["HQ"])
    publish(home)
    with pytest.raises(TypeError):
        keep(home)


# what every kind of metric is made of, whatever a pack weighs
EVERY = {
    **{id: {} for id in PACK.metrics},
    "given": {"like": "deposit_average", "average": "given"},
    "on_last_year": {"like": "deposit_growth", "base": "last_year_average"},
    "called_too": {"like": "buying_customers", "where": "customer in (select customer from need)"},
}


@pytest.mark.parametrize("people", [True, False])
def test_results_are_made_of_no_mart_that_their_key_does_not_name(home: Home, people: bool) -> None:
    pack = packed(**{id: {**changed, "weight": Decimal(1)} for id, changed in EVERY.items()})
    with reader(home) as found:
        for name in SHOWN - results.made_of(pack):
            found.rows(f"from {name} limit 0")
            found.run(f"drop view {name}")
        assert results.scores(found, pack, parse("2026-10", pack), "HQ", workdays=load(), people=people)
    assert "need" in results.made_of(pack) - results.made_of(PACK)
