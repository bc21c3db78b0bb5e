"""Plain tables as text, for what is read and printed: a row a line, numbers on the right, cells that may be links.

`st.table` reads every cell as Markdown: a review of 41 tables takes a browser 13 s so, and 5 s as this text.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class Cell(NamedTuple):
    """What a cell says, its band or `quiet` for its colour, and where it leads."""

    text: str
    tone: str = ""
    href: str | None = None


def table(heads: Sequence[str], rows: Sequence[Sequence[Cell | str]], label: str, words: int = 1) -> str:
    """Rows under their heads; the first `words` columns are words, the others numbers on the right."""
    head = "".join(f'<th class="{_side(n, words)}" scope="col">{escape(each)}</th>' for n, each in enumerate(heads))
    body = "".join(f"<tr>{''.join(_cell(n, each, words) for n, each in enumerate(row))}</tr>" for row in rows)
    wrapped = (
        f'<table class="plain" aria-label="{escape(label)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )
    return f'<div class="wide">{wrapped}</div>'


def _cell(place: int, cell: Cell | str, words: int) -> str:
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    text = escape(cell.text)
    if cell.href:
        text = f'<a href="{escape(cell.href)}" target="_self">{text}</a>'
    return f'<td class="{_side(place, words)} {cell.tone}">{text}</td>'


def _side(place: int, words: int) -> str:
    return "word" if place < words else "figure"
