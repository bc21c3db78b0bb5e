"""A review as a workbook, read back by other programs: cells, formulas, charts, and what prints."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from data.exports.number_formats import number_format
from data.exports.report import Cell, Chart, Column, Report, Section, Table
from data.exports.xlsx import xlsx
from data.text import LANGUAGES
from tests.reported import LONG_NAME, branch, empty, one_manager

PEOPLE, GAP, BEFORE = "目标与完成", "差额归因", "与以往相比"
A, C = "{http://schemas.openxmlformats.org/drawingml/2006/main}", "{http://schemas.openxmlformats.org/drawingml/2006/chart}"  # fmt: skip # noqa: E501
SOFFICE = shutil.which("soffice")


def opened(report: Report, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx(report)), data_only=values)


def section(table: Table) -> Report:
    """A table on the second sheet."""
    return Report("r", ("a",), (Section("s", tables=(table,)), Section("t")), "zh")


def row(sheet: Worksheet, name: str) -> list[Any]:
    """The cells of the row that begins so."""
    return next(list(cells) for cells in sheet.iter_rows() if cells[0].value == name)


def charts(report: Report) -> list[ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(xlsx(report))) as parts:
        names = sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart"))
        return [ElementTree.fromstring(parts.read(name)) for name in names]


def pointed(book: Any, chart: ElementTree.Element, what: str) -> list[list[Any]]:
    """What stands in the cells that a chart's series refer to: `cat`, `val` or `tx`."""
    found = []
    for reference in chart.iterfind(f".//{C}ser/{C}{what}//{C}f"):
        sheet, cells = re.fullmatch(r"'?(.+?)'?!(.+)", reference.text or "").groups()  # type: ignore[union-attr]
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        found.append([book[sheet].cell(y, x).value for y in range(top, bottom + 1) for x in range(left, right + 1)])
    return found


def test_a_summary_leads_to_a_sheet_for_each_section_and_definitions_end_it() -> None:
    book = opened(branch("zh"))
    assert book.sheetnames == ["汇总", PEOPLE, GAP, BEFORE, "指标口径"]
    links = [cell.hyperlink.location for cells in book["汇总"] for cell in cells if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in (PEOPLE, GAP, BEFORE)]
    said = [str(cell.value) for cells in book["汇总"] for cell in cells if cell.value]
    for text in ("928.1 万", "！预警", "吴倩、Emma O'Neil、周鹏三人占了缺口的大半。"):
        assert text in said
    assert row(book["指标口径"], "联系覆盖率")[1].value == "期内有过有效联系的管户数 ÷ 管户数"


def test_the_way_to_a_sheet_is_called_what_its_section_is() -> None:
    sections = tuple(Section(title, "a") for title in ("Overview", "Coverage", "Coverage"))
    sheet = opened(Report("r", ("n",), sections, "en")).worksheets[0]
    links = [(cell.hyperlink.location, cell.value) for cells in sheet for cell in cells if cell.hyperlink]
    assert links == [("'Overview 2'!A1", "Overview"), ("'Coverage'!A1", "Coverage"), ("'Coverage 2'!A1", "Coverage")]


def test_totals_that_add_up_are_living_sums_and_the_others_stay_as_given() -> None:
    report = branch("zh")
    total = [cell.value for cell in row(opened(report)[PEOPLE], "合计（缺 1 人）")]
    assert total[2:8] == [
        "=SUM(C8:C19)",
        "=SUM(D8:D19)",
        '=IF(OR(COUNT(C20,D20)<2,D20=0),"",C20/D20)',
        "=SUM(F8:F19)",
        "=SUM(G8:G19)",
        0.781,
    ]
    known = [cell.value for cell in row(opened(report, values=True)[PEOPLE], "合计（缺 1 人）")]
    assert known[2:5] == [9281100, 14100000, pytest.approx(0.6582340425)]


def test_a_total_of_more_than_its_rows_is_no_sum() -> None:
    columns = (Column("名"), Column("额", "CNY", adds=True), Column("率", "share", quotient=(1, 1)))
    table = Table("t", columns, (("a", 1, Decimal("0.5")), ("b", None, None)), ("合计", 7, 1))
    cells = row(opened(section(table))["s"], "合计")
    assert [cell.value for cell in cells[:3]] == ["合计", 7, '=IF(OR(COUNT(B8,B8)<2,B8=0),"",B8/B8)']
    assert row(opened(section(table))["s"], "a")[2].value == 0.5


def test_gap_points_and_growth_follow_their_cells_and_what_they_do_not_give_stays() -> None:
    columns = (
        Column("名"), Column("实际", "share"), Column("目标", "share"), Column("差额", "points", difference=(2, 1)),
        Column("增幅", "share", growth=(1, 2)),
    )  # fmt: skip
    half, most = Decimal("0.5"), Decimal("0.8")
    table = Table("t", columns, (("a", half, most, most - half, half / most - 1), ("b", half, most, 0, "×12")))
    sheet = opened(section(table))["s"]
    assert [cell.value for cell in row(sheet, "a")[3:5]] == [
        '=IF(COUNT(C6,B6)<2,"",(C6-B6)*100)',
        '=IF(OR(COUNT(B6,C6)<2,C6=0),"",B6/C6-1)',
    ]
    assert [cell.value for cell in row(sheet, "b")[3:5]] == [0, "×12"]
    assert row(opened(section(table), values=True)["s"], "a")[3].value == pytest.approx(30)


def test_what_is_unknown_is_a_dash_no_sum_counts_and_zero_is_zero() -> None:
    sheet = opened(branch("zh"), values=True)[PEOPLE]
    assert [row(sheet, LONG_NAME)[place].value for place in (2, 4, 5, 7)] == ["–"] * 4
    assert [row(sheet, "Emma O'Neil")[place].value for place in (2, 4)] == [0, 0]


@pytest.mark.parametrize(
    ("value", "language", "wanted"),
    [
        (Decimal("988187.55"), "zh", '0\\.0," 万"'), (-1458800, "zh", '0\\.0," 万"'),
        (3150, "zh", '#,##0" 元"'), (Decimal("9999.6"), "zh", '0\\.0," 万"'),
        (Decimal("3.2e8"), "zh", '0\\.00,," 亿"'), (Decimal("12e6"), "en", '"¥"#,##0.0,,"M"'),
        (-1458800, "en", '"¥"#,##0.00,,"M"'),
    ],
)  # fmt: skip
def test_money_is_written_in_the_language_s_own_scale(value: Cell, language: str, wanted: str) -> None:
    table = Table("t", (Column("a"), Column("b", "CNY"), Column("c", "CNY", signed=True)), (("x", value, value),))
    cells = row(opened(replace(section(table), language=language))["s"], "x")
    assert cells[1].number_format == wanted and cells[2].number_format == f"+{wanted};-{wanted};{wanted}"


def test_a_band_s_word_stands_in_the_cell_in_its_colour() -> None:
    sheet = opened(branch("zh"))[PEOPLE]
    bands = [
        (row(sheet, name)[9].value, row(sheet, name)[9].font.color.rgb) for name in ("张伟", "陈静", "合计（缺 1 人）")
    ]
    assert bands == [("▲ 超前", "FF1B7F4B"), ("▼ 落后", "FF9A6100"), ("！预警", "FFB3362B")]


def test_charts_point_at_the_names_and_values_of_the_rows_without_the_total() -> None:
    report = branch("zh")
    book, (bars, waterfall, line, column) = opened(report, values=True), charts(report)
    people = report.sections[0].tables[0]
    assert pointed(book, bars, "tx") == [["存款日均净增"], ["目标"]]
    assert pointed(book, bars, "cat")[0] == [each[0] for each in people.rows]
    assert pointed(book, bars, "val")[1] == [float(each[3]) for each in people.rows]  # type: ignore[arg-type]
    assert pointed(book, line, "val")[0] == [each[1] for each in report.sections[2].tables[0].rows]
    assert pointed(book, column, "val") == [[412, 377, "–"], [388, 402, 366]]
    assert pointed(book, waterfall, "cat")[0][:2] == ["目标\n1,300 万", "吴倩\n−145.9 万"]


def test_each_chart_says_what_it_found() -> None:
    titles = [
        "".join(each.itertext()) for chart in charts(branch("zh")) for each in chart.iterfind(f"{C}chart/{C}title")
    ]
    assert titles == ["四人达到目标，七人落后", "三人占了缺口的大半", "日均7月起多在计划之下", "二队少于去年"]
    assert charts(empty("zh")) == []


def test_a_waterfall_s_bars_end_where_the_next_begin_also_below_zero() -> None:
    steps = (("目标", 3), ("甲", -5), ("乙", -1), ("丙", 4), ("实际", 1))
    table = Table("t", (Column("a"), Column("b", "count")), steps, chart=Chart("waterfall", "w", 0, (1,), (0, 4)))
    [chart] = charts(section(table))
    below, ends, *moves = pointed(opened(section(table), values=True), chart, "val")
    assert below == [0, 0, -2, 0, 0] and ends == [3, 0, 0, 0, 1]
    assert moves == [[0, 0, 0, 1, 0], [0, 0, 0, -3, 0], [0, 3, 0, 0, 0], [0, -2, -1, 0, 0]]


def test_a_chart_writes_no_zero_where_nothing_is_known() -> None:
    bars, _, _, column = charts(branch("zh"))
    for chart in (bars, column):
        assert [each.get("formatCode", "")[-3:] for each in chart.iterfind(f".//{C}dLbls/{C}numFmt")] == [';""']
    known, unknown = Decimal(5), None
    columns = (Column("a"), Column("b", "count"))
    table = Table("t", columns, (("x", known), ("y", unknown)), chart=Chart("line", "w", 0, (1,)))
    assert row(opened(section(table))["s"], "y")[1].value is None


def test_of_many_bars_the_first_are_drawn_and_the_title_says_so() -> None:
    report = branch("zh", 300)
    bars = charts(report)[0]
    assert len(pointed(opened(report, values=True), bars, "cat")[0]) == 15
    assert "四人达到目标，七人落后（前 15 个，共 300 个）" in "".join(bars.itertext())


def test_a_sheet_is_ready_to_scroll_filter_and_print() -> None:
    book = opened(branch("zh"))
    people, before = book[PEOPLE], book[BEFORE]
    assert (people.freeze_panes, people.auto_filter.ref) == ("B8", "A7:J19")
    assert (before.freeze_panes, before.auto_filter.ref) == ("A2", "A7:C17")
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_area and sheet.print_title_rows
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        _, _, right, foot = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))
        for chart in sheet._charts:
            assert chart.anchor.to.col < right and chart.anchor.to.row < foot
    assert "版本 42 · 未封账" in people.oddFooter.left.text and people.oddFooter.right.text.endswith("&P / &N")
    # the chart of the months and the one of the teams, each with its table, are a page
    assert [each.id for each in before.row_breaks.brk] == [before.max_row and row(before, "新增有效客户")[0].row - 1]


def test_a_table_longer_than_a_page_has_its_header_on_each() -> None:
    assert opened(branch("zh", 300))[PEOPLE].print_title_rows == "$7:$7"
    assert opened(branch("zh"))[PEOPLE].print_title_rows == "$1:$1"


def test_a_waterfall_stands_beside_its_table() -> None:
    [chart] = opened(branch("zh"))[GAP]._charts
    assert (chart.anchor._from.col, chart.anchor._from.row) == (2, 5)


def test_the_document_says_who_made_it_when_for_whom_from_which_version() -> None:
    book = opened(branch("zh"))
    assert (book.properties.creator, book.properties.created) == ("李行长", datetime(2026, 11, 2, 8, 5))
    assert book.properties.description == "李行长制作于 2026-11-02 08:05，供负责人阅读，版本 42 · 未封账"
    assert {each.name: each.value for each in book.custom_doc_props.props} == {"reader": "负责人", "version": 42}


def test_nothing_given_becomes_a_formula_a_link_or_a_code_of_the_footer() -> None:
    evil = "=1+1 &P [x] http://x.cn \x07"
    report = branch("zh")
    stamp = replace(report.stamp, by=evil) if report.stamp else None
    table = Table(evil, (Column(evil), Column("b", "CNY")), ((evil, 1),), chart=Chart("bars", evil, 0, (1,)))
    made = replace(
        report, title=evil, notes=(evil,), stamp=stamp, sections=(Section(evil, evil, (evil,), (table,)),) * 2
    )
    book = opened(made)
    for sheet in book.worksheets:
        assert [cell.value for cells in sheet for cell in cells if cell.data_type == "f"] == []
        assert all(cell.hyperlink.target is None for cells in sheet for cell in cells if cell.hyperlink)
        assert "&&P" in sheet.oddFooter.left.text
    assert pointed(book, charts(made)[0], "val") == [[1]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("made", [branch, one_manager, empty])
def test_the_same_report_is_the_same_file(made: Any, language: str) -> None:
    assert xlsx(made(language)) == xlsx(made(language))


def test_without_a_stamp_files_differ_in_their_time_alone() -> None:
    def parts(report: Report) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(xlsx(report))) as found:
            return {name: re.sub(rb"<dcterms:\w+.*?</dcterms:\w+>", b"", found.read(name)) for name in found.namelist()}

    unstamped = replace(branch("zh"), stamp=None)
    assert parts(unstamped) == parts(unstamped)


@pytest.mark.parametrize(
    ("value", "unit", "language", "wanted"),
    [
        (Decimal("0.04"), "ratio", "zh", "#,##0.00"), (11648, "count", "zh", "#,##0"),
        (Decimal("12.04"), "count", "zh", "#,##0"), (345, "CNY", "en", '"¥"#,##0'),
        (44_291_000, "CNY", "zh", '[>=9999500]0\\,000\\.0," 万";[>=0]0\\.0," 万";0\\.0," 万"'),
        (-14_588_000, "CNY", "zh", '0\\,000\\.0," 万"'), (99_999_600, "CNY", "zh", '0\\.00,," 亿"'),
        (250 * 10**9, "CNY", "zh", '[>=99999500000]0\\,000\\.00,," 亿";[>=0]0\\.00,," 亿";0\\.00,," 亿"'),
        (999_960, "CNY", "en", '"¥"#,##0.00,,"M"'), (9_999_000, "CNY", "en", '"¥"#,##0.0,,"M"'),
    ],
)  # fmt: skip
def test_a_number_has_the_digits_and_commas_that_pages_give_it(
    value: Cell, unit: str, language: str, wanted: str
) -> None:
    assert number_format(Column("b", unit), value, language) == wanted


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A branch in LibreOffice: 王芳's 1,010,800 and 吴倩's step changed, 李娜's 1,021,000 gone."""
    if SOFFICE is None:
        pytest.skip("there is no LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    book = opened(branch("zh"))
    row(book[PEOPLE], "王芳")[2].value = 2_000_000
    row(book[PEOPLE], "李娜")[2].value = None
    row(book[GAP], "吴倩")[1].value = -458_800
    book.save(folder / "b.xlsx")
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [
        SOFFICE,
        own,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder / "out"),
    ]
    subprocess.run([*convert, folder / "b.xlsx"], check=True, capture_output=True)
    return openpyxl.load_workbook(folder / "out" / "b.xlsx", data_only=True)


def test_another_program_computes_the_workbook_without_an_error(computed: Any) -> None:
    cells = [cell for sheet in computed.worksheets for cells in sheet for cell in cells]
    assert len(computed.worksheets) == 5 and [cell.coordinate for cell in cells if cell.data_type == "e"] == []


def test_after_an_edit_total_quotient_and_waterfall_follow(computed: Any) -> None:
    total = [cell.value for cell in row(computed[PEOPLE], "合计（缺 1 人）")]
    assert total[2:5] == [9281100 - 1010800 - 1021000 + 2000000, 14100000, pytest.approx(9249300 / 14100000)]
    wang, li = row(computed[PEOPLE], "王芳"), row(computed[PEOPLE], "李娜")
    assert [wang[4].value, wang[5].value] == [pytest.approx(2000000 / 950000), 2000000 - 950000]
    assert [li[place].value for place in (2, 4, 5)] == [None, None, None]
    wu, emma = row(computed[GAP], "吴倩"), row(computed[GAP], "Emma O'Neil")
    assert [wu[9].value, emma[9].value] == [13000000 - 458800, 13000000 - 458800 - 1450000]
    assert wu[16].value == "吴倩\n-45.9 万"


def test_tables_below_each_other_share_columns_as_wide_as_the_widest() -> None:
    tables = tuple(Table("t", tuple(Column("c", wide=wide) for wide in widths), ()) for widths in ((2, 1), (0.4,)))
    sheet = opened(Report("r", (), (Section("s", tables=tables), Section("t")), "zh"))["s"]
    first, second = (sheet.column_dimensions[letter].width for letter in "AB")
    assert first > 1.9 * second


def test_a_list_alone_keeps_its_answer_and_notes() -> None:
    alone = Report("r", ("n",), (Section("s", "a", ("m",), (Table("t", (Column("c"),), ()),)),), "zh")
    book = opened(alone)
    assert book.sheetnames == ["t"] and [book["t"][f"A{line}"].value for line in (1, 2, 3, 4)] == ["r", "a", "m", "n"]
