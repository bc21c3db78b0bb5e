"""A sheet of a workbook as a page: its columns, its lines of text, how it prints, and who made it for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.exports import written
from data.exports.look import QUIET
from data.exports.report import Report
from data.exports.xlsx_style import LEADING, Look, lines

# what A4 across has between its margins, with some room left at the foot; and a row of cells, in Excel's pixels
PAPER, ROW = (1046, 650), 20
FOOTER = 200
# a text, how it looks, how large
Shape = Mapping[str, object]
Line = tuple[str, Shape, int]
# the row a part of a page starts in, and how many pixels high it is
Block = tuple[int, int]
NO_SHAPE: Shape = {}
QUIETLY: Shape = {"font_color": QUIET}
BOLD: Shape = {"bold": True}


@dataclass(frozen=True)
class Page:
    """A sheet whose columns are so many letters wide."""

    look: Look
    sheet: Worksheet
    widths: tuple[float, ...]

    @property
    def pixels(self) -> int:
        return wide(self.widths)

    @property
    def high(self) -> int:
        """How much of it stands on one printed page, as wide as that."""
        return PAPER[1] * max(self.pixels, PAPER[0]) // PAPER[0]

    def text(self, row: int, text: str, shape: Shape = NO_SHAPE, size: int = 10, first: int = 0) -> int:
        """Writes a text across the columns from `first` on, in as many lines as it takes; gives the row below."""
        needed, last = lines(text, sum(self.widths[first:]) * 10 / size), len(self.widths) - 1
        style = self.look.style(**shape, font_size=size, text_wrap=needed > 1)
        self.sheet.set_row(row, needed * size * LEADING)
        if needed > 1 and last > first:
            self.sheet.merge_range(row, first, row, last, "", style)
        self.sheet.write_string(row, first, text, style)
        return row + 1

    def lines(self, row: int, told: Sequence[Line]) -> int:
        """Writes texts below each other."""
        for text, shape, size in told:
            row = self.text(row, text, shape, size)
        return row


def wide(widths: Sequence[float]) -> int:
    """Columns of so many letters, in Excel's pixels."""
    return sum(int(each * 7) + 5 for each in widths)


def opened(look: Look, name: str, widths: Sequence[float]) -> Page:
    sheet = look.book.add_worksheet(name)
    sheet.hide_gridlines(2)
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    return Page(look, sheet, tuple(widths))


def printed(page: Page, report: Report, last: int, repeated: int, units: Sequence[Sequence[Block]] = ()) -> None:
    """Landscape A4, one page wide, with row `repeated` on each that follows. Of `units`, a table and its chart each,
    none is parted that fits on one.
    """
    sheet = page.sheet
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(repeated)
    sheet.print_area(0, 0, last, len(page.widths) - 1)
    sheet.set_footer(_footer(report))
    sheet.fit_to_pages(1, 0)
    if units:
        sheet.set_h_pagebreaks(_breaks(_whole(units, page.high), page.high))


def _whole(units: Sequence[Sequence[Block]], room: int) -> list[Block]:
    """Everything as one block where that fits on a page, else each unit that does, else their parts."""
    found: list[Block] = []
    parts = [block for unit in units for block in unit]
    for group in [parts] if _height(parts) <= room else units:
        found.extend([(group[0][0], _height(group))] if _height(group) <= room else group)
    return found


def _height(blocks: Sequence[Block]) -> int:
    return sum(high for _, high in blocks)


def _breaks(blocks: Sequence[Block], high: int) -> list[int]:
    """The rows where a new page begins, so that blocks which fit stay whole."""
    found, used = [], 0
    for row, tall in blocks:
        if used and used + tall > high:
            found.append(row)
            used = 0
        used += tall
    return found


def _footer(report: Report) -> str:
    return (
        f"&L&8{_shown(written.made(report.stamp, report.language)[:FOOTER])}&R&8&P / &N"
        if report.stamp
        else "&C&P / &N"
    )


def _shown(text: str) -> str:
    """Text in which a footer sees no codes, and no digits that would belong to one."""
    return " " + text.replace("&", "&&")


def stamped(book: Workbook, report: Report) -> None:
    """The properties of the document."""
    stamp = report.stamp
    if stamp is None:
        book.set_properties({"title": report.title})
        return
    book.set_properties(
        {
            "title": report.title,
            "author": stamp.by,
            "created": stamp.at,
            "comments": written.made(report.stamp, report.language),
            "status": stamp.state,
        }
    )
    for name, value in (("reader", stamp.reader), ("version", stamp.version)):
        book.set_custom_property(name, value)
