"""Last place on the pages: the head's list with evidence, a person's own distance, and nothing of it for others."""

import csv
import io

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from data.home import Home
from data.scope import OWNER
from data.scope import parse as viewer_of
from data.text import LANGUAGES, say
from metrics import pack as packs
from metrics.__main__ import app as metrics_app
from metrics.last_evidence import NAMED
from metrics.last_place import Standing, last_place
from metrics.last_try import Tried, supposed, tried
from metrics.periods import parse
from metrics.workdays import load
from tests.test_pages import PAGES, opened, shown

PACK = packs.load("retail_bank")
MONTH = parse("2026-09", PACK)
PAGE = """
from metrics.periods import parse
from pages.parts import watching
from pages.parts.looking import looked
from pages.parts.room import enter
room = enter("gap")
watching.draw(looked(room, room.as_of, parse("2026-10", room.pack)))
"""


@pytest.fixture
def under_watch(sample_home: Home) -> dict[str, Standing]:
    rows = last_place(sample_home, OWNER, PACK, MONTH, "U0", workdays=load(sample_home))
    found = {each.manager: each for each in rows if each.state in NAMED}
    assert {each.state for each in found.values()} == set(NAMED)
    return found


def drawn(home: Home, monkeypatch: pytest.MonkeyPatch, **address: str) -> str:
    """The part as a page of its own."""
    monkeypatch.setenv("BOARD_HOME", str(home.path))
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.query_params.update(address)
    app.run()
    assert not app.exception
    return "\n".join([shown(app), *(str(each.value) for each in app.code)])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_head_reads_who_is_to_be_helped_and_with_what(
    sample_home: Home, under_watch: dict[str, Standing], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = drawn(sample_home, monkeypatch, viewer="head:U0", lang=lang)
    assert all(each.name and each.name in text for each in under_watch.values())
    for code in ("last.purpose", "last.state_watch", "last.state_coaching", "last.why_new", "last.tried_said"):
        assert say(code, lang) in text


def test_a_person_reads_the_own_state_and_no_other_name(
    sample_home: Home, under_watch: dict[str, Standing], monkeypatch: pytest.MonkeyPatch
) -> None:
    for who, each in under_watch.items():
        text = shown(opened(sample_home, "gap", monkeypatch, viewer=f"manager:{who}", lang="zh"))
        assert say("last.gentle", "zh") in text and say("last.purpose", "zh") not in text
        assert not any(other.name in text for other in under_watch.values() if other.name not in (None, each.name))


@pytest.mark.parametrize("viewer", ["data_officer:U0", "manager:M001"])
def test_others_read_of_nobody(
    sample_home: Home, under_watch: dict[str, Standing], viewer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = drawn(sample_home, monkeypatch, viewer=viewer, lang="zh")
    assert not any(str(each.name) in text for each in under_watch.values())


def test_my_gap_tells_the_person_and_the_head_and_nobody_else(
    sample_home: Home, under_watch: dict[str, Standing], monkeypatch: pytest.MonkeyPatch
) -> None:
    who = next(who for who, each in under_watch.items() if each.state == "coaching")
    told = {}
    for viewer in (f"manager:{who}", "head:U0", "data_officer:U0"):
        app = opened(sample_home, "gap", monkeypatch, viewer=viewer, manager=who)
        assert not app.exception
        told[viewer] = say("last.gentle", "zh") in shown(app)
    assert told == {f"manager:{who}": True, "head:U0": True, "data_officer:U0": False}


@pytest.mark.parametrize("viewer", ["wall:U0", "manager:M001"])
@pytest.mark.parametrize("page", [page for page in PAGES if page != "gap"])
def test_no_page_for_walls_and_colleagues_names_who_is_under_watch(
    sample_home: Home, under_watch: dict[str, Standing], page: str, viewer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, page, monkeypatch, viewer=viewer, lang="zh", period="2026-09")
    said = shown(app) + "".join(each.value.to_csv() for each in app.dataframe)
    # of two people of one name the other may stand anywhere
    names = {each.name for each in under_watch.values() if each.state == "coaching"}
    assert not any(str(name) in said for name in names)


@pytest.mark.parametrize("page", ["morning", "target", "coverage", "board"])
def test_what_a_head_shows_to_all_carries_no_state(
    sample_home: Home, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, page, monkeypatch, viewer="head:U0", lang="en", period="2026-09", by="manager")
    said = shown(app) + "".join(each.value.to_csv() for each in app.dataframe)
    assert not any(say(f"last.{code}", "en") in said for code in ("state_watch", "state_coaching", "gentle", "purpose"))


def test_call_lists_carry_no_state(sample_home: Home, under_watch: dict[str, Standing]) -> None:
    for who in under_watch:
        asked = ["call-list", "--manager", who, "--home", str(sample_home.path), "--format", "csv"]
        run = CliRunner().invoke(metrics_app, asked)
        heads = next(csv.reader(io.StringIO(run.stdout)))
        assert not {"state", "missing", "rank", "in_a_row"} & set(heads)
        assert not any(f",{state}," in run.stdout for state in NAMED)


def test_the_past_is_tried_for_heads_alone(sample_home: Home) -> None:
    def of(name: str) -> Tried:
        return tried(sample_home, viewer_of(name), PACK, "sales", MONTH, "U0", workdays=load(sample_home))

    assert not any(of(each) != Tried() for each in ("wall:U0", "manager:M012", "data_officer:U0", "head:U01"))
    assert [past.period for past in of("head:U0").past] == ["2026-08", "2026-09"]
    assert all(past.named for past in of("head:U0").past)


def test_another_line_names_others_and_stores_nothing(sample_home: Home) -> None:
    lower = supposed(PACK, "sales", bottom=1)
    rows = last_place(sample_home, OWNER, lower, MONTH, "U0", workdays=load(sample_home))
    assert sum(each.state in NAMED for each in rows) == 1
    assert PACK.last_place["sales"].bottom == 2
