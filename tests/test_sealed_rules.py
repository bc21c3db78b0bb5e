"""What is made of a sealed month stands still with it: ranks, scores, rewards, last place, movement, and its days."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data import entries, publish
from data.home import Home, open_home
from data.scope import OWNER
from metrics import pack as packs
from metrics import sealing
from metrics.peers import peers
from metrics.periods import parse
from metrics.results import scores
from metrics.rules import Bands
from metrics.unit_rules import period_pack
from metrics.workdays import load
from tests import test_last_place
from tests.asked import by_person
from tests.bank import PACK, drawn, reader
from tests.bank import shown as lines_of
from tests.by_hand import put
from tests.rewarded import ruled, team, told

OCTOBER = parse("2026-10", PACK)
SALES = """
    2026-09-10 a 50
    2026-10-09 a 60
    2026-10-20 a 40
    2026-10-13 b 100
    2026-10-09 c 50
    2026-10-12 d 10
    2026-09-11 d 20
    """
LATE = """
    sale day        manager amount
    x1   2026-10-08 c       500
    x2   2026-10-09 d       95
    x3   2026-10-08 a       40
    s1   2026-10-09 a       20
    y1   2026-11-03 c       5
    """
SCORED = {id: each.model_copy(update={"weight": Decimal(id == "sales_amount")}) for id, each in PACK.metrics.items()}
WEIGHED = PACK.model_copy(update={"metrics": SCORED})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """October sealed by a pack that scores sales alone; what came later would change every place."""
    goals = [f"sales_amount {who} 2026-{month} 100" for who in "abcdef" for month in (10, 11)]
    targets = "\n".join(["metric manager period amount", *goals])
    made = team(open_home(tmp_path_factory.mktemp("team") / "home"), SALES, targets, people="abcdef")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packs, "load", lambda name, *rest: WEIGHED)
        publish.publish(made)
        before = {"manager": "c", "what": "未双录", "starts": "2026-10-09"}
        (known,) = entries.enter(made, OWNER, "compliance", [before], date(2026, 11, 1))
        entries.take(made, date(2026, 11, 1))
        sealing.seal(made, OWNER, "2026-10", today=date(2026, 11, 2))
    put(made, "sale", LATE, "2026-11-30", covers=["HQ"])
    said = {"manager": "b", "what": "代客操作", "starts": "2026-10-12"}
    cleared = {"compliance": known, "manager": "c", "cleared": True}
    entries.enter(made, OWNER, "compliance", [said, cleared], date(2026, 11, 10))
    entries.take(made, date(2026, 11, 10))
    publish.publish(made)
    return made


def board(home: Home, **asked: Any) -> list[str]:
    found = peers(home, OWNER, PACK, PACK.metrics["sales_amount"], workdays=load(), **{"period": OCTOBER, **asked})
    rows: Any = found.rows
    return drawn(rows, "manager", "value", "rank", "movement_period")


def test_places_and_ties_are_those_sealed(home: Home) -> None:
    # 100 each: b was there on the 13th, a on the 20th; the late 40 would have put a first
    assert board(home)[:4] == ["b 1 1 -", "a 1 2 -", "c 0.5 3 -", "d 0.1 4 -"]
    assert [text.split()[0] for text in board(home, by="value")][:3] == ["b", "a", "c"]


def test_the_month_after_counts_movement_and_improvement_from_it(home: Home) -> None:
    assert board(home, period=parse("2026-11", PACK))[0] == "c 0.05 1 2"


def test_scores_are_those_sealed_whatever_the_weights_are_now(home: Home) -> None:
    for pack in (WEIGHED, PACK):
        with reader(home) as found:
            held = scores(found, pack, OCTOBER, "HQ", workdays=load(), people=True)
        assert {who: held[who][0] for who in "acd"} == {"a": 1, "c": Decimal("0.5"), "d": Decimal("0.1")}


def test_bands_are_those_sealed_whatever_the_pack_says_now(home: Home) -> None:
    lax = PACK.model_copy(update={"bands": Bands(ahead=Decimal("0.1"), on_track=Decimal(0), behind=Decimal(0))})
    found = by_person(home, "sales_amount", "2026-10", pack=lax)
    assert [found[who].band for who in "abcd"] == ["on_track", "on_track", "at_risk", "at_risk"]


@pytest.mark.parametrize("hold", ["end", "touch"])
def test_awards_are_those_sealed(home: Home, hold: str) -> None:
    pack = ruled(first={"kind": "first", "line": "1", "places": 1, "hold": hold, "clean": True})
    assert told(home, pack, "manager", "state", "reached_on")[:3] == [
        "a missed 2026-10-20", "b awarded 2026-10-13", "c excluded -",
    ]  # fmt: skip


def test_a_streak_of_last_place_counts_the_sealed_month(tmp_path: Path) -> None:
    home = test_last_place.fill(open_home(tmp_path / "home"))
    sealing.seal(home, OWNER, "2026-08", today=date(2026, 9, 2))
    put(home, "sale", "sale day manager amount\nz1 2026-08-05 a 200", "2026-09-30", covers=["HQ"])
    publish.publish(home)
    assert test_last_place.found(home)["a"].state == "coaching"
    sealing.unseal(home, OWNER, "2026-08", reason="x", today=date(2026, 9, 3))
    assert test_last_place.found(home)["a"].state == "watch"


def test_the_rules_of_a_sealed_month_are_those_it_was_sealed_with(home: Home) -> None:
    with reader(home) as found:
        then = period_pack(home, found, "HQ", OCTOBER, date(2026, 10, 31))
        now = period_pack(home, found, "HQ", parse("2026-11", PACK), date(2026, 11, 30))
    assert then.metrics["sales_amount"].weight == 1 and now is PACK


def test_the_days_of_a_sealed_month_run_up_to_its_number(home: Home) -> None:
    days = lines_of(home, by="day")
    assert drawn([days[8], days[12], days[30]], "day", "actual", "sealed") == [
        "2026-10-09 110 True", "2026-10-13 220 True", "2026-10-31 260 True",
    ]  # fmt: skip
