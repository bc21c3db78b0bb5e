"""A report as pages to print, read back: a page a section, charts, definitions and who made it."""

import io
from dataclasses import replace
from functools import cache

import pypdf
import pytest

from data.exports.pdf import pdf
from data.exports.report import Chart, Column, Report, Section, Table
from tests import reported


@cache
def branch(language: str = "zh", people: int = 12) -> bytes:
    return pdf(reported.branch(language, people))


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def charted(kind: str, *rows: tuple[str, int | None], ends: tuple[int, ...] = ()) -> str:
    table = Table("t", (Column("谁"), Column("多少", "count")), rows, chart=Chart(kind, "图的标题", 0, (1,), ends))  # type: ignore[arg-type]
    return "\n".join(pages(pdf(Report("r", (), (Section("s", tables=(table,)),), "zh"))))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_answers_come_first_then_a_page_a_section_then_the_definitions(language: str) -> None:
    report = reported.branch(language)
    opening, *sections, meanings = pages(branch(language))
    assert report.title in opening and report.notes[0] in opening
    for section, page in zip(report.sections, sections, strict=True):
        assert section.title in page and section.answer in page and section.answer in opening
        assert all(table.chart and table.chart.title in page for table in section.tables)
    assert all(each.name in meanings and each.source in meanings for each in report.definitions)


def test_figures_rows_totals_bands_comments_and_notes_are_on_the_page() -> None:
    page = pages(branch())[1]
    for said in ("928.1 万", "4 / 11 人", "吴倩", "−145.9 万", "▲ 超前", "！预警", "合计（缺 1 人）", "1,410 万", "王芳（11月1日）：10月末两笔", "完成率不封顶"):  # fmt: skip # noqa: E501
        assert said in page, said


def test_names_of_forty_characters_and_formulas_are_printed_as_they_are() -> None:
    page = pages(branch())[1].replace("\n", "")
    assert reported.LONG_NAME in page and "=请三队周一晨会说明。" in page


def test_every_page_says_version_state_who_and_when_and_the_file_too() -> None:
    found = pypdf.PdfReader(io.BytesIO(branch()))
    stamp = "李行长制作于 2026-11-02 08:05，供负责人阅读，版本 42 · 未封账"
    assert all(stamp in page.extract_text() for page in found.pages)
    assert found.metadata is not None
    assert (found.metadata.title, found.metadata.author) == ("城东支行 2026年10月月度回顾", "李行长")
    assert str(found.metadata.creation_date)[:16] == "2026-11-02 08:05"


def test_equal_reports_are_equal_files() -> None:
    assert pdf(reported.branch("zh")) == branch()
    report = reported.branch("zh")
    assert report.stamp and pdf(replace(report, stamp=replace(report.stamp, version=43))) != branch()


def test_sections_are_listed_in_the_outline() -> None:
    outline = pypdf.PdfReader(io.BytesIO(branch())).outline
    assert [each.title for each in outline if not isinstance(each, list)] == ["目标与完成", "差额归因", "与以往相比"]


def test_a_section_of_three_hundred_flows_on_with_its_header_and_its_total() -> None:
    found = pages(branch("zh", 300))
    own = found[1 : next(number for number, page in enumerate(found) if "差额归因" in page and number > 1)]
    assert len(own) > 5 and "前 15 个，共 300 个" in own[0]
    assert all("联系覆盖率" in page for page in own if "▲ 超前" in page)
    assert sum("合计（缺 1 人）" in page for page in own) == 1


def test_one_manager_and_nobody_have_pages() -> None:
    assert len(pages(pdf(reported.one_manager("en")))) == 4
    (only,) = pages(pdf(reported.empty("zh")))
    assert "城西支行10月还没有记录。" in only and "没有数据行。" in only


def test_charts_say_their_numbers_and_what_is_not_known() -> None:
    assert "–" in charted("bars", ("甲", 3), ("乙", None)) and "图的标题" in charted("columns", ("甲", -3), ("乙", 0))
    fallen = charted("waterfall", ("目标", 20), ("甲", -50), ("实际", -30), ends=(0, 2))
    assert "−50" in fallen and "−30" in fallen
    assert "10月" in charted("line", ("9月", None), ("10月", 5)) and charted("line", ("10月", None))
    assert charted("bars", ("甲", 0)) and charted("waterfall", ("目标", 0), ends=(0,))


def listed(name: str, count: int, chart: bool = False) -> Table:
    rows = tuple((f"{name}{place}#", place) for place in range(count))
    drawn = Chart("bars", f"{name}的图", 0, (1,)) if chart else None
    return Table(f"{name}的表", (Column("谁"), Column("数", "count")), rows, (f"{name}合计", count), drawn)


@pytest.mark.parametrize(("above", "below"), [(12, 60), (20, 58), (14, 74)])
def test_a_title_has_its_chart_and_first_rows_on_its_page_and_a_total_its_last(above: int, below: int) -> None:
    section = Section("节", "答", tables=(listed("甲", above), listed("乙", below, chart=True)))
    found = pages(pdf(Report("r", ("n",), (section, Section("别的")), "zh")))
    (first,) = (page for page in found if "乙的表" in page)
    assert "乙的图" in first and "乙3#" in first
    (last,) = (page for page in found if "乙合计" in page)
    assert all(f"乙{place}#" in last for place in range(below - 3, below))


def test_small_tables_of_a_section_share_a_page() -> None:
    section = Section("节", "答", tables=(listed("甲", 11), listed("乙", 7), listed("丙", 3), listed("丁", 1)))
    found = pages(pdf(Report("r", ("n",), (section, Section("别的")), "zh")))
    assert sum(f"{name}合计" in found[1] for name in "甲乙丙丁") == 4
