"""A manager's whole day on a phone, and the head's look at it: gap, calls, log, evening review, and what others see."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from data.home import Home, open_home
from data.text import words
from tests.browsing import DESK, PHONE, WAIT, serve, settle, visit

ZH = words("zh")
ME = "viewer=manager:M001&lang=zh"
# the app publishes what forms left at most so many milliseconds later
PUBLISHED = 60_000


@pytest.fixture
def day(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(open_home(shutil.copytree(sample_home.path, tmp_path_factory.mktemp("day") / "home")))


def call(page: Page) -> str:
    """The first of the list is reached; gives the name."""
    name = page.locator(".call strong").first.inner_text().split("\u3000")[1]
    page.get_by_role("button", name=ZH["calls.enter"]).first.click()
    page.get_by_role("button", name=ZH["calls.outcome_reached"], exact=True).click()
    expect(page.locator(".call strong").first).not_to_contain_text(name, timeout=WAIT)
    settle(page)
    return name


def test_a_day_from_the_gap_to_the_evening_and_the_heads_screen(browser: Browser, day: str) -> None:
    page = visit(browser, f"{day}/gap?{ME}", PHONE)
    settle(page)
    before = page.locator(".finding", has_text="联系覆盖").inner_text()
    page.get_by_role("link", name=ZH["gap.to_calls"]).click()
    expect(page.locator(".call").first).to_be_visible(timeout=WAIT)
    page.get_by_role("radio", name=ZH["calls.day_today"], exact=True).click()
    settle(page)
    called = [call(page) for _ in range(3)]
    put_off(page)

    page.goto(f"{day}/gap?{ME}")
    settle(page)
    assert page.locator(".finding", has_text="联系覆盖").inner_text() == before
    expect(page.locator(".today")).to_contain_text("联系 3 次，有效 3 次，联系到 3 位客户", timeout=WAIT)

    page.goto(f"{day}/log?{ME}&view=read")
    settle(page)
    for name in called:
        expect(page.locator(".entries")).to_contain_text(name, timeout=WAIT)

    head = visit(browser, f"{day}/coverage?viewer=head:U01&lang=zh", DESK)
    settle(head)
    until_published(head)
    assert re.search("联系 3 次", head.locator(".today").inner_text())


def put_off(page: Page) -> None:
    page.get_by_role("button", name=ZH["calls.put_off"]).first.click()
    page.get_by_role("combobox", name=ZH["calls.put_off_why"]).click()
    page.get_by_role("option", name=ZH["calls.away"]).click()
    page.get_by_role("button", name=ZH["calls.put_off_save"]).click()
    expect(page.get_by_test_id("stToast")).to_be_visible(timeout=WAIT)


def until_published(page: Page) -> None:
    for _ in range(PUBLISHED // 3000):
        if page.locator(".today").count():
            return
        page.wait_for_timeout(3000)
        page.reload()
        settle(page)
