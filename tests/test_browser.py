"""The pages in a real Chromium on a fresh server: the door, both languages, a phone, and a click down the tree."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import DESK, PHONE, WAIT, settle, visit


def test_a_direct_visit_before_anybody_opened_the_front_door_enters_the_room(browser: Browser, fresh: str) -> None:
    page = visit(browser, f"{fresh}/target?viewer=wall:U0&lang=zh")
    expect(page.get_by_text("不在您的权限之内")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("link", name="回到晨会页")).to_be_visible(timeout=WAIT)
    assert page.locator(".answer").count() == 0


@pytest.mark.parametrize(("locale", "question"), [("zh-CN", "我们到目标了吗"), ("en-GB", "are we on target")])
def test_the_language_follows_the_browser_and_can_be_switched(
    browser: Browser, server: str, locale: str, question: str
) -> None:
    page = visit(browser, server, locale=locale)
    expect(page.get_by_text(question)).to_be_visible(timeout=WAIT)
    page.get_by_role("radio", name="English" if locale == "zh-CN" else "中文").click()
    expect(page.get_by_text("are we on target" if locale == "zh-CN" else "我们到目标了吗")).to_be_visible(timeout=WAIT)
    assert f"lang={'en' if locale == 'zh-CN' else 'zh'}" in page.url


@pytest.mark.parametrize("path", ["", "target", "target?by=manager", "targets", "targets?unit=U0101", "data"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, server: str, path: str, locale: str) -> None:
    page = visit(browser, f"{server}/{path}", PHONE, locale)
    settle(page)
    widths = page.evaluate(
        "[...document.querySelectorAll('.stMain, .stMainBlockContainer')].map(e => [e.scrollWidth, e.clientWidth])"
    )
    assert all(scroll <= client for scroll, client in widths)


@pytest.mark.parametrize("path", ["", "target?unit=U01"])
def test_what_one_touches_on_a_phone_is_large_enough(browser: Browser, server: str, path: str) -> None:
    page = visit(browser, f"{server}/{path}", PHONE)
    settle(page)
    touched = page.locator(".stMain a.row, .stMain .stPageLink a, .stMain .stButtonGroup button")
    heights = [box["height"] for found in touched.all() if (box := found.bounding_box())]
    assert heights
    assert min(heights) >= 44


def test_the_sidebar_folds_on_a_phone_once_a_page_is_chosen(browser: Browser, server: str) -> None:
    page = visit(browser, server, PHONE)
    settle(page)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="目标与实际", exact=True).click()
    expect(page.get_by_role("link", name="晨会", exact=True)).not_to_be_in_viewport(timeout=WAIT)
    assert "/target" in page.url


def test_the_headline_cards_of_a_phone_take_less_than_half_a_screen(browser: Browser, server: str) -> None:
    page = visit(browser, server, PHONE)
    settle(page)
    box = page.locator(".st-key-cards").bounding_box()
    assert box is not None and box["height"] < PHONE["height"] / 2


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_the_morning_page_fits_the_wall_without_scrolling(browser: Browser, server: str, locale: str) -> None:
    page = visit(browser, server, locale=locale)
    settle(page)
    height, seen = page.evaluate(
        "(() => { const m = document.querySelector('.stMain'); return [m.scrollHeight, m.clientHeight] })()"
    )
    assert height <= seen


def test_a_row_leads_down_the_tree_and_the_breadcrumb_back_up(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/target?unit=U0&lang=zh")
    settle(page)
    page.locator("a.row").first.click()
    page.wait_for_url(re.compile(r"unit=U0\d+"), timeout=WAIT)
    settle(page)
    page.locator(".stMain").get_by_role("link", name="›").first.click()
    page.wait_for_url(re.compile(r"unit=U0(&|$)"), timeout=WAIT)
    page.get_by_role("radio", name="客户经理").click()
    page.wait_for_url(re.compile(r"unit=U0&.*by=manager"), timeout=WAIT)


def test_another_viewer_starts_at_the_own_unit(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/target?unit=U0&lang=zh")
    settle(page)
    page.locator(".stSidebar").get_by_label("我是").first.click()
    page.get_by_role("option", name="罗建国").first.click()
    page.wait_for_url(re.compile(r"^(?!.*unit=).*viewer=head"), timeout=WAIT)


def test_the_menu_keeps_unit_day_and_language(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/?unit=U01&day=2026-10-12&lang=en")
    settle(page)
    page.get_by_role("link", name="Target and actual", exact=True).click()
    page.wait_for_url("**/target?*", timeout=WAIT)
    settle(page)
    assert all(part in page.url for part in ("unit=U01", "day=2026-10-12", "lang=en"))


def test_targets_are_typed_and_pasted_as_into_a_sheet(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/targets?unit=U0101&period=2026-11&metric=sales_amount&lang=zh")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    settle(page)
    grid = page.locator(".stDataFrame canvas").first.bounding_box()
    assert grid is not None
    page.mouse.click(grid["x"] + 220, grid["y"] + 54)
    page.wait_for_timeout(500)
    page.keyboard.type("1000", delay=80)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_contain_text("1,000", timeout=WAIT)
    settle(page)
    page.evaluate("navigator.clipboard.writeText('101\\n102\\n1,030.5\\n')")
    page.keyboard.press("Control+v")
    expect(page.locator(".answer")).to_contain_text("合计 1,233.5", timeout=WAIT)
    settle(page)
    page.evaluate("navigator.clipboard.writeText('80万\\n12,5\\n¥70\\n')")
    page.keyboard.press("Control+v")
    expect(page.get_by_role("alert")).to_contain_text("写着“12,5”", timeout=WAIT)
    expect(page.locator(".answer")).to_contain_text("3 人中 2 人已定，合计 150 万", timeout=WAIT)


def test_nothing_is_asked_of_any_other_machine(browser: Browser, server: str) -> None:
    asked: list[str] = []
    page = browser.new_context(viewport=DESK).new_page()  # type: ignore[arg-type]
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/target")
    settle(page)
    assert [
        address for address in asked if not address.startswith((server, "data:", "blob:", server.replace("http", "ws")))
    ] == []


KINDS = [
    ("deposit_growth", "明天起余额须达|保持现有余额即可达标", {"须达余额", "最近余额"}, {"每日还需", "当日应达"}),
    ("deposit_average", "明天起余额须达|保持现有余额即可达标", {"须达余额", "最近余额"}, {"每日还需", "序时进度"}),
    ("deposit_end", "前还须净增|保持现有余额即可达标", {"当日应达"}, {"须达余额", "每日还需", "按进度期末"}),
    ("deposit_end_growth", "月末余额(须达|不低于)", {"须达余额", "领先／落后"}, {"每日还需"}),
    (
        "effective_rate",
        "(低于|高出)目标 .+个百分点|与目标持平",
        {"综合得分"},
        {"每日还需", "序时进度", "按进度期末"},
    ),
    ("fee_income", "每天还需 .+按目前进度月末约", {"每日还需", "领先／落后"}, {"须达余额", "数值名次"}),
    ("new_effective_customers", "每天还需|已达成", {"每日还需"}, {"须达余额"}),
]


@pytest.mark.parametrize(("metric", "sentence", "there", "gone"), KINDS)
def test_each_kind_of_number_has_its_own_answer_and_columns(
    browser: Browser, server: str, metric: str, sentence: str, there: set[str], gone: set[str]
) -> None:
    page = visit(browser, f"{server}/target?metric={metric}&by=manager&lang=zh")
    settle(page)
    answer = page.locator(".answer").inner_text()
    assert re.search(sentence, answer.replace("\u00a0", " "))
    assert "–" not in answer
    # the table is a canvas; what a screen reader is given lies beneath it
    heads = page.locator(".stDataFrame canvas [role=columnheader]")
    heads.first.wait_for(state="attached", timeout=WAIT)
    named = {head.split("（")[0] for head in heads.all_text_contents()}
    assert there <= named
    assert not gone & named


def test_a_chart_is_told_in_a_sentence_and_stays_inside_a_phone(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/target?metric=deposit_average&lang=zh", PHONE)
    settle(page)
    expect(page.locator(".finding + .note").first).to_contain_text("目标", timeout=WAIT)
    box = page.locator(".stPlotlyChart").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
