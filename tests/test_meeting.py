"""What the meeting tells: the best and what they did, how winners did it, what is in dispute, and to whom."""

import re
from datetime import date

import pytest

from data import publish
from data.home import Home, Settings
from data.publish import open_reader
from data.scope import OWNER
from metrics import meeting
from metrics.morning import board
from metrics.periods import parse
from metrics.workdays import load
from tests.bank import PACK, fill, reader
from tests.by_hand import put
from tests.test_pages import opened, shown
from tests.test_pledges import MADE

OCTOBER = parse("2026-10", PACK)
SALES = PACK.metrics["sales_amount"]


def test_the_best_are_named_with_what_they_did_and_nobody_of_the_lower_half(home: Home) -> None:
    fill(home)
    put(home, "sale", "sale day manager amount\nt1 2026-10-15 m1 9\nt2 2026-10-15 m2 4\nt3 2026-10-15 m3 2")
    put(
        home,
        "activity",
        "activity day manager channel outcome\na1 2026-10-15 m1 visit met\na2 2026-10-15 m1 phone missed",
    )
    metrics = [SALES, PACK.metrics["effective_contacts"]]
    with reader(home) as found:
        of = board(found, PACK, "HQ", date(2026, 10, 15), OCTOBER, metrics=metrics, workdays=load())
        best = meeting.best(found, PACK, of)
    assert [(each.manager, int(each.actual), each.contacts, each.effective, each.visits) for each in best] == [
        ("m1", 9, 2, 1, 1),
        ("m2", 4, 0, 0, 0),
    ]


def test_the_preparation_has_the_names_and_no_wall_gets_it(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    found = open_reader(sample_home, OWNER)
    assert found is not None
    with found:
        people = [row["name"] for row in found.rows("select distinct name from manager where name is not null")]
    head, wall = (
        shown(opened(sample_home, "meeting", monkeypatch, viewer=viewer, view="prepare", lang="zh"))
        for viewer in ("head:U0", "wall:U0")
    )
    assert any(name in head for name in people)
    assert not any(name in wall for name in people)


def test_the_best_step_tells_how_winners_did_it_and_a_wall_does_not(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, wall = (
        shown(opened(sample_home, "meeting", monkeypatch, viewer=viewer, step="best", lang="zh"))
        for viewer in ("head:U0", "wall:U0")
    )
    assert "获奖的人怎么做到的" in head and "获奖的人怎么做到的" not in wall


def test_my_gap_tells_a_person_what_came_of_the_own_pledges(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(home)
    home.save(Settings(sample=True))
    put(home, "pledge", f"{MADE}p1 2026-10-15 m1 sales_amount 5\np2 2026-10-15 m2 sales_amount 7")
    put(home, "sale", "sale day manager amount\nt1 2026-10-15 m1 9")
    publish.publish(home)
    text = shown(opened(home, "gap", monkeypatch, viewer="manager:m1", lang="zh", day="2026-10-15"))
    assert "承诺：今天 0 项，上一日 1 项" in text and "▲ 兑现，9 元" in text


def test_a_prize_many_won_is_told_in_one_line_with_how_many(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(opened(sample_home, "meeting", monkeypatch, viewer="head:U0", step="awards", lang="zh"))
    assert re.search(r"达标榜 · 2026年\d+月.*?▲ \d+ 人：", text)


def test_who_has_moved_reads_a_past_month_where_it_was_spent(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(home)
    home.save(Settings(sample=True))
    put(home, "assignment", "manager unit first_day last_day\nm1 E - 2026-10-31\nm1 W 2026-11-01 -", day="2026-11-02")
    put(home, "sale", "sale day manager amount\nt1 2026-11-02 m3 9", day="2026-11-02", covers=["HQ"])
    publish.publish(home)
    app = opened(home, "gap", monkeypatch, viewer="manager:m1", lang="zh", day="2026-11-02", period="2026-10")
    text = shown(app)
    assert "张 2026年10月" in text and "没有任何指标" not in text
