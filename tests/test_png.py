"""A poster as a picture: its size, what stands on it, and that nothing else does."""

import io
import struct
from dataclasses import replace
from datetime import datetime

import pypdf
import pytest

from data.exports.png import png, told
from data.exports.poster import Layout, Line, Poster
from data.exports.report import Stamp
from data.exports.typeset import typeset
from tests.reported import LONG_NAME

LARGEST = 2 * 2**20
STAMP = Stamp("李行长", datetime(2026, 11, 2, 8, 5), "城东支行", 42, "未封账")
ROWS = (
    Line("一队", "412.0 万", "● 正常", 1.012, "1"), Line("二队", "301.5 万", "▼ 落后", 0.824, "2"),
    Line("三队", "–", "", None, ""),
)  # fmt: skip


def poster(layout: Layout, rows: tuple[Line, ...] = ROWS, language: str = "zh") -> Poster:
    figures = (("完成率", "65.8%", "！预警"), ("达到目标", "4 / 11 人", ""))
    return Poster(layout, "10月战报", "差 42 万。", figures, rows, ("数据日 10月31日",), language, STAMP)


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", picture[16:24])
    return wide, high


def words(made: Poster) -> str:
    """What the picture says, read from the same template set as a page."""
    return "\n".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(typeset("poster.typ", told(made), "pdf", None))).pages
    )


@pytest.mark.parametrize("layout", ["battle", "winners", "ranking"])
def test_a_picture_is_upright_for_phones_and_small_enough_to_send(layout: Layout) -> None:
    assert size(png(poster(layout))) == (1080, 1350)
    full = png(poster(layout, tuple(Line(LONG_NAME, f"{n},000.0 万", "！预警", n / 30, str(n)) for n in range(60))))
    wide, high = size(full)
    assert wide == 1080 and 1350 <= high <= 3200 and len(full) <= LARGEST


@pytest.mark.parametrize("layout", ["battle", "winners", "ranking"])
def test_it_says_what_it_was_given_and_who_made_it(layout: Layout) -> None:
    said = words(poster(layout))
    for each in ("10月战报", "差 42 万。", "65.8%", "！预警", "一队", "301.5 万", "▼ 落后", "–", "数据日 10月31日", "版本 42"):  # fmt: skip # noqa: E501
        assert each in said, each


def test_rows_that_find_no_room_are_counted_not_shown() -> None:
    said = words(poster("ranking", tuple(Line(f"第{n}名", f"{n}") for n in range(1, 26))))
    assert "第20名" in said and "第21名" not in said and "另有 5 项未列出" in said


def test_bars_are_measured_against_one_or_the_longest() -> None:
    assert told(poster("battle"))["longest"] == 1.012
    assert told(poster("battle", ()))["longest"] == 0 and size(png(poster("battle", ()))) == (1080, 1350)


def test_equal_posters_are_equal_pictures_and_english_is_english() -> None:
    made = replace(poster("battle", language="en"), stamp=replace(STAMP, by="Li", reader="East", state="sealed"))
    assert png(made) == png(made)
    assert "Made by Li on 2026-11-02 08:05 for East, version 42 · sealed" in words(made)


def test_names_are_text_and_never_markup() -> None:
    assert "#panic()[*x*]_$" in words(poster("winners", (Line("#panic()[*x*]_$", "1"),)))
