"""The page of rewards: what each role reads, the clicks that announce, decide, lock and note, and the way it looks."""

import re

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from data import publish
from data.home import Home, Settings
from data.scope import OWNER
from metrics.reward_view import rewards
from tests.browsing import PHONE, WAIT, settle, visit
from tests.by_hand import d, put
from tests.rewarded import team
from tests.test_pages import opened, shown

MONTHS = ("2026-10", "2026-11")


def read(app: AppTest) -> str:
    assert not app.exception
    return re.sub(r"<style>.*?</style>", "", shown(app), flags=re.S)


def at(home: Home, monkeypatch: pytest.MonkeyPatch, view: str, **address: str) -> AppTest:
    about = {"lang": "zh", "period": "2026-10", "view": view, "viewer": "head:HQ", "day": "2026-10-31", **address}
    return opened(home, "rewards", monkeypatch, **about)


@pytest.fixture
def won(home: Home) -> Home:
    """a comes to 125 %, b to 106 %, c to 99 %, d to nothing; who looks is said in the address."""
    team(home, "2026-10-09 a 125\n2026-10-12 b 106\n2026-10-13 c 99")
    home.save(Settings(sample=True))
    publish.publish(home)
    return home


def test_a_head_reads_who_won_and_how_far_everybody_is(won: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = read(at(won, monkeypatch, "progress"))
    assert "A（一等奖）" in text
    assert "一等奖：销售额完成率最先达到 120.0% 的 1 人，100 分" in text
    assert "二等奖：销售额完成率最先达到 105.0% 的 2 人，50 分" in text


def test_a_manager_reads_the_own_distance_and_nobody_elses(won: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = read(at(won, monkeypatch, "progress", viewer="manager:c"))
    assert "未到奖励线" in text and "离每个奖还差多少" in text
    assert not re.search(r">[ABD]<|A（", text)


def test_my_gap_tells_the_same_distance(won: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(won, "gap", monkeypatch, lang="zh", viewer="manager:c", day="2026-10-14", period="2026-10")
    assert "离每个奖还差多少" in read(app) and "还差 6" in read(app)


def test_announced_then_corrected_it_is_disputed_and_the_head_decides(
    won: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = at(won, monkeypatch, "awards")
    assert "4 项待公布" in read(app)
    app.button(key="announce").click().run()
    assert "已公布 4 项" in read(app) and "没有待公布的奖励" in read(app)
    assert "A" in read(at(won, monkeypatch, "awards", viewer="manager:d"))
    put(won, "sale", "sale day manager amount\ns1 2026-10-12 b 10", day="2026-10-31", covers=["HQ"])
    publish.publish(won)
    text = read(opened(won, "meeting", monkeypatch, lang="zh", view="prepare", viewer="head:HQ", day="2026-10-31"))
    assert "有异议的奖励 " in text and "未到奖励线" in text
    app = at(won, monkeypatch, "disputes")
    assert "现在按记录已不成立：未到奖励线" in read(app)
    app.text_input[0].set_value("退单")
    next(button for button in app.button if button.label == "撤销").click().run()
    assert "已撤销" in read(app) and "退单" in read(app)


def test_a_head_records_a_breach_and_clears_it(won: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = at(won, monkeypatch, "compliance")
    app.selectbox(key="breach_who").set_value("a")
    app.text_input(key="breach_what").set_value("双录不全")
    app.date_input[1].set_value(d("2026-10-01"))
    next(button for button in app.button if button.label == "保存合规记录").click().run()
    assert "早于开始日期" in read(app) and "合规记录 0 条" in read(app)
    app.selectbox(key="breach_who").set_value("a")
    app.text_input(key="breach_what").set_value("双录不全")
    app.date_input[1].set_value(None)
    next(button for button in app.button if button.label == "保存合规记录").click().run()
    assert "合规记录 1 条，1 条仍然有效" in read(app) and "A · 双录不全" in read(app)
    next(button for button in app.button if button.label == "撤销").click().run()
    assert "合规记录 1 条，0 条仍然有效" in read(app)
    assert "双录不全" not in read(at(won, monkeypatch, "compliance", viewer="manager:c"))


def test_a_rule_is_locked_for_the_unit_with_the_reason_on_record(won: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = at(won, monkeypatch, "whatif")
    assert "最多 100 分；若 4 人全部并列，最多 400 分" in read(app)
    app.number_input(key="line first_prize").set_value(130.0).run()
    app.text_input(key="rule_reason").set_value("旺季").run()
    app.button(key="lock_rule").click().run()
    assert "line = 1.3" in won.rules_file.read_text("utf-8")
    reader = publish.open_reader(won, OWNER)
    assert reader is not None
    with reader:
        (row,) = reader.rows("from rule_change")
    assert (row["unit"], row["rule"], row["what"], row["reason"]) == ("HQ", "first_prize", "line = 1.3", "旺季")
    found = [rewards(won, OWNER, each, None, as_of=d("2026-10-31"), today=d("2026-11-02")) for each in MONTHS]
    assert [str(each.pack.rewards["first_prize"].line) for each in found] == ["1.2", "1.3"]
    assert found[0].awards[0].state == "awarded"


@pytest.mark.parametrize("said", ["places = 150", "line = 0", "line = -0.5", "line = 1.055555"])
def test_whatever_the_rules_may_say_can_be_tried_and_is_locked_only_when_changed(
    won: Home, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    won.rules_file.write_text(f"[units.HQ.rewards.second_prize]\n{said}\n", "utf-8")
    app = at(won, monkeypatch, "whatif", rule="second_prize")
    assert not app.exception
    assert app.button(key="lock_rule").disabled
    app.number_input(key="line second_prize").set_value(111.0).run()
    assert not app.button(key="lock_rule").disabled


def test_a_winner_writes_down_what_worked_for_the_sharing_session(won: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = at(won, monkeypatch, "notes", viewer="manager:a")
    # two prizes of one person, each with a note of its own
    assert ["A · 一等奖 · 10月9日", "A · 达标榜 · 10月9日"] in [each.options for each in app.selectbox]
    app.text_area[0].set_value("先约到期客户")
    next(button for button in app.button if button.label == "保存经验").click().run()
    assert "先约到期客户" in read(at(won, monkeypatch, "notes", viewer="manager:d"))


def test_a_wall_is_shown_what_was_announced_alone(won: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = read(at(won, monkeypatch, "whatif", viewer="wall:HQ"))
    assert "一等奖" not in text and "还没有公布获奖" in text
    at(won, monkeypatch, "awards").button(key="announce").click().run()
    text = read(at(won, monkeypatch, "whatif", viewer="wall:HQ"))
    assert "一等奖 · A" in text and " C" not in text


@pytest.mark.parametrize("view", ["progress", "awards", "whatif", "notes"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_no_view_scrolls_sideways_on_a_phone(browser: Browser, server: str, view: str, locale: str) -> None:
    page = visit(browser, f"{server}/rewards?view={view}&period=2026-09", PHONE, locale)
    settle(page)
    expect(page.locator(".question")).to_be_visible(timeout=WAIT)
    widths = page.evaluate(
        "[...document.querySelectorAll('.stMain, .stMainBlockContainer')].map(e => [e.scrollWidth, e.clientWidth])"
    )
    assert all(scroll <= client for scroll, client in widths)
