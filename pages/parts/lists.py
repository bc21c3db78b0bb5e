"""Short lists as text: the last day's results, leads and gaps, and what today's numbers lack."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st


class Item(NamedTuple):
    """One line: what, how much, its band or `quiet` for the colour of how much, and the whole story on hover."""

    what: str
    how_much: str
    tone: str = "quiet"
    hover: str = ""


def show(html: str) -> None:
    """Draws a part, unless it has nothing to say."""
    if html:
        st.html(html)


def listed(items: Iterable[Item]) -> str:
    """Items as a list, what on the left and how much on the right."""
    return f'<ul class="list">{"".join(_item(item) for item in items)}</ul>'


def _item(item: Item) -> str:
    what = f'<span title="{escape(item.hover or item.what)}">{escape(item.what)}</span>'
    return f'<li>{what}<span class="{item.tone}">{escape(item.how_much)}</span></li>'


def section(finding: str, *parts: str) -> str:
    """A titled block; the title says the finding."""
    return f'<h2 class="finding">{escape(finding)}</h2>{"".join(parts)}'


def side_by_side(parts: Sequence[tuple[str, str]]) -> str:
    """Two titled lists beside each other, one under the other where it is narrow."""
    blocks = "".join(f'<div><h3 class="part">{escape(title)}</h3>{body}</div>' for title, body in parts)
    return f'<div class="pair">{blocks}</div>'
