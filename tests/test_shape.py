"""The table of a sheet: its header wherever it stands, the unit in it, and rows that are no records."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from data import store
from data.headers import fold, heading, is_known, match
from data.home import Home
from data.kinds import kinds
from data.shape import Header, find_header, is_form, is_total, skipped
from data.sources.sheet import Merge, Sheet, Staged, cut, stage_rows

Grid = list[list[str | None]]


@pytest.fixture
def con(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with store.scratch(home) as connection:
        yield connection


def sheet(rows: Grid, merges: tuple[Merge, ...] = ()) -> Sheet:
    head = tuple((line, cut(cells)) for line, cells in enumerate(rows, start=1))
    return Sheet("s", head, lambda con, after, width: Staged(""), merges, len(rows))


def found(rows: Grid) -> Header:
    header = find_header(sheet(rows), is_known)
    assert header is not None
    return header


def test_the_header_is_found_below_title_rows() -> None:
    header = found(
        [
            ["城东支行业绩表"],
            ["2026年10月", None, "单位：万元"],
            [None],
            ["姓名", "日期", "金额"],
            ["张伟", "10-1", "3"],
        ]
    )
    assert (header.line, header.names, header.factor) == (4, ("姓名", "日期", "金额"), Decimal(10_000))
    assert header.above == ((1, "title"), (2, "title"), (3, "blank"))


def test_a_total_above_the_header_is_called_a_total() -> None:
    assert found([["合计", "", "300"], ["姓名", "日期", "金额"]]).above == ((1, "total"),)


@pytest.mark.parametrize(
    ("top", "below", "names"),
    [
        (["姓名", "存款", None], [None, "目标", "实际"], ("姓名", "存款 目标", "存款 实际")),
        (["基本信息", None, "业绩"], ["工号", "姓名", "金额"], ("工号", "姓名", "金额")),
        (["姓名", "本月", None, "备注"], ["姓名", "目标值", "笔数", None], ("姓名", "目标值", "笔数", "备注")),
        (
            ["工号", "2026年", None, None],
            [None, "1月", "2月", "3月"],
            ("工号", "2026年 1月", "2026年 2月", "2026年 3月"),
        ),
    ],
)
def test_two_header_rows_become_one(top: list[str | None], below: list[str | None], names: tuple[str, ...]) -> None:
    header = found([top, below, ["张伟", "1", "2"]])
    assert header.names == names
    assert header.line == 2


@pytest.mark.parametrize(
    "first", [["张伟", "城东支行", None, "甲"], ["张伟", None, None, "甲"], ["张伟", "城东支行", "男", "甲"]]
)
def test_a_first_record_of_words_is_no_second_header_row(first: list[str | None]) -> None:
    assert found([["姓名", "机构", "性别", "备注"], first, ["王芳", "城西支行"]]).line == 1
    assert found([["姓名", "机构", None, "备注"], first, ["王芳", "城西支行"]]).line == 1


def test_unknown_headers_are_found_by_their_looks_and_numbers_are_none() -> None:
    assert found([["报表"], ["甲", "乙", "丙"], ["1", "2", "3"]]).names == ("甲", "乙", "丙")
    assert find_header(sheet([["7.500", "278.27", "2087"]]), is_known) is None
    assert find_header(sheet([["日期时间标题"], ["2023-01-01"]]), is_known) is None


def test_a_file_without_headers_is_named_by_position() -> None:
    assert find_header(sheet([["a", "b"], ["c", "d", "e"]]), is_known, 0) == Header(0, ("1", "2", "3"))


def test_a_sheet_of_cells_merged_sideways_is_a_form() -> None:
    rows: Grid = [["部门：", None, "姓名："]] * 6
    sideways = tuple(Merge(line, 0, line, 1) for line in range(1, 5))
    upright = tuple(Merge(line, 0, line + 1, 0) for line in range(1, 6, 2))
    assert is_form(sheet(rows, sideways))
    assert not is_form(sheet(rows, upright))


@pytest.mark.parametrize(
    "spelling", ["业绩日期", " 业绩\n日期 ", "业绩日期*", "＊业绩日期", "业绩日期（必填）", "业绩日期："]
)
def test_spellings_of_a_header_are_folded(spelling: str) -> None:
    assert fold(spelling) == "业绩日期"


def test_english_headers_are_folded() -> None:
    assert {fold(word) for word in ("Order Date", "order_date", "OrderDate", "ＯＲＤＥＲ-DATE")} == {"orderdate"}


@pytest.mark.parametrize(
    ("text", "bare", "factor", "currency"),
    [
        ("余额（万元）", "余额", "10000", None),
        ("余额(单位：亿元)", "余额", "100000000", None),
        ("余额/千元", "余额", "1000", None),
        ("完成率%", "完成率", "0.01", None),
        ("完成率 [％]", "完成率", "0.01", None),
        ("新增（户）", "新增", "1", None),
        ("金额（美元）", "金额", "1", "USD"),
        ("金额（万美元）", "金额", "10000", "USD"),
        ("金额（不含税）", "金额(不含税)", None, None),
        ("金额", "金额", None, None),
    ],
)
def test_the_unit_is_read_out_of_a_header(text: str, bare: str, factor: str | None, currency: str | None) -> None:
    read = heading(text)
    assert (read.bare, read.factor, read.currency) == (bare, Decimal(factor) if factor else None, currency)


def test_of_two_columns_for_one_field_the_better_name_wins() -> None:
    headings = [heading(text) for text in ("姓名", "客户经理", "日期", "业绩日期", "金额（元）")]
    assert match(kinds()["sale"], headings) == {"day": 3, "manager_name": 1, "amount": 4}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("合计", None, "300"), True),
        (("合 计：", "12户", "-", "1,204.50元"), True),
        (("华东", "小计", None, "100"), True),
        (("城东支行小计", None, None, "100"), True),
        (("Total", None, "300"), True),
        (("张伟", "Grand total", None, "(3.5)"), True),
        (("S001", "Total", "2026-10-01", "壳牌"), False),
        (("S001", "Total", "7", "300"), False),
        (("张伟", "会计", "300"), False),
        (("合计部", "城东", "300"), False),
        (("张伟", "2026-10-01", "300"), False),
    ],
)
def test_total_rows_are_told_from_records(cells: tuple[str | None, ...], expected: bool) -> None:
    assert is_total(cells) is expected


def test_blank_and_total_rows_of_a_table_are_listed(con: duckdb.DuckDBPyConnection) -> None:
    rows = [("合计", "3"), ("张伟", "1"), (" ", None), ("会计王芳", "2"), ("总 计", "3"), (None, None)]
    staged = stage_rows(con, "a.csv", [(line, cells) for line, cells in enumerate(rows, start=2)], 1, 2)
    assert skipped(con, staged.table, 2) == ((2, "total"), (4, "blank"), (6, "total"), (7, "blank"))
