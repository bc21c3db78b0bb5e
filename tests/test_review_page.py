"""The review page: what it says to whom, its comments, and the note of what is downloaded."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data import entries, publish
from data.home import Home, Settings, open_home
from data.scope import Viewer
from tests.by_hand import put
from tests.rewarded import team
from tests.test_pages import opened, shown

NAMES = {"a": "安静怡", "b": "白建国", "c": "曹雨"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = open_home(tmp_path_factory.mktemp("page"))
    team(home, "2026-10-09 a 120\n2026-10-12 b 30", people="abc")
    put(home, "manager", "\n".join(["manager name", *(f"{who} {name}" for who, name in NAMES.items())]))
    publish.publish(home)
    home.save(Settings(sample=True))
    return home


def at(home: Home, monkeypatch: pytest.MonkeyPatch, viewer: str, lang: str = "zh", period: str = "2026-10") -> AppTest:
    app = opened(home, "review", monkeypatch, viewer=viewer, lang=lang, period=period)
    assert not app.exception
    return app


@pytest.mark.parametrize(("lang", "says"), [("zh", "未封账"), ("en", "not sealed")])
def test_the_head_reads_who_reached_what_and_that_it_is_not_sealed(
    filled: Home, monkeypatch: pytest.MonkeyPatch, lang: str, says: str
) -> None:
    read = shown(at(filled, monkeypatch, "head:HQ", lang))
    assert says in read and all(name in read for name in NAMES.values())


def test_a_manager_reads_the_own_month_and_no_colleague(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    read = shown(at(filled, monkeypatch, "manager:b"))
    assert "白建国 2026年10月" in read and not [name for name in ("安静怡", "曹雨") if name in read]


def test_a_chart_of_the_first_rows_says_of_how_many(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.parts.document.MOST", 2)
    assert "（前 2 个，共 3 个）" in shown(at(filled, monkeypatch, "head:HQ"))


def test_a_month_without_records_says_so(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "还没有任何记录" in shown(at(filled, monkeypatch, "head:HQ", period="2026-08"))


def test_a_comment_is_read_at_once_in_its_section(filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"unit": "HQ", "period": "2026-10", "section": "summary", "what": "月底冲了一把"}
    entries.enter(filled, Viewer("head", unit="HQ"), "comment", [said], date(2026, 11, 2))
    assert "月底冲了一把" in shown(at(filled, monkeypatch, "head:HQ"))
    assert "月底冲了一把" not in shown(at(filled, monkeypatch, "manager:a"))
