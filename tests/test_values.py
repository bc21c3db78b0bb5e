"""Cells read as values: what each way of writing means, and why what can't be read isn't guessed."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import duckdb
import pytest

from data import values
from data.kinds import Field, FieldType, Names
from data.values import Notation

Read = tuple[object, str | None]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        values.install(connection)
        yield connection


def read(
    con: duckdb.DuckDBPyConnection,
    kind: FieldType,
    text: str,
    scale: Decimal | None = None,
    way: Notation | None = None,
) -> Read:
    way = way or Notation()
    field = Field(type=kind, names=Names(zh=("列",), en=("column",)), values={"main": ("主办",)}, closed=True)
    sql = f"""
        with cells as (select {values.cell(field, "given")} as said from (select $text::varchar as given)),
        readings as (select said, {values.read(field, "said", scale, way)} as value from cells)
        select value, if(value is null and said is not null, {values.problem(field, "said", scale, way)}, null)
        from readings
    """
    value, code = con.execute(sql, {"text": text}).fetchall()[0]
    return value, code


DAY = date(2026, 10, 15)


@pytest.mark.parametrize(
    "text",
    ["2026-10-15", "2026/10/15", "20261015", "2026年10月15日", "2026.10.15", "2026/10/15 10:30", "46310", "46310.4375",
     "２０２６年１０月１５日", "15-Oct-2026", "2026-10-15T10:30:00", "15/10/2026", "10/15/2026", " 2026-10-15\t",
     "2026年10月15日 10时30分", "20261015103000"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert read(con, "day", text) == (DAY, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("03/04/2026", "ambiguous_date"), ("26-10-15", "ambiguous_date"), ("2021-02-29", "bad_date"),
     ("2026-13-01", "bad_date"), ("19999", "bad_date"), ("80001", "bad_date"), ("infinity", "bad_date"),
     ("2026-10-15 soon", "bad_date"), ("31/31/2026", "bad_date"), ("2026-10", "bad_date")],
)  # fmt: skip
def test_a_day_that_is_unclear_or_does_not_exist_is_not_guessed(
    con: duckdb.DuckDBPyConnection, text: str, code: str
) -> None:
    assert read(con, "day", text) == (None, code)


def test_a_stated_order_settles_which_number_is_the_month(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, "day", "03/04/2026", way=Notation(day_order="dmy")) == (date(2026, 4, 3), None)
    assert read(con, "day", "03/04/2026", way=Notation(day_order="mdy")) == (date(2026, 3, 4), None)
    assert read(con, "day", "05/05/2026") == (date(2026, 5, 5), None)
    assert read(con, "day", "04/25/2026", way=Notation(day_order="dmy")) == (None, "bad_date")


@pytest.mark.parametrize(
    ("text", "value"),
    [("10:30", time(10, 30)), ("8:05", time(8, 5)), ("10：30", time(10, 30)), ("10时30分", time(10, 30)),
     ("0.4375", time(10, 30)), ("2026-10-15 10:30:05", time(10, 30, 5)), ("下午3:05", time(15, 5)),
     ("3:05 PM", time(15, 5)), ("上午 9:05", time(9, 5)), ("下午12:05", time(12, 5))],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(con: duckdb.DuckDBPyConnection, text: str, value: time) -> None:
    assert read(con, "time", text) == (value, None)


@pytest.mark.parametrize(
    ("text", "told", "lost"),
    [("2026-10-15 10:30", time(10, 30), False), ("2026-10-15 3:05 PM", time(15, 5), False),
     ("2026-10-15", None, False), ("2026-10-15 00:00:00", None, False), ("46310.4375", time(10, 30), False),
     ("2026-10-15 25:99", None, True), ("2026-10-15 24:00", None, True), ("2026-10-15 13:05 PM", None, True)],
)  # fmt: skip
def test_a_time_behind_a_day_is_told_or_known_to_be_none(
    con: duckdb.DuckDBPyConnection, text: str, told: time | None, lost: bool
) -> None:
    assert con.execute("select time_behind($t), time_lost($t)", {"t": text}).fetchall() == [(told, lost)]


def test_quantities_and_shares_are_rounded_to_four_decimals(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, "number", "83333.33335") == (Decimal("83333.3334"), None)
    assert read(con, "share", "0.333333") == (Decimal("0.3333"), None)


@pytest.mark.parametrize("text", ["24:00", "25:00", "1030", "soon"])
def test_what_is_no_time_is_refused(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert read(con, "time", text) == (None, "bad_time")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1234.5", "1234.5"), ("1,234.50", "1234.5"), ("1,234", "1234"), ("(5)", "-5"), ("（1,234.5）", "-1234.5"),
     ("5-", "-5"), ("-5", "-5"), ("- 5", "-5"), ("+5", "5"), ("1234.56元", "1234.56"), ("5万元", "50000"),
     ("1.2亿", "120000000"), ("2千万", "20000000"), ("¥5", "5"), ("￥1,000.00", "1000"), ("CNY 5", "5"),
     ("１２３４．５", "1234.5"), ("1.05E+7", "10500000"), ("1.2345e+02", "123.45"), ("1E3", "1000"),
     ("1052.7500000001", "1052.75"), ("0.30000000000000004", "0.3"), ("1 234", "1234"), ("'-5", "-5")],
)  # fmt: skip
def test_money_is_read_however_it_is_written(con: duckdb.DuckDBPyConnection, text: str, value: str) -> None:
    assert read(con, "money", text) == (Decimal(value), None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("11,50万元", "ambiguous_number"), ("1052,75元", "ambiguous_number"), ("1,23", "ambiguous_number"),
     ("1.234.567", "ambiguous_number"), ("$5", "foreign_currency"), ("5美元", "foreign_currency"),
     ("abc", "bad_number"), ("5%", "bad_number"), ("--5", "bad_number"), ("(-5)", "bad_number"), ("(5", "bad_number"),
     ("99999999999999999", "too_large"), ("1000万亿", "bad_number"), ("1_000", "bad_number"), ("1E", "bad_number"),
     ("1.23455", "too_fine"), ("1.00001", "too_fine"), ("1.000000012万", "too_fine"), ("¥1.23455", "too_fine"),
     ("99999999999亿", "too_large")],
)  # fmt: skip
def test_money_that_is_unclear_foreign_or_too_large_is_refused(
    con: duckdb.DuckDBPyConnection, text: str, code: str
) -> None:
    assert read(con, "money", text) == (None, code)


def test_a_stated_decimal_sign_settles_the_comma(con: duckdb.DuckDBPyConnection) -> None:
    comma, point = Notation(point=","), Notation(point=".")
    assert read(con, "money", "11,50万元", way=comma) == (Decimal(115000), None)
    assert read(con, "money", "1052,75元", way=comma) == (Decimal("1052.75"), None)
    assert read(con, "money", "1.234,5", way=comma) == (Decimal("1234.5"), None)
    assert read(con, "money", "1,234", way=comma) == (Decimal("1.234"), None)
    assert read(con, "money", "1,234", way=point) == (Decimal(1234), None)


def test_a_thousands_sign_tells_the_decimal_sign() -> None:
    assert values.notation(None, ".", None, None, "CNY").point == ","
    assert values.notation(None, ",", "day first", None, "CNY") == Notation(".", "dmy", None, "CNY")


def test_a_header_in_ten_thousands_scales_exactly_and_not_a_cell_that_states_its_own_unit(
    con: duckdb.DuckDBPyConnection,
) -> None:
    scale = Decimal(10000)
    assert read(con, "money", "1.2345678", scale) == (Decimal("12345.678"), None)
    assert read(con, "money", "5", scale) == (Decimal(50000), None)
    assert read(con, "money", "¥5", scale) == (Decimal(50000), None)
    assert read(con, "money", "5万元", scale) == (Decimal(50000), None)
    assert read(con, "money", "5元", scale) == (Decimal(5), None)
    assert read(con, "money", "99999999999", scale) == (None, "too_large")
    assert read(con, "money", "1.234567891", scale) == (None, "too_fine")
    assert read(con, "money", "1.2345678000000001", scale) == (Decimal("12345.678"), None)


def test_a_home_in_another_currency_reads_its_own_signs(con: duckdb.DuckDBPyConnection) -> None:
    dollars = Notation(currency="USD")
    assert read(con, "money", "$1,234.50", way=dollars) == (Decimal("1234.5"), None)
    assert read(con, "money", "5元", way=dollars) == (None, "foreign_currency")


def test_shares_take_percents_and_counts_their_words(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, "share", "50%") == (Decimal("0.5"), None)
    assert read(con, "share", "50%", Decimal("0.01")) == (Decimal("0.5"), None)
    assert read(con, "share", "50", Decimal("0.01")) == (Decimal("0.5"), None)
    assert read(con, "number", "1,000笔") == (Decimal(1000), None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2026-10", "2026-10"), ("202610", "2026-10"), ("2026年10月", "2026-10"), ("2026/1", "2026-01"),
     ("2026M1", "2026-01"), ("10/2026", "2026-10"), ("Oct 2026", "2026-10"), ("2026Q4", "2026Q4"),
     ("2026年第四季度", "2026Q4"), ("Q4 2026", "2026Q4"), ("2026H1", "2026H1"), ("2026年上半年", "2026H1"),
     ("2026-W41", "2026-W41"), ("2026年第41周", "2026-W41"), ("2026-W53", "2026-W53"), ("2026", "2026"),
     ("2026年度", "2026"), ("2026-10-01..2026-10-31", "2026-10"),
     ("2026年10月1日至2026年10月31日", "2026-10"), ("2026-10-05..2026-10-11", "2026-W41"),
     ("2026-10-01..2026-10-30", "2026-10-01..2026-10-30"), ("2026-10-01..2026-12-31", "2026-10-01..2026-12-31"),
     ("开门红", "开门红"),
     ("2027年开门红", "2027年开门红")],
)  # fmt: skip
def test_a_period_is_kept_in_one_way(con: duckdb.DuckDBPyConnection, text: str, code: str) -> None:
    assert read(con, "period", text) == (code, None)


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026Q5",
        "202613",
        "2026-W54",
        "2025-W53",
        "10月",
        "Oct-26",
        "2026-10-31..2026-10-01",
        "一季度",
        "十一月",
        "本月",
    ],
)
def test_what_looks_like_a_period_and_is_none_is_refused(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert read(con, "period", text) == (None, "bad_period")


def test_a_day_is_a_period_only_where_the_mapping_says_which(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, "period", "2026-10-01") == (None, "ambiguous_period")
    assert read(con, "period", "2026-10-01", way=Notation(span="quarter")) == ("2026Q4", None)
    assert read(con, "period", "46310", way=Notation(span="month")) == ("2026-10", None)


@pytest.mark.parametrize("text", ["", " ", "-", "—", "–", "--", "\u3000", "\xa0"])
@pytest.mark.parametrize("kind", ["day", "money", "text", "id", "period"])
def test_dashes_and_blanks_say_nothing(con: duckdb.DuckDBPyConnection, kind: FieldType, text: str) -> None:
    assert read(con, kind, text) == (None, None)


def test_ids_keep_their_zeros_and_lose_what_a_spreadsheet_added(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, "id", "００１２") == ("0012", None)
    assert read(con, "id", "0012\t") == ("0012", None)
    assert read(con, "id", "12.0") == ("12", None)
    for damaged in ("1.23457E+17", "6.22E+18", "6.22e+18", "6E+18", "6.22E18"):
        assert read(con, "id", damaged) == (None, "damaged_id")
    for sound in ("6E18", "A+1", "3.5寸"):
        assert read(con, "id", sound) == (sound, None)
    assert read(con, "id", "x" * 201) == (None, "too_long")


def test_codes_know_their_words(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, "code", "主办") == ("main", None)
    assert read(con, "code", "MAIN") == ("main", None)
    assert read(con, "code", "owner") == (None, "unknown_code")
    assert read(con, "yes_no", "是") == (True, None)
    assert read(con, "yes_no", "maybe") == (None, "bad_yes_no")
