"""The work log in Chromium: a contact written down by keys alone, seen at once, read by the head, read back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from data import entries
from data.home import Home, open_home
from data.scope import Viewer
from tests.browsing import PHONE, WAIT, serve, settle, visit

# the focused element's name; the page as a whole, which keys reach too, is none
CALLED = """() => {
    const at = document.activeElement
    return at.tagName === "MAIN" ? "" : at.getAttribute("aria-label") || at.textContent
}"""
ME = "viewer=manager:M001&lang=zh"


@pytest.fixture(scope="module")
def own(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample again, to be written to."""
    place = tmp_path_factory.mktemp("log") / "home"
    shutil.copytree(sample_home.path, place)
    return open_home(Path(place))


@pytest.fixture(scope="module")
def server(own: Home) -> Iterator[str]:
    yield from serve(own)


def keys(page: Page, *pressed: str) -> None:
    """Keys as a person presses them; a word is typed."""
    for key in pressed:
        if key in ("Tab", "Enter", "Space", "ArrowRight", "ArrowDown", "Control+Enter"):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key, delay=20)
        page.wait_for_timeout(150)


def until(page: Page, label: str, limit: int = 40) -> None:
    """Tabs on until the focus is on what is called so."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if label in str(page.evaluate(CALLED)):
            return
    pytest.fail(f"no key leads to {label}")


def answer(page: Page) -> str:
    return page.inner_text(".answer")


def test_a_contact_is_written_by_keys_alone_and_seen_at_once(browser: Browser, server: str, own: Home) -> None:
    page = visit(browser, f"{server}/log?{ME}", PHONE)
    settle(page)
    until(page, "客户（")
    keys(page, "C00001", "Enter")
    until(page, "接通")
    keys(page, "Space")
    until(page, "说了什么")
    keys(page, "孩子明年上学")
    until(page, "接下来做什么")
    keys(page, "送教育金方案")
    until(page, "保存")
    keys(page, "Enter")
    page.wait_for_selector("text=已记下：周鹏，接通。", timeout=WAIT)
    assert "已记录 1 次联系，其中有效 1 次，联系到 1 位客户" in answer(page)
    assert "孩子明年上学" in page.inner_text(".entries")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    [promise] = entries.own(own, Viewer("manager", manager="M001"), "follow_up") or [{"what": "送教育金方案"}]
    assert promise["what"] == "送教育金方案"


def test_after_the_next_publish_the_head_reads_it(browser: Browser, server: str, own: Home) -> None:
    entries.enter(own, Viewer("manager", manager="M002"), "help_request", [{"what": "请一起拜访大客户"}])
    page = visit(browser, f"{server}/log?viewer=head:U0101&lang=zh&view=ask")
    for _ in range(12):
        settle(page)
        if page.locator("text=请一起拜访大客户").count():
            break
        page.wait_for_timeout(5000)
        page.reload()
    label = page.locator("label", has_text="请一起拜访大客户")
    label.wait_for(timeout=WAIT)
    label.click()
    keys(page, "周五上午一起去", "Enter")
    page.wait_for_selector("text=已答复。", timeout=WAIT)
    # what the run before drew stands until this one has gone past it
    label.wait_for(state="detached", timeout=WAIT)


def test_in_the_evening_what_was_planned_is_settled_with_why(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/log?{ME}&view=review", PHONE)
    settle(page)
    first = page.locator("[class*=st-key-review_]").first
    first.get_by_text("搁置").click()
    first.get_by_placeholder("原因").fill("客户出差")
    page.get_by_role("button", name="保存回顾").click()
    page.wait_for_selector("text=已保存 1 项回顾。", timeout=WAIT)
    assert page.get_by_placeholder("原因").first.input_value() == "客户出差"


@pytest.mark.parametrize("view", ["write", "plan", "review", "ask", "read", "goals"])
def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, server: str, view: str) -> None:
    page = visit(browser, f"{server}/log?viewer=manager:M001&lang=en&view={view}", PHONE, "en-US")
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
