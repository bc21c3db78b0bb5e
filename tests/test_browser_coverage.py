"""Coverage and My gap in a real Chromium: each view of the page, and the way from a number to the person."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import PHONE, WAIT, settle, visit

VIEWS = {
    "coverage": "下级机构的覆盖",
    "busy": "联系多、产出少",
    "steps": "最弱的一步",
    "hours": "黄金时段",
    "minimum": "每日底线",
    "promised": "项跟进未结",
    "kept": "流失",
    "honest": "日志",
}


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_answers_with_its_finding(browser: Browser, server: str, view: str) -> None:
    page = visit(browser, f"{server}/coverage?view={view}")
    settle(page)
    expect(page.locator(".finding").first).to_contain_text(VIEWS[view], timeout=WAIT)


def test_a_person_leads_to_their_gap_and_back_to_the_list(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/coverage?unit=U0101")
    settle(page)
    person = page.locator("a.row[href*=gap]").first
    name = person.locator(".name").inner_text()
    person.click()
    expect(page.locator(".answer")).to_contain_text(name, timeout=WAIT)
    expect(page.locator(".question")).to_contain_text("我离目标还有多远")


@pytest.mark.parametrize("path", ["coverage", "coverage?view=minimum", "gap?viewer=manager:M001"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_neither_page_scrolls_sideways_on_a_phone(browser: Browser, server: str, path: str, locale: str) -> None:
    page = visit(browser, f"{server}/{path}", PHONE, locale)
    settle(page)
    widths = page.evaluate(
        "[...document.querySelectorAll('.stMain, .stMainBlockContainer')].map(e => [e.scrollWidth, e.clientWidth])"
    )
    assert all(scroll <= client for scroll, client in widths)
