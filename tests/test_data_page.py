"""The data page takes files in, says what became of each row, and offers what helps to mend the rest."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import ingest, publish
from data.home import Home, Settings
from data.kinds import kinds
from data.needs import SMALLEST, needs
from data.scope import OWNER
from data.text import say, words
from tests.test_pages import opened, shown

VIEWS = ("import", "aside", "batches", "complete", "needs")
SALES = "日期,客户经理,金额\n2026-11-02,王芳,1200\n2026-11-03,王芳,800\n2021-02-29,王芳,100\n"
TARGETS = "客户经理,月份,目标值\n王芳,2026年11月,3000\n"


@pytest.fixture
def visitor(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The page on a home of one's own that is still empty."""
    home.save(Settings())
    yield opened(home, "data", monkeypatch, lang="zh")


def said(app: AppTest) -> str:
    texts = [element.value for kind in (app.success, app.error, app.caption, app.subheader) for element in kind]
    return shown(app) + "\n".join(texts)


def upload(app: AppTest, *files: tuple[str, str]) -> AppTest:
    app.file_uploader[0].set_value([(name, text.encode(), "text/csv") for name, text in files])
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_on_the_sample(
    sample_home: Home, view: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "data", monkeypatch, view=view, lang=language)
    assert not app.exception
    assert words(language)["data.question"] in unescape(shown(app))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_before_anything_is_there(home: Home, view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    home.save(Settings())
    assert not opened(home, "data", monkeypatch, view=view, lang="zh").exception


def test_the_first_line_names_the_late_unit_and_its_day(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(opened(sample_home, "data", monkeypatch, lang="zh"))
    assert "石桥支行只到" in text and "10月13日" in text


def test_a_file_is_shown_before_it_is_imported_and_its_rows_add_up_after(visitor: AppTest, home: Home) -> None:
    app = upload(visitor, ("业绩.csv", SALES), ("目标.csv", TARGETS))
    assert "3 行，其中 2 行读得懂" in shown(app)
    assert not home.records.exists()
    app = press(app, say("data.import_button", "zh", count=2))
    assert "3 行 = 收下 2 + 未变 0 + 未收下 1" in said(app)
    assert "1 行 = 收下 1 + 未变 0 + 未收下 0" in said(app)


def test_a_file_that_cannot_be_read_gets_a_sentence_and_no_import(visitor: AppTest) -> None:
    app = upload(visitor, ("业绩.csv", ""))
    assert say("refuse.empty_file", "zh", file="业绩.csv") in said(app)
    assert app.button[-1].disabled


def test_columns_nobody_knows_are_mapped_by_hand_and_the_mapping_is_kept(visitor: AppTest, home: Home) -> None:
    app = upload(visitor, ("strange.csv", SALES.replace("金额", "进账数")))
    next(box for box in app.selectbox if str(box.key).startswith("kind_")).set_value("sale")
    app.run()
    assert "缺少必需的列" in said(app)
    text = str(app.text_area[0].value).replace("[feeds.columns]", '[feeds.columns]\namount = "进账数"')
    app.text_area[0].set_value(text)
    app = press(app, words("zh")["data.mapping_save"])
    assert (home.mappings / "strange.toml").exists()
    assert "3 行，其中 2 行读得懂" in shown(app)


def test_withdrawing_much_is_asked_first_and_a_no_keeps_everything(visitor: AppTest, home: Home) -> None:
    rows = "".join(f"2026-11-02,王芳,{amount}\n" for amount in range(100, 110))
    ingest.import_files(home, [saved(home, "业绩.csv", f"日期,客户经理,金额\n{rows}")])
    app = upload(visitor.run(), ("业绩.csv", "日期,客户经理,金额\n2026-11-02,王芳,100\n"))
    app = press(app, say("data.import_button", "zh", count=1))
    assert say("data.ask", "zh", file="业绩.csv", withdrawn=9, known=10) in said(app)
    press(app, words("zh")["data.ask_no"])
    found = publish.open_reader(home, OWNER)
    assert found is not None and found.rows("select sum(count)::integer as n from sale_daily") == [{"n": 10}]


def test_a_file_without_ids_says_which_days_it_will_replace_and_what_it_withdrew(visitor: AppTest, home: Home) -> None:
    rows = "".join(f"2026-11-02,王芳,{amount}\n" for amount in range(100, 110))
    ingest.import_files(home, [saved(home, "业绩.csv", f"日期,客户经理,金额\n{rows}")])
    fewer = "".join(f"2026-11-02,王芳,{amount}\n" for amount in range(100, 109))
    app = upload(visitor.run(), ("业绩.csv", f"日期,客户经理,金额\n{fewer}"))
    assert "11月2日–11月2日 的已有业绩记录将按天整体替换" in shown(app)
    assert "1 条已有记录不在新文件里，已撤下" in said(press(app, say("data.import_button", "zh", count=1)))


def test_a_first_file_foretells_no_replacing(visitor: AppTest) -> None:
    assert "替换" not in shown(upload(visitor, ("业绩.csv", SALES)))


def test_an_import_that_moves_the_data_day_says_so(visitor: AppTest, home: Home) -> None:
    ingest.import_files(home, [saved(home, "业绩.csv", SALES)])
    app = upload(visitor.run(), ("更正.csv", "日期,客户经理,金额\n2026-11-10,王芳,5\n"))
    app = press(app, say("data.import_button", "zh", count=1))
    assert "数据日从 11月3日（周二） 变为 11月10日（周二）" in shown(app)


@pytest.mark.parametrize(
    ("header", "code"), [("日期,产品,金额", "data.no_people_no_unit"), ("日期,机构,金额", "data.no_people")]
)
def test_sales_of_nobody_are_foretold_as_unassigned(visitor: AppTest, header: str, code: str) -> None:
    app = upload(visitor, ("业绩.csv", f"{header}\n2026-11-02,甲,5\n"))
    assert words("zh")[code] in shown(app)


def test_after_the_import_of_nobody_s_sales_the_columns_not_used_are_said(
    visitor: AppTest, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(visitor, ("自动.csv", "日期,EmployeeKey,金额\n2026-11-02,285,5\n"))
    press(visitor, say("data.import_button", "zh", count=1))
    sentence = say("warning.person_column_unused", "zh", column="EmployeeKey")
    assert sentence in [each.value for each in visitor.warning]
    aside = opened(home, "data", monkeypatch, lang="zh", view="aside")
    assert f"自动.csv · {sentence}" in [each.value for each in aside.warning]


def test_defaults_are_said_by_the_names_on_screen(visitor: AppTest) -> None:
    app = upload(visitor, ("目标.csv", TARGETS))
    assert "文件里没有“指标”，全部按“销售额”处理" in said(app)
    assert "文件里没有“目标层级”，全部按“基本”处理" in said(app)
    assert list(app.dataframe[0].value.iloc[0, -2:]) == ["销售额", "基本"]


@pytest.mark.parametrize(("name", "sentence"), [("照片.png", "图片、PDF、Word"), ("乱.csv", "例如“zzz”；请改用")])
def test_what_is_no_table_is_refused_in_plain_words(visitor: AppTest, name: str, sentence: str) -> None:
    app = upload(visitor, (name, "zzz,qqq\n1,2\n"))
    assert sentence in said(app)
    assert "–" not in app.error[0].value


def saved(home: Home, name: str, text: str) -> Path:
    path = home.path / name
    path.write_text(text, "utf-8")
    return path


def test_a_batch_is_undone_after_a_second_click(visitor: AppTest, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest.import_files(home, [saved(home, "业绩.csv", SALES)])
    app = opened(home, "data", monkeypatch, view="batches", batch="1", lang="zh")
    app = press(app, words("zh")["data.undo_yes"])
    assert say("data.undone", "zh", batch=1, file="业绩.csv", kind="业绩") in said(app)


def test_quarantined_rows_are_said_in_the_readers_language(
    visitor: AppTest, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest.import_files(home, [saved(home, "业绩.csv", SALES)])
    app = opened(home, "data", monkeypatch, view="aside", lang="en")
    assert say("data.quarantine_title", "en", count=1) in said(app)
    assert "2021-02-29" in str(app.dataframe[0].value.iloc[0, 0])


def test_files_are_previewed_on_the_sample_but_not_imported(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = upload(opened(sample_home, "data", monkeypatch, lang="zh"), ("业绩.csv", SALES))
    assert "3 行，其中 2 行读得懂" in shown(app)
    assert next(button for button in app.button if "导入" in button.label).disabled


def test_two_files_are_enough_and_every_other_kind_is_named_as_lacking(home: Home) -> None:
    assert {need.kind for need in needs(None)} <= set(kinds())
    assert all(need.rows == 0 for need in needs(None))
    for name, text in (("业绩.csv", SALES), ("目标.csv", TARGETS)):
        home.save(Settings())
        ingest.import_files(home, [saved(home, name, text)])
    found = publish.open_reader(home, OWNER)
    assert {need.kind for need in needs(found) if need.rows} == set(SMALLEST)
