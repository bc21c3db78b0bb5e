"""Tables of a deck: native ones with thin lines, numbers to the right, totals bold, bands in their colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Pt

from data.exports import look, written
from data.exports.pptx_box import Area, Words, write
from data.exports.report import Table

# sizes, and on how many lines a header may stand then
SIZES = ((12, 1), (11, 1), (12, 2), (11, 2), (10, 1), (10, 2), (9, 2), (8, 2))
# on each side of a cell, before a word behind a number, above and below its text; how many lines a cell may have
BESIDE, BEHIND, ABOVE, LINES = 4, 14, 3.5, 2
# lines of a sentence that has to be read whole
WHOLE = 6
# text is broken into lines, or cut, where it is wider than so many ems: as a name, as a sentence
NAME, SENTENCE = 10, 24
# the places of what is no row
HEADER, TOTAL = -2, -1
# how much wider letters may be than thought, and bold ones
PLAINLY, BOLD = 1.02, 1.12
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Fitted:
    """A table's text in a width: which columns, how wide each, at which size, how high header, rows and total are."""

    places: tuple[int, ...]
    widths: tuple[float, ...]
    size: int
    head: float
    heights: tuple[float, ...]
    total: float
    lines: int

    def rows(self, height: float, first: int = 0) -> int:
        """How many rows from the first on stand in a height, beside header and total; one at least."""
        reached = accumulate(self.heights[first:], initial=self.head + self.total)
        return max(sum(each <= height for each in reached) - 1, 1)

    def slots(self, height: float) -> list[tuple[int, int]]:
        """The first row of each slide of such a height, and the one after its last."""
        starts = [0]
        while starts[-1] < len(self.heights):
            starts.append(min(starts[-1] + self.rows(height, starts[-1]), len(self.heights)))
        return list(pairwise(starts))

    @property
    def height(self) -> float:
        """How high it all stands, with header and total."""
        return self.head + sum(self.heights) + self.total


def fitted(table: Table, language: str, places: Sequence[int], width: float, lines: int = LINES) -> Fitted:
    """At the largest size at which no number is broken; at the smallest, text gives way."""
    cells = [row for _, row in (*texts(table, language), *total(table, language))]
    tried = (
        (size, [_need(table, cells, place, head, lines) * size + _beside(table, place) for place in places])
        for size, head in SIZES
    )
    size, needs = next(((size, needs) for size, needs in tried if sum(needs) <= width), (SIZES[-1][0], []))
    needs = needs or [_need(table, cells, place, LINES, lines) * size + _beside(table, place) for place in places]
    if sum(needs) > width:
        needs = _squeezed(needs, [table.columns[place].right for place in places], width)
    widths = _spread([table.columns[place].wide for place in places], needs, width)
    return _measured(table, cells, places, widths, size, lines)


def _beside(table: Table, place: int) -> float:
    """What a cell leaves empty on both sides of its text: a word keeps off the number before."""
    behind = place > 0 and table.columns[place - 1].right and not table.columns[place].right
    return BESIDE + (BEHIND if behind else BESIDE)


def _squeezed(needs: list[float], kept: list[bool], width: float) -> list[float]:
    """Columns of text give up to two thirds of their width, then all alike."""
    left = width - sum(need for need, keep in zip(needs, kept, strict=True) if keep)
    part = max(left / (sum(needs) - width + left), 0.3) if not all(kept) else 1
    shrunk = [need if keep else need * part for need, keep in zip(needs, kept, strict=True)]
    return [each * min(width / sum(shrunk), 1) for each in shrunk]


def _need(table: Table, texts: Sequence[Sequence[str]], place: int, head: int, lines: int) -> float:
    """The ems a column needs for its header on so many lines and its widest cell, a text on so many."""
    title, right = table.columns[place].title, table.columns[place].right
    words = max((written.ems(word) for word in title.split() if word.isascii()), default=0)
    above = written.ems(title) if head == 1 else max(words, written.ems(title) / head + 0.6)
    slack = (BOLD if line >= len(table.rows) or place == table.band else PLAINLY for line in range(len(texts)))
    widest = max((written.ems(row[place]) * each for row, each in zip(texts, slack, strict=True)), default=0)
    if not right:
        widest = min(widest, max(NAME, min(widest / lines + 2, SENTENCE)) if lines > 1 else NAME)
    return max(above * BOLD, widest, 3.2)


def _spread(wide: list[float], needs: list[float], width: float) -> list[float]:
    """What is left over goes to the sentences, without any to all columns alike."""
    shares = [each if each > 1 else 0 for each in wide]
    if not sum(shares):
        shares = [1.0] * len(needs)
    more = max(width - sum(needs), 0) / sum(shares)
    return [need + more * share for need, share in zip(needs, shares, strict=True)]


def _measured(
    table: Table, cells: list[list[str]], places: Sequence[int], widths: list[float], size: int, lines: int
) -> Fitted:
    rooms = [(each - _beside(table, place)) / size for each, place in zip(widths, places, strict=True)]

    def high(texts: Sequence[str], most: int = lines) -> float:
        found = (written.lines(text, room) for text, room in zip(texts, rooms, strict=True))
        return min(max(found), most) * size * 1.22 + 2 * ABOVE

    heights = tuple(high([row[place] for place in places]) for row in cells)
    head = high([table.columns[place].title for place in places], max(lines, LINES))
    rows, under = heights[: len(table.rows)], sum(heights[len(table.rows) :])
    return Fitted(tuple(places), tuple(widths), size, head, rows, under, lines)


def draw(slide: Slide, area: Area, table: Table, fit: Fitted, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Header and rows, each by its place in the table (−1 its total)."""
    high = [fit.total if row == TOTAL else fit.heights[row] for row, _ in rows]
    frame = slide.shapes.add_table(
        len(rows) + 1, len(fit.places), *Area(area.left, area.top, sum(fit.widths), fit.head + sum(high)).emu()
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", table.title)
    drawn = frame.table
    properties = drawn._tbl.tblPr
    properties.set("bandRow", "0")
    properties.find(qn("a:tableStyleId")).text = PLAIN
    for place, width in enumerate(fit.widths):
        drawn.columns[place].width = Pt(width)
    for line, each in enumerate((fit.head, *high)):
        drawn.rows[line].height = Pt(each)
    for column, place in enumerate(fit.places):
        _write(drawn.cell(0, column), table, fit, column, table.columns[place].title, HEADER)
        for line, (row, texts) in enumerate(rows, 1):
            _write(drawn.cell(line, column), table, fit, column, texts[place], row)


def _write(cell: _Cell, table: Table, fit: Fitted, column: int, text: str, row: int) -> None:
    """A cell of the header, the total or a row, by its place in the table."""
    place = fit.places[column]
    room = (fit.widths[column] - _beside(table, place)) / fit.size
    lines = max(fit.lines, LINES) if row == HEADER else fit.lines
    kept = text if written.lines(text, room) <= lines else written.cut(text, room * lines / written.WORDS - 1)
    cell.margin_left, cell.margin_right = Pt(_beside(table, place) - BESIDE), Pt(BESIDE)
    cell.margin_top = cell.margin_bottom = Pt(ABOVE - 1)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if row == HEADER else MSO_ANCHOR.MIDDLE
    band = dict(table.marks).get(row) if place == table.band else None
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if table.columns[place].right else PP_ALIGN.LEFT
    write(paragraph, Words(kept, fit.size, row < 0 or band is not None, look.BANDS[band] if band else ""))
    _lined(cell, row)


def _lined(cell: _Cell, row: int) -> None:
    """A thick line under the header, one over the total, hair lines between rows."""
    properties = cell._tc.get_or_add_tcPr()
    for side in ("L", "R"):
        properties.append(parse_xml(f'<a:ln{side} {nsdecls("a")} w="0"><a:noFill/></a:ln{side}>'))
    if row == TOTAL:
        properties.append(_line("T", 12700, "tx1", ""))
    shade = '<a:lumMod val="20000"/><a:lumOff val="80000"/>'
    properties.append(_line("B", 12700, "accent1", "") if row == HEADER else _line("B", 6350, "tx1", shade))
    properties.append(parse_xml(f"<a:noFill {nsdecls('a')}/>"))


def _line(side: str, width: int, colour: str, shade: str) -> object:
    return parse_xml(
        f'<a:ln{side} {nsdecls("a")} w="{width}" cap="flat" cmpd="sng"><a:solidFill><a:schemeClr val="{colour}">{shade}'
        f'</a:schemeClr></a:solidFill><a:prstDash val="solid"/></a:ln{side}>'
    )


def texts(table: Table, language: str) -> list[tuple[int, list[str]]]:
    """The rows as text, each with its place."""
    return [(place, written.row(row, table.columns, language)) for place, row in enumerate(table.rows)]


def total(table: Table, language: str) -> list[tuple[int, list[str]]]:
    """The total as a row to draw, if there is one."""
    return [] if table.total is None else [(TOTAL, written.row(table.total, table.columns, language))]
