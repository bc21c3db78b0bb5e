"""Month end in Chromium: the head seals the month on the review page, takes its files, and each is noted."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from playwright.sync_api import Browser, Page

from data import inbox
from data.home import Home, open_home
from data.publish import open_reader, publish
from data.scope import OWNER, Viewer
from tests.browsing import WAIT, serve, settle, visit
from tests.by_hand import put
from tests.rewarded import team

HEAD = Viewer("head", unit="HQ")
ADDRESS = "review?viewer=head:HQ&period=2026-10&lang=zh"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """October over, two people of one unit."""
    home = team(open_home(tmp_path_factory.mktemp("end")), "2026-10-09 a 120\n2026-10-12 b 30", people="ab")
    publish(home)
    return home


@pytest.fixture(scope="module")
def server(home: Home) -> Iterator[str]:
    yield from serve(home)


def taken(page: Page, button: str, folder: Path) -> bytes:
    """The file behind a button."""
    with page.expect_download(timeout=WAIT) as found:
        page.get_by_role("button", name=button).click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path.read_bytes()


def test_a_month_is_sealed_by_a_button_and_its_files_say_so_whatever_comes_later(
    browser: Browser, server: str, home: Home, tmp_path: Path
) -> None:
    page = visit(browser, f"{server}/{ADDRESS}")
    settle(page)
    page.get_by_text("月度封账", exact=True).click()
    page.get_by_label("说明", exact=False).fill("余额未到")
    page.get_by_label("说明", exact=False).press("Tab")
    page.get_by_role("button", name="封账").click()
    page.wait_for_function("document.querySelector('.note')?.textContent.includes('已封账')", timeout=WAIT)
    put(home, "sale", "sale day manager amount\ns9 2026-10-20 b 50", day="2026-10-31", covers=["HQ"])
    publish(home)
    page.reload()
    settle(page)
    assert "150 元" in page.inner_text(".answer")
    book = openpyxl.load_workbook(io.BytesIO(taken(page, "Excel", tmp_path)))
    told = "\n".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(taken(page, "PDF", tmp_path))).pages)
    assert "已封账" in told and "150 元" in told and "已封账" in str(book.properties.contentStatus)
    with open_reader(home, OWNER) as reader:  # type: ignore[union-attr]
        published = [row["file"] for row in reader.rows("select file from export")]
    noted = [str(row["file"]) for row in inbox.entries(home, "export", HEAD.name)]
    assert {Path(file).suffix for file in (*published, *noted)} == {".xlsx", ".pdf"}
