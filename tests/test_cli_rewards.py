"""Rewards at the command line: a row for everybody and rule, what each viewer is given of them, and disputes."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from data import inbox, publish, store
from data.errors import Refused
from data.home import Home
from data.scope import OWNER, Viewer, parse
from metrics.__main__ import app
from metrics.announced import announce, decide
from metrics.reward_view import rewards
from tests.by_hand import d, put
from tests.rewarded import team

DAY = d("2026-11-02")


def rows(home: Home, *more: str) -> list[dict[str, Any]]:
    asked = ["rewards", "--period", "2026-10", "--home", str(home.path), "--today", "2026-11-02", "--format", "json"]
    run = CliRunner().invoke(app, [*asked, *more])
    assert run.exit_code == 0, run.output
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def drawn(found: list[dict[str, Any]], *columns: str) -> list[str]:
    return [" ".join(str(row[column]) for column in columns) for row in found]


@pytest.fixture
def won(home: Home) -> Home:
    """a comes to 125 %, b to 106 %, c to 99 %, d to nothing."""
    team(home, "2026-10-09 a 125\n2026-10-12 b 106\n2026-10-13 c 99")
    publish.publish(home)
    return home


def tell(home: Home, viewer: Viewer = OWNER, unit: str = "HQ", period: str = "2026-10") -> list[str]:
    """Announces what is to be, and has it published."""
    seen = rewards(home, OWNER, period, unit, as_of=None, today=DAY)
    ids = announce(home, viewer, seen.untold, unit, seen.period, version=1, day=DAY)
    taken(home)
    return ids


def taken(home: Home) -> None:
    with store.records(home) as con:
        inbox.take_with(con, home, DAY)
    publish.publish(home)


def test_a_row_for_everybody_and_every_rule(won: Home) -> None:
    assert drawn(rows(won), "rule", "manager", "state", "value", "line", "missing", "rank", "ranked", "reason") == [
        "first_prize a awarded 1.25 1.2 0 1 4 None",
        "first_prize b missed 1.06 1.2 14 2 4 places_taken",
        "first_prize c missed 0.99 1.2 21 3 4 places_taken",
        "first_prize d missed 0 1.2 120 4 4 places_taken",
        "second_prize b awarded 1.06 1.05 0 2 4 None",
        "second_prize a excluded 1.25 1.05 0 1 4 one_prize",
        "second_prize c missed 0.99 1.05 6 3 4 below_line",
        "second_prize d missed 0 1.05 105 4 4 below_line",
        "reached a awarded 1.25 1 0 1 4 None",
        "reached b awarded 1.06 1 0 2 4 None",
        "reached c missed 0.99 1 1 3 4 below_line",
        "reached d missed 0 1 100 4 4 below_line",
    ]


def test_a_manager_gets_the_own_rows_and_who_was_announced(won: Home) -> None:
    assert {row["manager"] for row in rows(won, "--viewer", "manager:c")} == {"c"}
    tell(won)
    others = [row for row in rows(won, "--viewer", "manager:c") if row["manager"] != "c"]
    assert drawn(others, "rule", "manager", "state", "value", "amount", "rank", "missing") == [
        "first_prize a awarded 1.25 100 None None",
        "second_prize b awarded 1.06 50 None None",
        "reached a awarded 1.25 None None None",
        "reached b awarded 1.06 None None None",
    ]


def test_a_wall_gets_announced_awards_only(won: Home) -> None:
    assert rows(won, "--viewer", "wall:HQ") == []
    tell(won)
    found = rows(won, "--viewer", "wall:HQ")
    assert {row["state"] for row in found} == {"awarded"}
    assert len(found) == 4


def test_telling_twice_changes_nothing(won: Home) -> None:
    assert len(tell(won)) == 4
    assert tell(won) == []
    assert {row["announced"] for row in rows(won) if row["state"] == "awarded"} == {"announced"}


def test_an_announced_award_that_a_correction_undoes_is_disputed_until_the_head_decides(won: Home) -> None:
    tell(won)
    put(won, "sale", "sale day manager amount\ns1 2026-10-12 b 10", day="2026-10-31", covers=["HQ"])
    publish.publish(won)
    disputed = [row for row in rows(won) if row["announced"] == "disputed"]
    assert drawn(disputed, "rule", "manager", "state", "reason") == [
        "second_prize b missed below_line",
        "reached b missed below_line",
    ]
    told = rows(won, "--viewer", "manager:c")
    assert "b" not in {row["manager"] for row in told}
    with pytest.raises(Refused):
        decide(won, parse("manager:b"), _of(won, "reached"), "confirmed", "x", DAY)
    decide(won, parse("head:HQ"), _of(won, "reached"), "confirmed", "当天确已到账", DAY)
    decide(won, parse("head:HQ"), _of(won, "second_prize"), "revoked", "退单", DAY)
    taken(won)
    assert drawn([row for row in rows(won) if row["manager"] == "b"], "rule", "announced") == [
        "first_prize None", "second_prize revoked", "reached confirmed",
    ]  # fmt: skip


def _of(home: Home, rule: str) -> str:
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        found = reader.rows("from announcement where rule = $rule and manager = 'b'", {"rule": rule})
    return str(found[0]["announcement"])


def test_a_manager_announces_nothing(won: Home) -> None:
    with pytest.raises(Refused):
        tell(won, parse("manager:a"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", ["table", "csv"])
def test_it_prints_for_eyes_and_for_files(won: Home, lang: str, format: str) -> None:
    asked = ["rewards", "--period", "2026-10", "--home", str(won.path), "--lang", lang, "--format", format]
    run = CliRunner().invoke(app, asked)
    assert run.exit_code == 0
    assert len(run.stdout.splitlines()) >= 13
