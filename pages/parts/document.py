"""A report's sections on a page: the answer, notes, figures, tables as text with their charts, and comments."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.exports import steps
from data.exports.look import spoken_band
from data.exports.report import Cell, Comment, Definition, Section, Table
from data.exports.written import text
from data.text import numbers
from pages.parts import lists
from pages.parts.charts import CONFIG
from pages.parts.colours import is_dark
from pages.parts.plain import Cell as Shown
from pages.parts.plain import table as plain
from pages.parts.report_chart import MOST, figure

if TYPE_CHECKING:
    from pages.parts.room import Room

SHOWN = 15
# as wide as a page across prints it
WIDE = 940


def draw(room: "Room", code: str, section: Section, answered: bool = True) -> None:
    """One section; `answered` False leaves out an answer that stands above already."""
    parts = [f'<p class="said">{escape(section.answer)}</p>'] if section.answer and answered else []
    parts.append(_figures(section, room.language))
    parts += [f'<p class="note">{escape(note)}</p>' for note in section.notes]
    st.html(lists.section(section.title, *parts))
    for number, each in enumerate(section.tables):
        _table(room, f"{code}_{number}", each, titled=len(section.tables) > 1)
    if section.comments:
        st.html("".join(_comment(room, each) for each in section.comments))


def _figures(section: Section, language: str) -> str:
    """The few big numbers, each word in its band's colour."""
    cells = "".join(
        f"<div><dt>{escape(what)}</dt><dd>{escape(written)}</dd>"
        f"<dd class='{spoken_band(word, language) or 'note'}'>{escape(word)}</dd></div>"
        for what, written, word in section.figures
    )
    return f'<dl class="figures">{cells}</dl>' if cells else ""


def _table(room: "Room", key: str, each: Table, titled: bool) -> None:
    title = f'<h3 class="part">{escape(each.title)}</h3>' if titled else ""
    picture = figure(each, each.chart, room.language, is_dark()) if each.chart else None
    if picture and each.chart:
        finding = steps.titled(each, each.chart, room.language, MOST)
        st.html(f'{title}<p class="note">{escape(finding)}</p>')
        st.plotly_chart(picture, width=WIDE, config=CONFIG, key=f"chart_{key}", alt=f"{each.title} {finding}")
        if each.chart.kind == "waterfall":
            return
    elif title:
        st.html(title)
    st.html(_text(room, each, 0, SHOWN))
    if len(each.rows) > SHOWN:
        with st.expander(room.say("review.rest_rows", count=len(each.rows) - SHOWN)):
            st.html(_text(room, each, SHOWN, len(each.rows)))


def _text(room: "Room", each: Table, first: int, last: int) -> str:
    """Some of the rows; the total stands below those that come first."""
    marks = dict(each.marks)
    rows = [_row(room, each, row, marks.get(place)) for place, row in enumerate(each.rows)][first:last]
    if each.total is not None and first == 0:
        rows.append(_row(room, each, each.total, marks.get(-1), whole=True))
    words = next((place for place, column in enumerate(each.columns) if column.right), len(each.columns))
    return plain([column.title for column in each.columns], rows, each.title, words)


def _row(room: "Room", each: Table, row: tuple[Cell, ...], band: str | None, whole: bool = False) -> list[Shown | str]:
    cells: list[Shown | str] = []
    for place, (value, column) in enumerate(zip(row, each.columns, strict=True)):
        tone = band if band and place == each.band else "whole" if whole else ""
        cells.append(Shown(text(value, column, room.language), tone))
    return cells


def _comment(room: "Room", each: Comment) -> str:
    head = f"{each.who} · {numbers.short_day(each.day, room.language)}"
    return f'<blockquote class="comment"><p>{escape(each.text)}</p><p class="note">{escape(head)}</p></blockquote>'


def definitions(found: Sequence[Definition]) -> str:
    """What each number means, how it is computed, and where it comes from."""
    cells = (f"<dt>{escape(each.name)}</dt><dd>{escape(each.formula)}（{escape(each.source)}）</dd>" for each in found)
    return f'<dl class="meanings">{"".join(cells)}</dl>'
