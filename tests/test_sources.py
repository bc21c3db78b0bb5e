"""Files become rows of text: every encoding, delimiter and container, with the lines they stand on."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import store
from data.errors import Refused
from data.home import Home
from data.sources import Layout, open_file
from data.sources import csv as text_files
from data.sources.excel import text

TABLE = "姓名,工号,备注\n张伟,007,a\n王芳,012,\n"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
Con = duckdb.DuckDBPyConnection


@pytest.fixture
def con(home: Home) -> Iterator[Con]:
    with store.scratch(home) as connection:
        yield connection


def rows(
    con: Con, path: Path, layout: Layout | None = None, width: int = 3, after: int = 1
) -> list[tuple[object, ...]]:
    staged = open_file(con, path, layout)[0].stage(con, after, width)
    return con.execute(f"select * from {staged.table} order by line").fetchall()


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(con: Con, path: Path, layout: Layout | None = None) -> str:
    with pytest.raises(Refused) as raised:
        open_file(con, path, layout)
    return raised.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
def test_every_usual_encoding_gives_the_same_rows(con: Con, tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "a.csv", TABLE.encode(encoding))
    assert rows(con, path) == [(2, "张伟", "007", "a"), (3, "王芳", "012", None)]


def test_an_encoding_without_a_mark_can_be_stated(con: Con, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", TABLE.encode("utf-16-le"))
    assert refusal(con, path) == "refuse.not_its_suffix"
    assert rows(con, path, Layout(encoding="utf-16-le"))[0] == (2, "张伟", "007", "a")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(con: Con, tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path, "a.csv", TABLE.replace("a\n", '"1,5;2"\n').replace(",", delimiter).encode())
    assert [row[2] for row in rows(con, path)] == ["007", "012"]


def test_quoted_line_breaks_stay_in_their_cell_and_lines_stay_true(con: Con, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", '姓名,备注\n张伟,"一\n二"\n\n王芳,"说""好"""\n'.encode())
    assert rows(con, path, width=2) == [(2, "张伟", "一\n二"), (4, None, None), (5, "王芳", '说"好"')]


def test_short_rows_are_padded_and_long_rows_are_handed_over(con: Con, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"a,b\n1\n1,2,\n1,2,3\n")
    staged = open_file(con, path)[0].stage(con, 1, 2)
    assert con.execute(f"select * from {staged.table}").fetchall() == [(2, "1", None), (3, "1", "2")]
    assert staged.ragged == ((4, ("1", "2", "3")),)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_large_file_gives_the_rows_a_small_one_gives(
    con: Con, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    path = write(tmp_path, "a.csv", TABLE.encode(encoding))
    small = rows(con, path)
    monkeypatch.setattr(text_files, "LARGE", 1)
    assert rows(con, path) == small


def test_a_large_file_with_a_long_row_loses_nothing(con: Con, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "LARGE", 1)
    staged = open_file(con, write(tmp_path, "a.csv", b"a,b\n1,2\n1\n1,2,3\n"))[0].stage(con, 1, 2)
    assert con.execute(f"select * from {staged.table}").fetchall() == [(2, "1", "2"), (3, "1", None)]
    assert len(staged.ragged) == 1


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=8)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_what_a_spreadsheet_program_writes_is_read_back(con: Con, tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    lines = ["a,b"] + [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    path = write(tmp_path, "a.csv", "\n".join(lines).encode())
    expected = [tuple(re.sub("\r\n?", "\n", cell) if cell.strip() else None for cell in row) for row in cells]
    assert [row[1:] for row in rows(con, path, Layout(delimiter=","), width=2)] == expected


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (1001.0, "1001"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (6.22e18, "6.22E+18"),
        (-3.5, "-3.5"),
        (True, "true"),
        ("", None),
        ("007", "007"),
        (datetime.datetime(2026, 10, 1), "2026-10-01"),
        (datetime.datetime(2026, 10, 1, 9, 30), "2026-10-01 09:30:00"),
        (datetime.date(2026, 10, 1), "2026-10-01"),
        (datetime.time(9, 30), "09:30:00"),
        (datetime.timedelta(hours=26, minutes=5), "26:05:00"),
    ],
)
def test_a_cell_is_written_the_short_exact_way(cell: object, shown: str | None) -> None:
    assert text(cell) == shown


def test_a_workbook_gives_values_of_formulas_and_fills_upright_merges(con: Con, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("业绩")
        sheet.write_row(0, 0, ["支行", "工号", "金额"])
        sheet.merge_range("A2:A3", "城东")
        sheet.write_row(1, 1, ["007", 10])
        sheet.write_row(2, 1, ["008"])
        sheet.write_formula(2, 2, "=C2*2", None, 20)
    assert rows(con, tmp_path / "a.xlsx") == [(2, "城东", "007", "10"), (3, "城东", "008", "20")]


def test_old_workbooks_and_open_documents_are_read(con: Con, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("s")
    for column, value in enumerate(["x", 1001, 1.5]):
        sheet.write(1, column, value)
    book.save(str(tmp_path / "a.xls"))
    assert rows(con, tmp_path / "a.xls") == [(2, "x", "1001", "1.5")]
    assert rows(con, open_document(tmp_path), width=2) == [(2, "张伟", "1001")]


def open_document(folder: Path) -> Path:
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell></table:table-row>"
        for name, kind, shown in [
            ("姓名", 'office:value-type="string"', "工号"),
            ("张伟", 'office:value-type="float" office:value="1001"', "1,001"),
        ]
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(folder / "a.ods", "w") as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="s">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return folder / "a.ods"


def test_hidden_sheets_are_read_only_when_named(con: Con, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("shown").write(0, 0, "a")
        hidden = book.add_worksheet("hidden")
        hidden.write(0, 0, "b")
        hidden.hide()
    assert [sheet.name for sheet in open_file(con, tmp_path / "a.xlsx")] == ["shown"]
    assert [sheet.name for sheet in open_file(con, tmp_path / "a.xlsx", Layout(sheet="hidden"))] == ["hidden"]
    assert refusal(con, tmp_path / "a.xlsx", Layout(sheet="none")) == "refuse.sheet_unknown"


def test_parquet_columns_are_headers_and_values_text(con: Con, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    con.execute(
        "copy (select 1001.0::double as 工号, 0.5::double as x, timestamp '2026-10-01' as 日期, null::int as y)"
        f" to '{path}'"
    )
    assert open_file(con, path)[0].headers == ("工号", "x", "日期", "y")
    assert rows(con, path, after=0) == [(1, "1001", "0.5", "2026-10-01", None)]


def test_what_is_no_table_file_is_refused(con: Con, tmp_path: Path) -> None:
    def code(name: str, content: bytes) -> str:
        return refusal(con, write(tmp_path, name, content))

    assert refusal(con, tmp_path / "none.csv") == "refuse.no_such_file"
    assert code("empty.csv", b"") == code("blank.csv", b" \n,,\n") == "refuse.empty_file"
    assert code("page.xls", b"<html><table>") == code("a.xlsx", b"a,b\n1,2\n") == "refuse.not_its_suffix"
    assert code("a.parquet", b"PAR1....") == "refuse.broken_parquet"
    assert code("a.csv", b"PK\x03\x04....") == code("b.xlsx", b"PK\x03\x04....") == "refuse.broken_workbook"
    assert code("c.xls", b"\xd0\xcf\x11\xe0....") == "refuse.broken_workbook"
    assert code("l.xlsx", b"\xd0\xcf\x11\xe0.." + "EncryptedPackage".encode("utf-16-le")) == "refuse.password"
    assert code("q.csv", b'a,b\n1,"2\n3,4\n') == "refuse.broken_quotes"


def test_bytes_that_are_almost_utf_8_are_not_read_as_something_else(con: Con, tmp_path: Path) -> None:
    damaged = ("name\n" + "张伟王芳李雷\n" * 20).encode()[:-2] + b"\n"
    assert refusal(con, write(tmp_path, "a.csv", damaged)) == "refuse.undecodable"
    assert refusal(con, write(tmp_path, "b.csv", b"a,b\n\xff\xff,1\n")) == "refuse.undecodable"


def test_a_zip_bomb_is_not_opened(con: Con, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
    assert refusal(con, tmp_path / "a.xlsx") == "refuse.zip_bomb"
