"""The meeting in a real browser: from the first step to the last by keys, and a wall that is left alone."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from data import inbox, publish, sample
from data.home import Home, open_home
from data.scope import OWNER
from metrics.pack import load
from tests.browsing import WAIT, serve, visit

STEPS: list[str] = [step.show for step in load("retail_bank").meeting.steps]
DAY: dict[str, object] = {"day": "2026-10-15", "metric": "effective_contacts"}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A sample of its own, with pledges of its last day."""
    home = open_home(tmp_path_factory.mktemp("meeting"))
    sample.make(home, "small", as_of=date(2026, 10, 15))
    pledges = [DAY | {"manager": f"M{n:03}", "amount": amount} for n in range(1, 9) for amount in (1, 50)]
    inbox.put(home, "pledge", pledges, "head:U0")
    inbox.take(home, today=date(2026, 10, 16), settled=0)
    return home


@pytest.fixture(scope="module")
def server(bank: Home) -> Iterator[str]:
    yield from serve(bank)


def named(home: Home) -> set[str]:
    """The names of all people and customers."""
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        return {row["name"] for row in reader.rows("select name from manager union select name from customer")} - {None}


def at(page: Page, step: str) -> str:
    """The text of the page once it stands at a step."""
    page.wait_for_url(re.compile(f"step={step}"), timeout=WAIT)
    place = STEPS.index(step) + 1
    expect(page.locator(".st-key-foot .where")).to_contain_text(re.compile(rf"^{place}\D+{len(STEPS)}"), timeout=WAIT)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=WAIT)
    return page.inner_text(".stMain")


def test_the_meeting_goes_from_first_to_last_and_back_by_keys(server: str, browser: Browser) -> None:
    page = visit(browser, f"{server}/meeting?viewer=head:U0&lang=zh&step={STEPS[0]}")
    for number, step in enumerate(STEPS):
        at(page, step)
        size, text = (page.eval_on_selector(f".st-key-stage {css}", "e => parseFloat(getComputedStyle(e).fontSize)")
                      for css in (".headline", ".body"))  # fmt: skip
        assert (size >= 72, text >= 32) == (True, True)
        assert page.evaluate("document.querySelector('.stMain').scrollHeight <= innerHeight"), step
        assert page.locator(".countdown").get_attribute("data-step") == step
        if step != STEPS[-1]:
            page.keyboard.press(("ArrowRight", "PageDown")[number % 2])
    page.keyboard.press("PageUp")
    at(page, STEPS[-2])
    page.keyboard.press("ArrowLeft")
    at(page, STEPS[-3])
    assert not page.locator(".stSidebar").is_visible()


def test_a_wall_left_alone_turns_twice_shows_a_new_version_and_names_nobody_it_must_not(
    bank: Home, server: str, browser: Browser
) -> None:
    page = visit(browser, f"{server}/meeting?viewer=wall:U0&lang=zh&turn=1")
    settle_wall(page)
    names, seen = named(bank), []
    before = publish.current_version(bank)
    for step in [*STEPS, *STEPS]:
        text = at(page, step)
        seen.append(step)
        hidden = names if step not in ("best", "awards") else names - people(bank)
        assert [name for name in hidden if name in text] == []
        if len(seen) == 3:
            pledge = DAY | {"day": "2026-10-16", "manager": "M001", "amount": 7}
            inbox.put(bank, "pledge", [pledge], "head:U0")
            inbox.take(bank, today=date(2026, 10, 16), settled=0)
    assert f"版本 {(before or 0) + 1}" in text
    assert "1 人" in text


def people(home: Home) -> set[str]:
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        return {row["name"] for row in reader.rows("select distinct name from manager where name is not null")}


def settle_wall(page: Page) -> None:
    page.wait_for_selector(".st-key-stage .headline", timeout=WAIT)


def test_a_rerun_of_a_wall_keeps_its_place(server: str, browser: Browser) -> None:
    page = visit(browser, f"{server}/meeting?viewer=wall:U0&lang=en&step=gaps&turn=600")
    settle_wall(page)
    page.keyboard.press("r")
    page.wait_for_timeout(500)
    at(page, "gaps")


def typed(page: Page, *cells: str) -> None:
    """Types into the first column of the grid, from the first person down."""
    box = page.locator(".st-key-pledges canvas").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 600, box["y"] + 54)
    page.wait_for_timeout(500)
    for cell in cells:
        page.keyboard.type(cell, delay=80)
        page.wait_for_timeout(200)
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)


def test_pledges_typed_into_the_grid_are_saved_with_one_click_and_seen_at_once(server: str, browser: Browser) -> None:
    page = visit(browser, f"{server}/meeting?viewer=head:U0101&lang=zh&step=pledges")
    at(page, "pledges")
    typed(page, "8", "six")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    save = page.get_by_role("button", name="保存承诺")
    save.click()
    expect(page.locator(".stAlert")).to_contain_text("“six”", timeout=WAIT)
    page.reload()
    at(page, "pledges")
    typed(page, "8", "6")
    save.click()
    expect(page.locator(".stAlert")).to_contain_text("2 项承诺已保存", timeout=WAIT)
    assert "14" in at(page, "pledges")
