"""The call list on a phone: outcome in two taps, put off with a reason, and the list as files."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from data.home import Home, open_home
from data.text import words
from tests.browsing import PHONE, WAIT, serve, settle, visit

ZH = words("zh")
LIST = "calls?viewer=manager:M001&lang=zh"


@pytest.fixture
def called(sample_home: Home, tmp_path: Path) -> Iterator[str]:
    """A server of a sample of its own, to be written into."""
    yield from serve(open_home(shutil.copytree(sample_home.path, tmp_path / "home")))


def names(page: Page) -> list[str]:
    return [text.split("\u3000")[1] for text in page.locator(".call strong").all_inner_texts()]


def count(page: Page) -> int:
    return int(page.locator(".answer").inner_text().split("有 ")[1].split(" ")[0])


def test_a_manager_enters_an_outcome_in_two_taps_and_puts_a_call_off(called: str, browser: Browser) -> None:
    page = visit(browser, f"{called}/{LIST}", PHONE)
    settle(page)
    first, second = names(page)[:2]
    many = count(page)
    page.get_by_role("button", name=ZH["calls.enter"]).first.click()
    page.get_by_role("button", name=ZH["calls.outcome_reached"], exact=True).click()
    expect(page.locator(".answer")).to_contain_text(f"有 {many - 1} 位", timeout=WAIT)
    settle(page)
    assert first not in names(page)
    assert "已接通 1 位" in page.locator(".answer + .note").inner_text()
    page.get_by_role("button", name=ZH["calls.put_off"]).first.click()
    page.get_by_role("combobox", name=ZH["calls.put_off_why"]).click()
    page.get_by_role("option", name=ZH["calls.away"]).click()
    page.get_by_role("button", name=ZH["calls.put_off_save"]).click()
    expect(page.locator(".answer")).to_contain_text(f"有 {many - 2} 位", timeout=WAIT)
    settle(page)
    assert second not in names(page)
    assert {first, second} <= set(page.locator(".list li span:first-child").all_inner_texts())


def test_a_phone_shows_the_list_without_sideways_scrolling(server: str, browser: Browser) -> None:
    page = visit(browser, f"{server}/{LIST}", PHONE)
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    small = page.locator(".stPopover button").evaluate_all("all => all.filter(b => b.offsetHeight < 44).length")
    assert small == 0
    page.get_by_role("button", name=ZH["calls.put_off"]).first.click()
    fields = page.get_by_role("dialog").locator(".stSelectbox [role=group], [data-testid=stDateInputField]")
    expect(fields.first).to_be_visible()
    assert fields.evaluate_all("all => all.filter(e => e.offsetHeight < 44).length") == 0


def test_the_list_comes_as_a_workbook_and_to_print(server: str, browser: Browser) -> None:
    page = visit(browser, f"{server}/{LIST}")
    settle(page)
    shown = names(page)
    files = {}
    for kind in ("xlsx", "pdf"):
        with page.expect_download(timeout=WAIT) as waiting:
            page.get_by_role("button", name=ZH[f"calls.download_{kind}"]).click()
        files[kind] = waiting.value.path().read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).worksheets[0]
    head = next(row for row in range(1, 12) if sheet.cell(row, 2).value == ZH["calls.name"])
    assert [sheet.cell(head + place, 2).value for place in range(1, len(shown) + 1)] == shown
    text = "".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages)
    assert all(name in text for name in shown)
