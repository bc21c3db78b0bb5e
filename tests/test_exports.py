"""A list as a workbook and as a printed page, and the tables of a report as plain files, read back."""

import csv
import io
import socket
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow.parquet as pq
import pypdf
import pytest

from data.exports.pdf import pdf
from data.exports.report import Cell, Column, Report, Section, Table, single, table
from data.exports.tables import csv_files, parquet_files
from data.exports.xlsx import xlsx
from tests.reported import branch

COLUMNS = (
    Column("序", "count", 0.4), Column("客户"), Column("余额", "CNY"), Column("变动", "CNY", signed=True),
    Column("上次", "day"), Column("占比", "share"), Column("说明", wide=3),
)  # fmt: skip
ROWS: tuple[tuple[Cell, ...], ...] = (
    (1, "周鹏", Decimal("988187.55"), Decimal("-1200"), date(2026, 10, 8), Decimal("0.805"), "=1+1"),
    (2, "𠮷田", None, Decimal("3"), None, None, "+8613800000000"),
    (3, "李四", 0, 0, date(2026, 10, 9), 0, "@sum https://x.cn #【】*_$"),
)


def made(rows: tuple[tuple[Cell, ...], ...] = ROWS, title: str = "电话名单", **more: str) -> Report:
    return single("林晓彤的名单", ["一句话", "版本 3"], [table(title, COLUMNS, rows)], more.get("language", "zh"))


def test_a_workbook_holds_real_numbers_and_days_with_their_formats() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(made()))).worksheets[0]
    assert (sheet.title, sheet["A1"].value, sheet["A2"].value) == ("电话名单", "林晓彤的名单", "一句话")
    assert [cell.value for cell in sheet[5]] == [column.title for column in COLUMNS]
    first = [cell.value for cell in sheet[6]]
    assert first == [1, "周鹏", 988187.55, -1200, datetime(2026, 10, 8), 0.805, "=1+1"]
    assert [cell.number_format for cell in sheet[6]][2:6] == [
        '0\\.0," 万"',
        '+#,##0" 元";-#,##0" 元";#,##0" 元"',
        "yyyy-mm-dd",
        "0.0%",
    ]
    assert sheet["C7"].value == "–" and sheet["C8"].value == 0


def test_no_cell_becomes_a_formula_or_a_link() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(made()))).worksheets[0]
    assert [(sheet[f"G{row}"].data_type, sheet[f"G{row}"].hyperlink) for row in (6, 7, 8)] == [("s", None)] * 3


def test_a_name_with_a_sign_that_prints_nothing_leaves_the_workbook_whole() -> None:
    odd = "李\x0b雷\x00\ufffe"
    report = single(odd, [odd], [table(odd, (Column(odd),), ((odd,),))], "zh")
    book = openpyxl.load_workbook(io.BytesIO(xlsx(report)))
    assert (book.sheetnames, book.properties.title) == (["李 雷"], "李 雷  ")
    assert pdf(report).startswith(b"%PDF")


def test_a_workbook_is_ready_to_filter_and_print() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(made()))).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C6", "A5:G8")
    assert sheet.print_area.endswith("$A$1:$G$8") and sheet.print_title_rows == "$5:$5"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0


def test_sheets_have_names_that_excel_takes() -> None:
    long = "一/二:三" + "很长的名字" * 10
    sections = tuple(Section(title) for title in (long, long, "", "SUMMARY"))
    names = openpyxl.load_workbook(io.BytesIO(xlsx(Report("r", (), sections, "en")))).sheetnames
    assert len({name.lower() for name in names}) == 5 and all(1 <= len(name) <= 31 for name in names)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_printed_page_says_what_the_report_says(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    pages = pypdf.PdfReader(io.BytesIO(pdf(made(language=language)))).pages
    text = pages[0].extract_text()
    for word in ("林晓彤的名单", "一句话", "周鹏", "余额", "80.5%", "=1+1", "#【】*_$", "1 / 1"):
        assert word in text, text
    assert ("98.8 万" if language == "zh" else "¥988.2K") in text
    assert pages[0].mediabox.width > pages[0].mediabox.height


def test_the_header_stands_on_every_page() -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf(made(ROWS * 40)))).pages
    assert len(pages) > 2 and all("客户" in page.extract_text() for page in pages)


def test_tables_as_csv_have_days_and_plain_numbers_and_nothing_a_spreadsheet_runs() -> None:
    [(name, content)] = csv_files(made()).items()
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert name == "1-1 电话名单.csv" and header == [column.title for column in COLUMNS]
    assert rows[0] == ["1", "周鹏", "988187.55", "-1200", "2026-10-08", "0.805", "'=1+1"]
    assert [rows[1][2], rows[1][6], rows[2][2], rows[2][6][0]] == ["", "+8613800000000", "0", "'"]


def test_a_word_among_numbers_is_null_in_parquet() -> None:
    told = replace(made(), sections=(Section("s", tables=(Table("t", (Column("a", "share"),), (("不可比",), (1,))),)),))
    (content,) = parquet_files(told).values()
    assert pq.read_table(io.BytesIO(content)).column("a").to_pylist() == [None, 1.0]


def test_tables_as_parquet_are_typed_and_unknown_is_null() -> None:
    [content] = parquet_files(made()).values()
    found = pq.read_table(io.BytesIO(content))
    assert [str(each) for each in found.schema.types] == ["double", "string", "double", "double", "date32[day]", "double", "string"]  # fmt: skip # noqa: E501
    assert found["余额"].to_pylist() == [988187.55, None, 0.0] and found["说明"][0].as_py() == "=1+1"


def test_every_table_of_a_review_is_a_file_of_its_rows_alone() -> None:
    report = branch("zh")
    files = csv_files(report)
    assert list(files)[:2] == ["1-1 谁完成了多少.csv", "2-1 差额从何而来.csv"] and len(files) == 4
    assert "合计" not in files["1-1 谁完成了多少.csv"].decode("utf-8-sig")
    assert [pq.read_table(io.BytesIO(each)).num_rows for each in parquet_files(report).values()] == [12, 13, 10, 3]


def test_columns_of_one_name_and_titles_no_file_may_have_are_no_trouble() -> None:
    report = single("r", [], [table("a/b:c" * 40, (Column("额", "CNY"), Column("额", "CNY")), ((1, 2),))], "zh")
    [(name, content)] = parquet_files(report).items()
    assert "/" not in name and ":" not in name and len(name) < 80
    assert pq.read_table(io.BytesIO(content)).column_names == ["额", "额 2"]
