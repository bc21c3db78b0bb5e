"""The slides of a section: its answer, figures, chart and table, and the rest of a long table after them."""

from pptx.slide import Slide

from data.exports import pptx_chart, pptx_parts, pptx_table
from data.exports.pptx_box import Area, Words, put
from data.exports.pptx_table import Fitted
from data.exports.pptx_template import Master, added, content
from data.exports.report import Chart, Section, Table
from data.text import say

# a table of so few rows stands below its chart in full width; a chart isn't drawn lower than so many points
FEW, LOWEST = 6, 150
# a long table goes on over at most so many slides; the workbook has the rest
PAGES = 2
GAP, MORE = 20, 16
# between one table and another below it, and the height of that one's title
UNDER, TITLE = 16, 22
# a chart of bars from left is no higher than this, and so much a row
BARS, BAR = 90, 44


def section_slides(made: Master, section: Section, language: str) -> list[Slide]:
    """One for each table and what follows it, or for several small ones; the first has figures, comments and notes."""
    slides: list[Slide] = []
    free: Area | None = None
    for table in section.tables or (None,):
        if table is not None and free is not None and _fits(table, free, language):
            free = _under(slides[-1], free, table, language)
            continue
        slide = added(made, made.plain, section.answer or section.title)
        area = pptx_parts.head(slide, content(made), section, table)
        if not slides:
            area = pptx_parts.foot(slide, area, section, language)
            area = pptx_parts.figures(slide, area, section.figures, language) if section.figures else area
        slides.append(slide)
        follow = [] if table is None else _table(made, slide, area, table, language)
        free = None if table is None or follow or table.chart else area.below(_height(table, area, language), UNDER)
        slides += follow
    return slides


def _height(table: Table, area: Area, language: str) -> float:
    return pptx_table.fitted(table, language, range(len(table.columns)), area.width).height if table.rows else 20


def _fits(table: Table, area: Area, language: str) -> bool:
    """Whether a table stands whole, with its title, in what an earlier one has left free."""
    return table.chart is None and bool(table.rows) and _height(table, area, language) + TITLE <= area.height


def _under(slide: Slide, area: Area, table: Table, language: str) -> Area:
    """A table under another, with its own title; gives what is left."""
    put(slide, area.top_part(TITLE), [Words(table.title, 12, bold=True, quiet=True)])
    area = area.below(TITLE)
    fit = pptx_table.fitted(table, language, range(len(table.columns)), area.width)
    _rows(slide, area, table, fit, (0, len(table.rows)), language)
    return area.below(fit.height, UNDER)


def _table(made: Master, slide: Slide, area: Area, table: Table, language: str) -> list[Slide]:
    """Chart and table on the slide; gives the slides the table goes on over."""
    if not table.rows:
        put(slide, area.top_part(20), [Words(say("report.no_rows", language), 14, quiet=True)])
        return []
    if table.chart is None:
        return _pages(made, slide, area, table, language)
    fit = pptx_table.fitted(table, language, range(len(table.columns)), area.width)
    beside = table.chart.kind == "waterfall"
    if not beside and len(table.rows) <= FEW and area.height - fit.height - GAP >= LOWEST:
        high = area.height - fit.height - GAP
        if table.chart.kind == "bars":
            high = min(high, BARS + BAR * len(table.rows))
        pptx_chart.draw(slide, area.top_part(high), table, table.chart, language)
        _rows(slide, area.below(high, GAP), table, fit, (0, len(table.rows)), language)
        return []
    whole = _beside(slide, area, table, table.chart, language)
    return [] if whole else _pages(made, None, content(made), table, language)


def _beside(slide: Slide, area: Area, table: Table, chart: Chart, language: str) -> bool:
    """The chart to the left, its own columns and the first rows to the right; whether that is the whole table."""
    places = _drawn(table, chart)
    left, right = area.split(1 - min(0.54, 0.12 + 0.09 * len(places)), GAP)
    pptx_chart.draw(slide, left, table, chart, language)
    fit = pptx_table.fitted(table, language, places, right.width, 1)
    room = fit.rows(right.height)
    if room < len(table.rows):
        room = fit.rows(right.height - MORE)
        _more(slide, right.foot(MORE - 2), "more_follows", len(table.rows) - room, language)
    _rows(slide, right, table, fit, (0, room), language)
    return room >= len(table.rows) and len(places) == len(table.columns)


def _drawn(table: Table, chart: Chart) -> tuple[int, ...]:
    """The columns a chart draws, what is worked out of them, and the band."""
    drawn = {chart.label, *chart.values}
    worked = {place for place, each in enumerate(table.columns) if each.quotient and set(each.quotient) <= drawn}
    return tuple(sorted(drawn | worked | (set() if table.band is None else {table.band})))


def _pages(made: Master, slide: Slide | None, area: Area, table: Table, language: str) -> list[Slide]:
    """All columns, over as many slides as allowed; gives those that are new."""
    fit = pptx_table.fitted(table, language, range(len(table.columns)), area.width)
    shown = fit.slots(area.height - MORE)[:PAGES]
    slides: list[Slide] = []
    for page, slot in enumerate(shown, 1):
        on = slide
        if page > 1 or on is None:
            part = say("report.part", language, title=table.title, page=page, pages=len(shown))
            on = added(made, made.plain, part if len(shown) > 1 else table.title)
            slides.append(on)
        _rows(on, area, table, fit, slot, language)
        if slot is shown[-1] and slot[1] < len(table.rows):
            _more(on, area.foot(MORE - 2), "more", len(table.rows) - slot[1], language)
    return slides


def _rows(slide: Slide, area: Area, table: Table, fit: Fitted, slot: tuple[int, int], language: str) -> None:
    """The rows from one place to before another, and the total."""
    rows = pptx_table.texts(table, language)[slice(*slot)]
    pptx_table.draw(slide, area, table, fit, [*rows, *pptx_table.total(table, language)])


def _more(slide: Slide, area: Area, where: str, count: int, language: str) -> None:
    put(slide, area, [Words(say(f"report.{where}", language, count=count), 10, quiet=True)])
