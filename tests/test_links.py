"""Personal links: a key opens the app as one viewer, and nothing is shown without one once there are any."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner, Result

from data import links, publish
from data.__main__ import app
from data.errors import Refused
from data.home import Home, open_home
from data.scope import OWNER, Viewer
from tests.bank import fill
from tests.browsing import WAIT, serve
from tests.test_pages import opened, shown

HEAD, MANAGER = Viewer("head", unit="E"), Viewer("manager", manager="m1")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path)


def test_a_home_without_links_asks_for_none(home: Home) -> None:
    assert links.viewer_of(home, None) is None


def test_each_key_opens_as_its_viewer_and_nothing_of_it_is_kept_in_clear(home: Home) -> None:
    keys = {viewer: links.make(home, viewer) for viewer in (HEAD, MANAGER)}
    assert {viewer: links.viewer_of(home, key) for viewer, key in keys.items()} == {HEAD: HEAD, MANAGER: MANAGER}
    assert not any(key in home.links.read_text("utf-8") for key in keys.values())


def test_a_new_key_ends_the_one_before_and_a_dropped_one_opens_nothing(home: Home) -> None:
    old, new = links.make(home, HEAD), links.make(home, HEAD)
    with pytest.raises(Refused, match="link_unknown"):
        links.viewer_of(home, old)
    links.drop(home, HEAD)
    with pytest.raises(Refused, match="link_unknown"):
        links.viewer_of(home, new)
    with pytest.raises(Refused, match="link_needed"):
        links.viewer_of(home, None)


def test_a_broken_file_opens_to_nobody_and_the_owner_has_no_link(home: Home) -> None:
    with pytest.raises(Refused, match="no_owner_link"):
        links.make(home, OWNER)
    home.links.write_text("[[link]", "utf-8")
    with pytest.raises(Refused, match="links_unread"):
        links.viewer_of(home, "x")


def test_the_app_shows_a_manager_the_own_numbers_and_nobody_anything_without_a_key(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(fill(home))
    key = links.make(home, MANAGER)
    without = opened(home, "morning", monkeypatch, lang="zh")
    wrong = opened(home, "morning", monkeypatch, lang="zh", key="x")
    mine = opened(home, "morning", monkeypatch, lang="zh", key=key)
    assert "个人链接" in without.error[0].value and "失效" in wrong.error[0].value
    assert "张" in shown(mine) and "key" not in mine.query_params and not mine.error


def test_the_viewer_of_the_address_counts_for_nothing_beside_a_key(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    publish.publish(fill(home))
    key = links.make(home, MANAGER)
    mine = opened(home, "morning", monkeypatch, lang="zh", key=key, viewer="head:HQ")
    assert mine.session_state["key"] == key and "王" not in shown(mine)


def test_links_are_made_listed_and_dropped_from_the_command_line(home: Home) -> None:
    def run(*words: str) -> str:
        return CliRunner().invoke(app, ["links", *words, "--home", str(home.path), "--lang", "en"]).output

    made = run("make", "head:E", "--address", "https://board.bank/")
    assert links.viewer_of(home, made.split("?key=")[1].split()[0]) == HEAD
    assert run("list").split() == ["head:E"]
    assert "nothing now" in run("drop", "head:E") and "No link" in run("drop", "head:E")


def test_the_browser_keeps_the_key_so_that_the_next_visit_needs_no_link(home: Home, browser: Browser) -> None:
    publish.publish(fill(home))
    key = links.make(home, MANAGER)
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    for server in serve(home):
        page.goto(f"{server}/?key={key}")
        expect(page.get_by_test_id("stSidebar")).to_contain_text("张", timeout=WAIT)
        page.goto(server)
        expect(page.get_by_test_id("stSidebar")).to_contain_text("张", timeout=WAIT)
        assert key not in page.url
    context.close()


def test_no_link_is_made_for_whom_the_published_records_do_not_know(home: Home) -> None:
    def made(whom: str) -> Result:
        return CliRunner().invoke(app, ["links", "make", whom, "--home", str(home.path), "--lang", "en"])

    assert made("head:NOPE").exit_code == 0
    publish.publish(fill(home))
    for whom in ("head:NOPE", "manager:nobody", "wall:NOPE"):
        assert (made(whom).exit_code, whom.split(":")[1] in made(whom).output) == (2, True)
    assert [made(whom).exit_code for whom in ("head:E", "manager:m5", "wall:HQ")] == [0, 0, 0]
    assert "NOPE" not in {link.viewer.split(":")[1] for link in links.links(home)[1:]}
