"""The page of targets proposes, hands down, spreads, saves, locks and reveals, for whoever may."""

import shutil
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import targets
from data.home import Home, open_home
from data.scope import parse
from data.text import LANGUAGES, words
from tests.by_hand import lines
from tests.given import TODAY
from tests.test_data_page import press, said
from tests.test_pages import PAGES, opened, shown

HEAD = "head:U0101"
NOVEMBER = {"viewer": HEAD, "period": "2026-11", "metric": "sales_amount", "lang": "zh"}
OWN = "select amount from target where unit = 'U0101' and metric = 'sales_amount' and period = '2026-11'"
ZH = words("zh")


@pytest.fixture
def bank(sample_home: Home, tmp_path: Path) -> Home:
    """A sample of one's own, to write into."""
    shutil.copytree(sample_home.path, tmp_path / "bank")
    return open_home(tmp_path / "bank")


def page(home: Home, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    app = opened(home, "targets", monkeypatch, **(NOVEMBER | address))
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("metric", ["sales_amount", "deposit_average", "effective_rate", "deposit_end_growth"])
def test_every_kind_of_metric_is_shown_with_its_checks(
    sample_home: Home, metric: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(sample_home, monkeypatch, metric=metric, period="2026-10", lang=language)
    text, spoken = unescape(shown(app)), words(language)
    assert spoken["targets.question"] in text
    assert all(spoken[f"targets.check_{code}"] in text for code in ("long_term", "usual", "people", "concealed"))


@pytest.mark.parametrize("viewer", ["manager:M001", "wall:U0101"])
def test_who_sets_no_targets_doesnt_see_them(sample_home: Home, viewer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch, viewer=viewer)
    assert ZH["page.no_rights"].format(page=ZH["page.targets"]) in shown(app)
    assert not app.dataframe


def test_without_any_target_the_page_says_what_to_do(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch)
    assert "还没有定：可按通常水平建议，或从 Excel 粘贴" in shown(app)
    assert app.button(key="save_targets").disabled


def test_proposed_saved_locked_and_revised_with_a_reason(bank: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(page(bank, monkeypatch), ZH["targets.propose"])
    assert "处改动还没有保存" in shown(app)
    app = click(app, "save_targets")
    assert "已保存" in said(app)
    (first,) = lines(bank, OWN)
    app = press(app, ZH["targets.lock"])
    assert ZH["targets.done_locked"] in said(app)
    app.number_input(key="stretch_percent").set_value(150).run()
    app = click(press(app, ZH["targets.propose"]), "save_targets")
    assert ZH["targets.reason_missing"] in shown(app)
    assert lines(bank, OWN) == [first]
    app.text_input[0].set_value("行里要求").run()
    app = click(app, "save_targets")
    assert float(lines(bank, OWN)[0]) > float(first)
    history = "select distinct reason, locked, writer from target_history where unit = 'U0101' and locked"
    assert lines(bank, history) == [f"行里要求 True {HEAD}"]


def test_a_lock_below_asks_for_a_reason_there_and_is_said(bank: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    targets.lock(bank, parse(HEAD), "U0101", [targets.Days("2026-11")], today=TODAY)
    app = press(page(bank, monkeypatch, viewer="head:U01", by="unit"), ZH["targets.propose"])
    app = click(app, "save_targets")
    assert any("已经锁定" in warning.value for warning in app.warning)
    app.text_input[0].set_value("分行调整").run()
    click(app, "save_targets")
    assert len(lines(bank, OWN)) == 1


def test_a_target_handed_down_sums_to_the_stretched_one(bank: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    targets.save(bank, parse(HEAD), [stated("unit", "U0101", "2026-11", 1_000_001)], TODAY)
    app = press(page(bank, monkeypatch), ZH["targets.cascade_usual"])
    app = click(app, "save_targets")
    people = "metric = 'sales_amount' and period = '2026-11' and manager is not null"
    assert lines(bank, f"select sum(amount) from target where {people}", parse(HEAD)) == ["1200001.2"]
    assert app.session_state["cascade"] is False
    assert "比机构目标多 20 万" in shown(app).replace("\u00a0", " ")


@pytest.mark.parametrize("shape", ["even", "workdays", "last_year"])
def test_a_quarter_is_spread_over_its_months_exactly(bank: Home, shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    targets.save(bank, parse(HEAD), [stated("unit", "U0101", "2027Q1", 1_000_001)], TODAY)
    app = click(page(bank, monkeypatch, period="2027Q1"), f"spread_{shape}")
    months = "select count(*), sum(amount) from target where unit = 'U0101' and period like '2027-0%'"
    if shape == "last_year":
        assert ZH["targets.spread_no_year"] in shown(app)
        return
    press(app, ZH["targets.spread_save"].format(count=3))
    assert lines(bank, months) == ["3 1000001"]


def test_what_doesnt_add_up_is_not_spread(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(sample_home, monkeypatch, period="2026Q4", metric="deposit_average")
    assert ZH["targets.spread_not"] in said(app)


def stated(kind: str, owner: str, period: str, amount: int, level: str = "base") -> dict[str, Any]:
    return {"metric": "sales_amount", "period": period, "level": level, "amount": amount, kind: owner}


TASKS = [stated("unit", "U0101", "2026-10", 7770001, "task"), stated("manager", "M001", "2026-10", 7770002, "task")]


def payload(app: AppTest) -> str:
    """All that a page sends to the browser, tables and charts with it, without separators of thousands."""
    blocks = [str(element.proto) for element in [*app.main, *app.sidebar] if hasattr(element, "proto")]
    tables = [element.value.to_csv() for element in app.dataframe]
    return "\n".join([*blocks, *tables]).replace(",", "")


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("viewer", ["manager:M001", "wall:U0101"])
def test_a_task_target_is_in_nothing_a_manager_is_sent(
    concealed: Home, place: str, viewer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for by in ("unit", "manager"):
        asked = {"level": "task", "by": by, "period": "2026-10", "metric": "sales_amount", "unit": "U0101"}
        text = payload(opened(concealed, place, monkeypatch, viewer=viewer, lang="zh", **asked))
        assert not any(number in text for number in ("777000", "777 万", "¥7.77M", "7.77"))


def test_a_manager_reads_the_same_whether_a_concealed_task_target_exists_or_not(
    concealed: Home, sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"level": "task", "period": "2026-10", "metric": "sales_amount", "viewer": "manager:M001", "lang": "zh"}
    one, other = (shown(opened(home, "target", monkeypatch, **asked)) for home in (concealed, sample_home))
    assert one == other
    assert ZH["target.nothing_shown"] in one
    assert not any(word in one for word in ("导入", "未设", "尚未"))


@pytest.fixture(scope="module")
def concealed(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    path = tmp_path_factory.mktemp("concealed") / "bank"
    shutil.copytree(sample_home.path, path)
    targets.save(open_home(path), parse(HEAD), TASKS, TODAY)
    return open_home(path)


def test_the_head_sees_it_concealed_and_reveals_it_for_managers(bank: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    targets.save(bank, parse(HEAD), TASKS, TODAY)
    asked = {"level": "task", "period": "2026-10"}
    app = page(bank, monkeypatch, **asked)
    assert ZH["targets.concealed"] in shown(app)
    assert "777" in payload(app)
    app = click(app, "reveal_yes")
    assert ZH["targets.done_revealed"] in said(app)
    assert lines(bank, "select distinct unit, period, writer from reveal where unit = 'U0101'") == [
        f"U0101 2026-10 {HEAD}"
    ]
    mine = opened(bank, "target", monkeypatch, viewer="manager:M001", lang="zh", metric="sales_amount", **asked)
    assert "777" in payload(mine)


def test_a_data_officer_enters_task_targets_but_reveals_none(bank: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    targets.save(bank, parse(HEAD), TASKS, TODAY)
    app = page(bank, monkeypatch, viewer="data_officer:U0101", level="task", period="2026-10")
    assert ZH["targets.concealed"] in shown(app)
    assert not [button for button in app.button if button.key == "reveal_yes"]


def test_what_if_shows_now_and_then_and_stores_nothing(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"viewer": HEAD, "metric": "sales_amount", "period": "2026-10", "lang": "zh", "by": "manager"}
    app = opened(sample_home, "target", monkeypatch, **asked)
    weights = [field for field in app.number_input if field.label.startswith("权重")]
    next(field for field in app.number_input if field.label.startswith("换成")).set_value(1.0)
    weights[0].set_value(90)
    app = press(app, ZH["target.whatif_ask"])
    assert not app.exception
    tried = app.dataframe[-1].value
    assert tried["attainment_then"][0] > tried["attainment_now"][0]
    assert "（未保存）" in shown(app)
    assert "10000" not in lines(sample_home, "select amount from target where unit = 'U0101'")


def test_a_manager_is_offered_no_what_if(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_home, "target", monkeypatch, viewer="manager:M001", lang="zh")
    assert not app.number_input


@pytest.mark.parametrize("by", ["unit", "manager"])
def test_breadth_stands_on_the_target_page(sample_home: Home, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_home, "target", monkeypatch, viewer="head:U0", lang="zh", by=by)
    assert not app.exception
    matrix = next(frame.value for frame in app.dataframe if "sellers" in frame.value)
    assert matrix["sellers"].is_monotonic_increasing
    assert matrix["product"].is_unique


def test_cells_that_cant_be_read_are_named_and_nothing_is_saved_until_they_can(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(sample_home, monkeypatch)
    key = f"{HEAD} U0101 2026-11 sales_amount base manager"
    app.session_state["draft"] = {key: {("unit", "U0101"): Decimal(1_000_000)}}
    app.session_state["draft_texts"] = {key: {("manager", "M001"): "abc", ("unit", "U0101"): "12,5"}}
    app.run()
    (told,) = [each.value for each in app.warning]
    assert "有 2 格读不出" in told
    assert "的“新目标”写着“abc”（不是数字）" in told
    assert "写着“12,5”（逗号是小数点还是千位分隔" in told
    assert app.button(key="save_targets").disabled
    app.session_state["draft_texts"] = {}
    assert not app.run().button(key="save_targets").disabled


def test_unlocking_asks_why_and_the_history_tells_lock_end_and_what_changed_between(
    bank: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets.save(bank, parse(HEAD), [stated("unit", "U0101", "2026-11", 1_000_000)], TODAY)
    app = page(bank, monkeypatch)
    app.text_input(key="signed_now").set_value("王敏").run()
    app = press(app, ZH["targets.lock"])
    app = press(app, ZH["targets.unlock"])
    assert ZH["targets.unlock_missing"] in shown(app)
    next(field for field in app.text_input if str(field.key).startswith("unlock_reason")).set_value("总行调整").run()
    app = press(app, ZH["targets.unlock"])
    assert ZH["targets.done_unlocked"] in said(app)
    targets.save(bank, parse(HEAD), [stated("unit", "U0101", "2026-11", 2_000_000)], TODAY)
    (history,) = [frame.value for frame in page(bank, monkeypatch).dataframe if "whose" in frame.value]
    assert history[["what", "reason", "then"]].values.tolist() == [
        ["改动", "", "解锁后"],
        ["解除锁定", "总行调整", ""],
        ["锁定", "", ""],
        ["设定", "", ""],
    ]
    name = app.session_state["signed"]
    assert name == "王敏"
    assert history["who"][1].startswith("王敏（") and history["who"][0].endswith("负责人（未署名）")


def test_a_revision_leaves_as_it_was_how_the_target_is_prorated(bank: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stated("manager", "M001", "2026-11", 1_000_000) | {"prorate": "no", "shape": "even"}
    targets.save(bank, parse(HEAD), [whole], TODAY)
    app = page(bank, monkeypatch)
    app.session_state["draft"] = {
        f"{HEAD} U0101 2026-11 sales_amount base manager": {("manager", "M001"): Decimal(2_000_000)}
    }
    click(app.run(), "save_targets")
    rows = lines(bank, "select amount, prorate, shape from target where manager = 'M001' and period = '2026-11'")
    assert rows == ["2000000 False even"]


def test_the_count_of_failed_checks_is_the_count_of_those_shown(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(sample_home, monkeypatch, viewer="head:U0", period="2026-10")
    text = unescape(shown(app))
    red = text.count(f"！ {ZH['targets.check_failed']}")
    assert red == 0 or ZH["targets.checks_failed"].format(count=red) in text


def test_one_history_whatever_the_rows_call_the_metric(bank: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, amount in (("销售额", 1_000_000), ("sales_amount", 1_000_000), ("sales_amount", 3_000_000)):
        row = stated("unit", "U0101", "2026-11", amount) | {"metric": name}
        targets.save(bank, parse(HEAD), [row], TODAY)
    (history,) = [frame.value for frame in page(bank, monkeypatch).dataframe if "whose" in frame.value]
    assert history[["before", "amount"]].fillna(0).values.tolist() == [[100, 300], [0, 100]]
