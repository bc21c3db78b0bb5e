"""A report as a deck, read back: native charts and tables, notes, and a customer's template."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from data.errors import Refused
from data.exports.pptx import pptx
from data.exports.report import Cell, Chart, Column, Report, Section, Table
from tests import reported

WATERFALL = (Column("部分"), Column("金额", "CNY"))


@cache
def branch(language: str = "zh", people: int = 12) -> bytes:
    return pptx(reported.branch(language, people))


@cache
def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def charts(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def tables(deck: Any) -> list[list[list[str]]]:
    found = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def words(deck: Any) -> str:
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    return "\n".join([*texts, *(cell for table in tables(deck) for row in table for cell in row)])


def fallen(*rows: tuple[str, Cell], ends: tuple[int, ...]) -> Any:
    table = Table("差额", WATERFALL, rows, chart=Chart("waterfall", "谁的缺口", 0, (1,), ends))
    (chart,) = charts(opened(pptx(Report("r", (), (Section("s", tables=(table,)),), "zh"))))
    return chart


def test_the_answers_are_the_titles_and_the_foot_says_who_made_it() -> None:
    slides = list(opened(branch()).slides)
    titles = [slide.shapes.title.text for slide in slides]
    assert titles[:3] == [
        "城东支行 2026年10月月度回顾",
        "10月存款日均净增 928.1 万，目标 1,410 万，完成 65.8%；一人数据未到。",
        "11人中4人达到目标；缺口最大的是吴倩，差 145.9 万。",
    ]
    assert titles[-1] == "指标口径"
    foot = "李行长制作于 2026-11-02 08:05，供负责人阅读，版本 42 · 未封账"
    assert all(foot in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in slides)
    assert all("slidenum" in slide.part.blob.decode() for slide in slides)


def test_a_native_chart_has_the_numbers_of_its_table() -> None:
    table, chart = reported.branch("zh").sections[0].tables[0], charts(opened(branch()))[0]
    assert [series.name for series in chart.plots[0].series] == ["存款日均净增", "目标"]
    for series, place in zip(chart.plots[0].series, (2, 3), strict=True):
        assert list(series.values) == [None if row[place] is None else float(str(row[place])) for row in table.rows]
    named = [str(row[0]) for row in table.rows]
    assert list(chart.plots[0].categories) == [name if len(name) < 20 else "阿卜杜拉·买买提明…" for name in named]


def test_a_chart_is_edited_in_a_workbook_with_the_same_numbers_and_no_formula() -> None:
    table = Table("t", (Column("谁"), Column("多少", "count")), (("=1+1", 3), ("乙", None)), chart=Chart("columns", "图", 0, (1,)))  # fmt: skip # noqa: E501
    (chart,) = charts(opened(pptx(Report("r", (), (Section("s", tables=(table,)),), "zh"))))
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [[None, "多少"], ["=1+1", 3], ["乙", None]]
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize(("language", "format"), [("zh", '0\\.0," 万"'), ("en", '"¥"#,##0.00,,"M"')])
def test_axes_and_labels_are_scaled_by_their_number_format(language: str, format: str) -> None:
    chart = charts(opened(branch(language)))[0]
    assert chart.plots[0].series[0]._element.xpath(".//c:formatCode")[0].text.startswith(format)
    assert chart.value_axis.tick_labels.number_format.startswith(format)


def test_bars_start_at_zero_and_a_line_where_it_can_be_read() -> None:
    bars, _, line, columns = charts(opened(branch()))
    assert columns.value_axis.minimum_scale == 0 and bars.value_axis.minimum_scale < -58_800
    assert line.value_axis.minimum_scale == 80_000_000


def test_a_waterfall_stands_on_what_lifts_it_and_says_each_step() -> None:
    chart = fallen(("目标", 100_000), ("甲", -30_000), ("乙", 10_000), ("实际", 80_000), ends=(0, 3))
    lift, ends, gains, losses, labels, under = (list(series.values) for series in chart.plots[0].series)
    assert lift == [0, 70_000, 70_000, 0] and under == [None] * 4
    assert ends == [100_000, None, None, 80_000]
    assert (gains, losses) == ([None, None, 10_000, None], [None, 30_000, None, None])
    said = [chart.plots[0].series[4].points[place].data_label.text_frame.text for place in range(len(labels))]
    assert said == ["10 万", "−3 万", "+1 万", "8 万"]


def test_a_step_across_zero_is_drawn_on_both_sides() -> None:
    chart = fallen(("目标", 20), ("甲", -50), ("乙", -10), ("实际", -40), ends=(0, 3))
    lift, ends, _, losses, _, under = (list(series.values) for series in chart.plots[0].series)
    assert lift == [0, 0, -30, 0] and losses == [None, 20, -10, None]
    assert under == [None, -30, None, None] and ends == [20, None, None, -40]


def test_a_step_that_is_not_known_is_no_bar() -> None:
    chart = fallen(("目标", 20), ("甲", None), ("实际", 20), ends=(0, 2))
    assert all(series.values[1] is None for series in list(chart.plots[0].series)[1:4])
    assert chart.plots[0].series[4].points[1].data_label.text_frame.text == "–"


def test_many_steps_are_folded_without_losing_any() -> None:
    rows = [(f"第{number}人", -number) for number in range(1, 41)]
    chart = fallen(("目标", 1000), *rows, ("实际", 1000 - 820), ends=(0, 41))
    names = list(chart.plots[0].categories)
    assert len(names) == 14 and names[-2:] == ["其余 29 项", "实际"]
    losses = [value for value in chart.plots[0].series[3].values if value is not None]
    assert sum(losses) == 820 and losses[-1] == sum(range(1, 30))


def test_notes_say_what_the_numbers_of_the_slide_mean() -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in opened(branch()).slides if slide.has_notes_slide]
    assert "存款日均净增：期内日均余额 − 上年日均余额" in notes[1] and "联系覆盖率：" in notes[1]
    assert "王芳（11月1日）：10月末两笔大额到期未续" in notes[1] and "来源：余额（文件），按主办客户经理。" in notes[1]


def test_a_band_has_its_word_its_sign_and_its_colour_and_unknown_is_a_dash() -> None:
    found = [shape.table for slide in opened(branch()).slides for shape in slide.shapes if shape.has_table][1]
    states = [(row.cells[9].text, row.cells[9].text_frame.paragraphs[0].runs) for row in list(found.rows)[1:]]
    assert {text: str(runs[0].font.color.rgb) for text, runs in states if text != "–"} == {
        "▲ 超前": "1B7F4B", "● 正常": "3B6EA8", "▼ 落后": "9A6100", "！预警": "B3362B",
    }  # fmt: skip
    assert [cell.text for cell in found.rows[5].cells][2:6] == ["–", "110 万", "–", "–"]
    assert [cell.text for cell in found.rows[13].cells][:5] == ["合计（缺 1 人）", "", "928.1 万", "1,410 万", "65.8%"]


@pytest.mark.parametrize(("language", "people"), [("zh", 12), ("en", 12), ("zh", 300), ("en", 1)])
def test_nothing_stands_outside_its_slide_or_on_the_foot(language: str, people: int) -> None:
    deck = opened(branch(language, people))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_chart or shape.has_table:
                assert shape.top + shape.height <= 508 * 12700, slide.shapes.title.text


def test_a_word_keeps_off_the_number_before_and_an_empty_cell_is_no_higher_than_a_full_one() -> None:
    columns = (Column("谁"), Column("得分", "share"), Column("名次"), Column("说明"))
    table = Table("t", columns, (("甲", 1, "1 / 38", ""), ("乙", 1, "2 / 38", "新人")))
    deck = opened(pptx(Report("r", (), (Section("s", tables=(table,)),), "zh")))
    (drawn,) = (shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    number, word, empty = (drawn.cell(1, place) for place in (1, 2, 3))
    assert (word.margin_left + number.margin_right) / Pt(1) >= 12 and number.margin_left < word.margin_left
    (size,) = empty._tc.xpath(".//a:endParaRPr/@sz")
    assert [size] == drawn.cell(2, 3)._tc.xpath(".//a:r/a:rPr/@sz")


def test_what_finds_no_room_is_told() -> None:
    deck = opened(branch("zh", 300))
    rows = [len(table) - 2 for table in tables(deck)]
    assert f"……另有 {300 - rows[0]} 行，见下页" in words(deck)
    assert f"……另有 {300 - rows[1] - rows[2]} 行，见工作簿" in words(deck)
    assert charts(deck)[0].chart_title.text_frame.text == "四人达到目标，七人落后（前 12 个，共 300 个）"
    assert len(deck.slides) < 15


def test_names_of_forty_characters_are_whole_where_all_columns_are() -> None:
    assert len(reported.LONG_NAME) >= 40
    assert reported.LONG_NAME in words(opened(branch()))


def test_one_manager_and_nobody_have_a_deck() -> None:
    one, empty = opened(pptx(reported.one_manager("zh"))), opened(pptx(reported.empty("zh")))
    assert tables(one)[0][1][:3] == ["李娜", "三队", "102.1 万"] and len(charts(one)) == 3
    assert charts(empty) == [] and "没有数据行。" in words(empty)


def test_equal_reports_are_equal_files_and_say_who_made_them() -> None:
    assert pptx(reported.branch("zh")) == branch()
    properties = opened(branch()).core_properties
    assert (properties.title, properties.author) == ("城东支行 2026年10月月度回顾", "李行长")
    assert (properties.created, properties.version) == (datetime(2026, 11, 2, 8, 5), "42")
    assert (properties.content_status, properties.subject[:6]) == ("未封账", "李行长制作于")


def test_signs_that_print_nothing_leave_the_deck_whole() -> None:
    odd = "李\x0b雷\x00\ufffe"
    table = Table(odd, (Column(odd), Column(odd, "count")), ((odd, Decimal(1)),), chart=Chart("bars", odd, 0, (1,)))
    deck = opened(pptx(Report(odd, (odd,), (Section(odd, odd, (odd,), (table,)),), "zh")))
    assert "李 雷" in words(deck) and next(iter(charts(deck)[0].plots[0].categories)) == "李 雷  "


def template(name: str = "企业模板·仅标题", sample: str = "样例页") -> bytes:
    """A customer's: renamed layouts, another face and colour, a sample slide, and no 16:9."""
    deck = Presentation()
    for layout in deck.slide_layouts:
        layout.name = name if layout.name == "Title Only" else f"版式 {layout.name}"
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme.blob = theme.blob.replace(b"Calibri", b"FangSong").replace(b"4F81BD", b"AA0000")
    deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = sample
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def test_a_template_gives_layouts_face_and_colours_and_loses_its_slides() -> None:
    deck = opened(made := pptx(reported.branch("zh"), template()))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert not [name for name in parts.namelist() if "样例页" in parts.read(name).decode("utf-8", "ignore")]
    assert [slide.slide_layout.name for slide in deck.slides][:3] == ["版式 Title Slide", *["企业模板·仅标题"] * 2]
    assert deck.slide_width == Presentation().slide_width
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    assert 'latin typeface="FangSong"' in theme and 'ea typeface="Microsoft YaHei"' in theme and "AA0000" in theme
    assert charts(deck)[0].plots[0].series[0].format.fill.fore_color.theme_color is not None


def test_a_template_without_a_foot_gets_one() -> None:
    bare = Presentation(io.BytesIO(template()))
    for layout in bare.slide_layouts:
        for each in [each for each in layout.placeholders if each.placeholder_format.idx >= 10]:
            each._element.getparent().remove(each._element)
    bare.save(stream := io.BytesIO())
    deck = opened(pptx(reported.one_manager("zh"), stream.getvalue()))
    assert "slidenum" in deck.slides[2].part.blob.decode() and "版本 42" in words(deck)


def test_our_own_deck_is_wide_and_names_a_chinese_face_beside_the_latin_one() -> None:
    deck = opened(branch("en"))
    assert deck.slide_width * 9 == deck.slide_height * 16
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    assert theme.count('<a:latin typeface="Arial"/>') == theme.count('<a:ea typeface="Microsoft YaHei"/>') == 2


def test_what_is_no_deck_or_has_no_title_is_refused() -> None:
    stream = io.BytesIO()
    bare = Presentation()
    for layout in bare.slide_layouts:
        if layout.name != "Blank":
            bare.slide_layouts.remove(layout)
    bare.save(stream)
    other = io.BytesIO()
    openpyxl.Workbook().save(other)
    for content, code in (
        (b"%PDF", "refuse.template_unread"), (other.getvalue(), "refuse.template_unread"),
        (branch()[:5000], "refuse.template_unread"), (stream.getvalue(), "refuse.template_untitled"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            pptx(reported.one_manager("zh"), content)
        assert refused.value.code == code
