"""A report as a workbook: a summary, a sheet a section, and what each number means; a list alone is one sheet."""

import io
import re

import xlsxwriter

from data.exports import xlsx_section
from data.exports.look import ACCENT, PALE
from data.exports.report import Report
from data.exports.written import cleaned, made
from data.exports.xlsx_page import BOLD, QUIETLY, Page, Shape, opened, printed, stamped
from data.exports.xlsx_style import LEADING, SIZE, Look, lines
from data.text import say

# what sheets may not be called
BARRED = re.compile(r"[\[\]:*?/\\'\s]")
LONGEST_NAME = 31
# the summary's columns, as many figures side by side; and those of the definitions
CARDS, MEANINGS = (26,) * 5, (24, 70, 40)
CARD: tuple[Shape, ...] = (
    {**QUIETLY, "text_wrap": True}, {"bold": True, "font_size": 18, "font_color": ACCENT}, {"text_wrap": True},
)  # fmt: skip
# text stays text: no cell becomes a formula or a link
OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    # columns are so many digits of this font wide: one that every computer has, or one just as wide
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}  # fmt: skip


def xlsx(report: Report) -> bytes:
    """The file's content."""
    stream, report = io.BytesIO(), cleaned(report)
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        stamped(book, report)
        look = Look(book, report.language, {})
        first, *others = report.sections
        if others or report.definitions or first.figures:
            _sheets(look, report)
        else:
            titles = [table.title for table in first.tables if table.title]
            xlsx_section.write(look, report, first, _names([*titles, report.title])[0], alone=True)
    return stream.getvalue()


def _sheets(look: Look, report: Report) -> None:
    words = [say(f"report.{each}", report.language) for each in ("summary", "definitions")]
    summary, meanings, *names = _names([*words, *(section.title for section in report.sections)])
    _summary(look, report, summary, names)
    for section, name in zip(report.sections, names, strict=True):
        xlsx_section.write(look, report, section, name, alone=False)
    if report.definitions:
        _definitions(look, report, meanings)


def _names(titles: list[str]) -> list[str]:
    """Titles as names of sheets, told apart."""
    names: list[str] = []
    for title in titles:
        name = BARRED.sub(" ", title).strip()[:LONGEST_NAME] or "1"
        tries = (name, *(f"{name[: LONGEST_NAME - 4]} {number}" for number in range(2, 999)))
        used = {each.lower() for each in names}
        names.append(next(each for each in tries if each.lower() not in used))
    return names


def _summary(look: Look, report: Report, name: str, names: list[str]) -> None:
    """The answer first, the big numbers, then each section's answer with the way to its sheet."""
    page = opened(look, name, CARDS)
    answer, *notes = report.notes or ("",)
    row = page.lines(0, [(report.title, BOLD, 16), (answer, BOLD, 12), *((note, QUIETLY, 10) for note in notes)])
    figures = [figure for section in report.sections for figure in section.figures]
    for start in range(0, len(figures), len(CARDS)):
        row = _cards(page, row + 1, figures[start : start + len(CARDS)])
    row = _header(page, row + 1, ("section", "answer"))
    link = look.style(font_color=ACCENT, underline=1, bold=True)
    for section, sheet in zip(report.sections, names, strict=True):
        page.sheet.write_url(row, 0, f"internal:'{sheet}'!A1", link, section.title)
        row = page.text(row, section.answer, first=1)
    row = page.text(row + 1, made(report.stamp, report.language), QUIETLY)
    page.sheet.freeze_panes(1, 0)
    printed(page, report, row - 1, 0)


def _cards(page: Page, row: int, figures: list[tuple[str, str, str]]) -> int:
    """What it is, how much, and a word, below each other; the numbers side by side."""
    for line, high in enumerate((18, 30, 18)):
        page.sheet.set_row(row + line, high)
    for place, figure in enumerate(figures):
        for line, (text, shape) in enumerate(zip(figure, CARD, strict=True)):
            page.sheet.write_string(row + line, place, text, page.look.style(**shape))
    return row + 3


def _header(page: Page, row: int, words: tuple[str, ...]) -> int:
    style = page.look.style(bold=True, bg_color=PALE, bottom=1, bottom_color=ACCENT)
    for place in range(len(page.widths)):
        told = say(f"report.{words[place]}", page.look.language) if place < len(words) else ""
        page.sheet.write_string(row, place, told, style)
    return row + 1


def _definitions(look: Look, report: Report, name: str) -> None:
    page = opened(look, name, MEANINGS)
    row = head = page.lines(0, [(name, BOLD, 14), (report.title, QUIETLY, 10)]) + 1
    row = _header(page, row, ("number", "formula", "source"))
    for meaning in report.definitions:
        texts = (meaning.name, meaning.formula, meaning.source)
        page.sheet.set_row(row, max(map(lines, texts, MEANINGS)) * SIZE * LEADING)
        for place, text in enumerate(texts):
            page.sheet.write_string(row, place, text, look.style(text_wrap=True, bold=not place))
        row += 1
    page.sheet.freeze_panes(head + 1, 1)
    printed(page, report, row - 1, head)
