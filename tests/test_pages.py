"""Every page opens for every role, with rows and with none, and says so when it may not."""

from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.navigation.page import Page
from streamlit.testing.v1 import AppTest

from data import publish
from data.home import Home, Settings, open_home
from data.text import LANGUAGES, words
from metrics.currency import in_currency
from metrics.pack import load
from pages.parts import menu
from tests.by_hand import put

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
VIEWERS = ("head:U0", "head:U0101", "data_officer:U0", "manager:M001", "wall:U0")


def opened(home: Home, page: str, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """The page as a visitor of that address gets it, through the front door."""
    monkeypatch.setenv("BOARD_HOME", str(home.path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params.update(address)
    app.run()
    if page != "morning":
        app.query_params.clear()
        app.query_params.update(address)
        app.switch_page(f"pages/{page}.py").run()
    return app


def shown(app: AppTest) -> str:
    """All the text of a page."""
    parts = [element.proto.body for element in app.get("html")]
    parts += [element.value for kind in (app.markdown, app.info, app.warning) for element in kind]
    return "\n".join(str(part) for part in parts)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_as_every_role(
    sample_home: Home, page: str, viewer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, page, monkeypatch, viewer=viewer, lang="zh")
    assert not app.exception
    assert shown(app)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "yesterday"])
@pytest.mark.parametrize("page", PAGES)
def test_a_slip_of_the_day_in_the_address_is_passed_over(
    sample_home: Home, page: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, page, monkeypatch, lang="zh", day=day)
    assert not app.exception


@pytest.mark.parametrize("viewer", ["manager:ZZ", "head:ZZ"])
def test_a_viewer_nobody_knows_gets_one_sentence(
    sample_home: Home, viewer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "morning", monkeypatch, lang="zh", viewer=viewer)
    code = "metric.unknown_manager" if viewer.startswith("manager") else "metric.unknown_unit"
    assert ([each.value for each in app.error], len(app.exception)) == ([words("zh")[code].format(text="ZZ")], 0)


def test_settings_that_cant_be_read_are_said(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.path.mkdir(parents=True, exist_ok=True)
    home.settings_file.write_text("colour = 1", "utf-8")
    app = opened(home, "morning", monkeypatch, lang="en")
    assert not app.exception
    assert "settings.toml" in app.error[0].value


@pytest.fixture(scope="module")
def contacts_alone(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two people's contacts, and nothing else: no customers, no tree, no sales, no targets."""
    made = open_home(tmp_path_factory.mktemp("contacts") / "home")
    made.save(Settings(sample=False))
    put(made, "activity", "activity day manager outcome\na1 2026-10-14 m1 reached\na2 2026-10-15 m2 missed")
    publish.publish(made)
    return made


@pytest.mark.parametrize("viewer", ["head:*", "manager:m1"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_contacts_alone(
    contacts_alone: Home, page: str, viewer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(contacts_alone, page, monkeypatch, viewer=viewer, lang="zh")
    assert not app.exception
    assert shown(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_an_empty_home(
    home: Home, page: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.save(Settings(sample=False))
    app = opened(home, page, monkeypatch, lang=language)
    assert not app.exception
    if page != "data":
        assert words(language)["page.no_records"] in shown(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_morning_page_answers_its_question(
    sample_home: Home, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shown(opened(sample_home, "morning", monkeypatch, lang=language))
    assert words(language)["morning.question"] in text
    assert '<p class="answer">' in text
    assert any(words(language)[f"band.{band}"] in text for band in ("ahead", "on_track", "behind", "at_risk"))


def test_a_role_without_rights_gets_a_sentence_and_a_way_back(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "data", monkeypatch, viewer="manager:M001", lang="zh")
    assert words("zh")["page.no_rights"].format(page=words("zh")["page.data"]) in shown(app)


def test_every_page_says_who_may_open_it() -> None:
    assert sorted(menu.ROLES) == PAGES


@pytest.mark.parametrize("dropped", [False, True])
@pytest.mark.parametrize(
    ("viewer", "hidden"),
    [("manager:M001", {"meeting", "coverage", "targets", "data"}), ("head:U0101", set())],
)
def test_the_menu_shows_nobody_a_page_that_refuses_them(
    sample_home: Home, viewer: str, hidden: set[str], dropped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, drawn = [], st.navigation

    def navigation(pages: list[Page]) -> Page:
        seen.append({page.url_path for page in pages if page.visibility == "hidden"})
        return drawn(pages)

    monkeypatch.setattr(st, "navigation", navigation)
    monkeypatch.setenv("BOARD_HOME", str(sample_home.path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    if dropped:
        # Streamlit's own menu drops the viewer from the address between pages
        app.session_state["page"], app.session_state["kept"] = "gap", {"viewer": viewer}
    else:
        app.query_params["viewer"] = viewer
    app.run()
    assert seen == [hidden]


def test_a_unit_of_somebody_else_is_not_shown(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_home, "target", monkeypatch, viewer="head:U0101", unit="U0", lang="zh")
    assert words("zh")["page.no_such_unit"].format(unit="U0") in shown(app)
    assert not app.dataframe


def test_a_manager_sees_the_own_numbers_only(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_home, "target", monkeypatch, viewer="manager:M001", manager="M002", by="manager", lang="zh")
    assert not app.dataframe
    assert "林晓彤" in shown(app)


def test_unit_and_day_of_the_address_are_taken(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_home, "target", monkeypatch, viewer="head:U0", unit="U0101", day="2026-10-12", lang="zh")
    assert not app.exception
    assert "2026年10月12日" in shown(app)
    assert app.sidebar.date_input[0].value == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("name", "value"), [("day", "gestern"), ("viewer", "king"), ("period", "???"), ("metric", "x")]
)
def test_nonsense_in_the_address_does_no_harm(
    sample_home: Home, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "target", monkeypatch, **{name: value}, lang="zh")
    assert not app.exception


def test_names_are_shown_as_text_and_never_run(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_home, "target", monkeypatch, unit="<img src=x>", lang="zh")
    assert "<img" not in "\n".join(str(element.proto.body) for element in app.get("html"))


def test_pages_below_the_look_write_no_colour_of_their_own() -> None:
    sources = [path for path in (ROOT / "pages").rglob("*.py") if path.name != "colours.py"]
    assert [path.name for path in sources if "#0F6B6B" in path.read_text("utf-8")] == []


def test_a_day_the_records_have_not_reached_is_said_and_the_last_one_shown(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shown(opened(sample_home, "morning", monkeypatch, day="2026-11-30", lang="en"))
    assert "no records for Mon 30 Nov 2026 yet" in text
    assert "data to Thu 15 Oct 2026" in text


def test_a_quarter_with_some_targets_names_the_months_that_lack_one(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "target", monkeypatch, period="2026Q4", level="stretch", lang="zh")
    assert "只有10月有目标，缺11月、12月" in shown(app)


def test_before_the_first_workday_is_over_there_is_no_pace(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(opened(sample_home, "morning", monkeypatch, day="2026-10-05", lang="zh"))
    assert "本期第一个工作日尚未过完" in text
    assert "还没有目标可比" not in text


def test_a_row_without_a_rank_says_why(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = opened(sample_home, "target", monkeypatch, by="manager", lang="zh").dataframe[0].value
    left_out = frame[frame["rank"].isna() & (frame["name"] != "未分配到人")]
    assert len(left_out)
    assert left_out["remark"].str.startswith("不排名：").all()


def test_a_persons_page_shows_the_way_down_to_the_name(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_home, "target", monkeypatch, manager="M001", lang="zh")
    assert "<strong>林晓彤</strong>" in shown(app)
    assert [link.proto.label for link in app.get("page_link")][:1] == ["云江银行　›"]


def test_money_is_counted_in_the_homes_currency() -> None:
    units = {metric.unit for metric in in_currency(load("retail_bank"), "USD").metrics.values()}
    assert "USD" in units and "CNY" not in units


@pytest.mark.parametrize("page", PAGES)
def test_damaged_figures_are_said_in_one_sentence_wherever_one_enters(
    home: Home, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.save(Settings(sample=False))
    home.marts.mkdir(parents=True)
    (home.marts / "000001.duckdb").write_bytes(b"no figures at all")
    home.current.write_text("000001", "ascii")
    monkeypatch.setenv("BOARD_HOME", str(home.path))
    for entry in ("dashboard.py", f"pages/{page}.py"):
        app = AppTest.from_file(str(ROOT / entry), default_timeout=60)
        app.query_params.update({"lang": "en"})
        app.run()
        assert (len(app.exception), len(app.error)) == (0, 1)
        assert "data publish makes them anew" in app.error[0].value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("metric", load("retail_bank").metrics)
def test_the_target_page_has_an_answer_for_every_metric(
    sample_home: Home, metric: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "target", monkeypatch, metric=metric, by="manager", lang=language)
    answer = next(element.proto.body for element in app.get("html") if '<p class="answer">' in element.proto.body)
    assert not app.exception
    assert "–" not in answer.split("</p>")[0]
    assert app.dataframe[0].value.drop(columns="remark", errors="ignore").notna().any().all()


def test_a_pack_with_weights_shows_the_score_of_units_and_people(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for by in ("unit", "manager"):
        frame = opened(sample_home, "target", monkeypatch, by=by, lang="zh").dataframe[0].value
        assert frame["score"].notna().any()


def test_a_metric_that_is_not_there_is_named_and_not_passed_over(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "target", monkeypatch, viewer="head:U0", metric="zzz", lang="zh")
    assert any("没有指标“zzz”" in info.value for info in app.info)
