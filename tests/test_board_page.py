"""The leaderboard's page: what each role reads there, and in Chromium the way from a name to the person."""

import re

import pytest
from playwright.sync_api import Browser, expect

from data.home import Home
from metrics.peers import Row
from pages.parts import bump
from tests.browsing import DESK, PHONE, WAIT, settle, visit
from tests.test_pages import opened, shown

NAMES = ("林晓彤", "贾承志", "萧子涵", "刘超", "高楠")


def read(home: Home, monkeypatch: pytest.MonkeyPatch, **address: str) -> str:
    app = opened(home, "board", monkeypatch, metric="fee_income", **{"lang": "zh", **address})
    assert not app.exception
    return re.sub(r"<style>.*?</style>", "", shown(app), flags=re.S)


def test_a_head_reads_who_leads_who_stands_where_and_who_is_left_out(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read(sample_home, monkeypatch)
    assert "林晓彤 142.4%，居 9 人之首，1 人已达到目标" in text
    assert all(name in text for name in NAMES)
    assert "5 人不参与排名" in text and "没有目标" in text


def test_a_manager_reads_what_the_best_needed_and_nobody_elses_name(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read(sample_home, monkeypatch, viewer="manager:M005")
    assert "魏宁中间业务收入完成率 17.2%；再多 39 元即进入前 25%" in text
    assert [name for name in NAMES if name in text] == []
    assert "/ 5" not in text  # no rank


def test_a_wall_reads_what_the_best_needed(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = read(sample_home, monkeypatch, viewer="wall:U0")
    assert "进入前 10% 需达到 142.4%" in text
    assert [name for name in [*NAMES, "没有目标"] if name in text] == []


@pytest.mark.parametrize("rank", ["attainment", "value", "score", "improved"])
@pytest.mark.parametrize("viewer", ["head:U01", "manager:M001", "manager:M010", "wall:U0201"])
def test_every_ranking_has_an_answer_for_every_role(
    sample_home: Home, rank: str, viewer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read(sample_home, monkeypatch, rank=rank, viewer=viewer, lang="en")
    answer = text.split('<p class="answer">')[1].split("</p>")[0]
    assert len(answer) > 10 and "–" not in answer


@pytest.mark.parametrize("address", [{"group": "role:king"}, {"within": "U0102"}, {"within": "nowhere"}])
def test_a_board_that_cant_be_had_is_said_and_ones_own_is_shown(
    sample_home: Home, address: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read(sample_home, monkeypatch, viewer="head:U0101", **address)
    assert "林晓彤 142.4%" in text
    assert any(word in text for word in ("不在您可看的范围内", "没有可看的可比组", "没有找到机构"))


def test_the_whole_bank_shows_a_head_the_own_people_alone(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = read(sample_home, monkeypatch, viewer="head:U0102", within="U0")
    assert "2 / 9" in text and "贾承志" in text
    assert "林晓彤" not in text


def test_a_name_leads_to_the_persons_gap(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/board?metric=fee_income", DESK)
    settle(page)
    page.locator(".board a", has_text="贾承志").click()
    expect(page.locator(".answer")).to_contain_text("贾承志", timeout=WAIT)


def test_on_a_phone_nothing_scrolls_sideways_and_a_choice_stays_in_the_address(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/board?viewer=manager:M005&metric=fee_income&rank=value", PHONE, "en-GB")
    settle(page)
    expect(page.locator(".board .mine")).to_contain_text("¥515", timeout=WAIT)
    for path in ("board?rank=score", "board?viewer=manager:M005&metric=fee_income"):
        page.goto(f"{server}/{path}")
        settle(page)
        wide = page.evaluate("[...document.querySelectorAll('.stMain')].map(e => e.scrollWidth - e.clientWidth)")
        assert wide == [0]


def row(rank: int, was: int, mine: bool = False) -> Row:
    return Row(f"m{rank}", f"m{rank}", "E", None, rank, 20, movement_period=was - rank, mine=mine)


def test_a_picture_has_twelve_lines_at_most_and_ones_own_among_them() -> None:
    rows = [row(rank, rank + 1, mine=rank == 18) for rank in range(1, 20)]
    assert [each.rank for each in bump.drawn(rows)] == [*range(1, 12), 18]
    assert bump.drawn([Row("a", "a", "E", None, 1, 20)]) == []


def test_ranks_shown_stand_a_line_apart_and_others_between_and_beyond_them() -> None:
    now = [1, 2, 10]
    assert [bump.height(rank, now, 20) for rank in (1, 2, 6, 10, 15, 20)] == [0, 1, 1.5, 2, 3, 4]
    assert bump.height(5, [10, 11], 20) == -1
