"""A table's chart in a workbook: native, bound to the cells, in one accent with what it is held against in grey."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.worksheet import Worksheet

from data.exports import xlsx_waterfall
from data.exports.look import ACCENT, BANDS, CONTEXT, INK, QUIET, RULE
from data.exports.number_formats import bodies, number_format
from data.exports.report import Cell, Chart, Column, Table
from data.exports.xlsx_page import Page, wide
from data.exports.xlsx_style import FONT, Look
from data.exports.xlsx_table import Placed
from data.text import say

# bars beyond these are left out, and the title says so; beside no more than these a value is written
MOST = 15
# pixels of a chart, of a bar with its gap, of what a row of bars takes at least, and of title and legend above them
HEIGHT, BAR, LEAST, TOP = 300, 11, 22, 84
TYPES = {
    "columns": {"type": "column"}, "bars": {"type": "bar"}, "line": {"type": "line"},
    "waterfall": {"type": "column", "subtype": "stacked"},
}  # fmt: skip
# the colours of a waterfall's stacked columns; the first carries the others, unseen
STEPS = (None, ACCENT, BANDS["ahead"], BANDS["ahead"], BANDS["at_risk"], BANDS["at_risk"])


def draw(page: Page, table: Table, placed: Placed) -> tuple[int, int] | None:
    """The chart as wide as the page below the table, a waterfall beside it; in which row and how high, if any."""
    look, sheet = page.look, page.sheet
    chart, shown = table.chart, len(table.rows)
    if chart is None or not shown:
        return None
    shown = min(shown, MOST) if chart.kind == "bars" else shown
    drawn = look.book.add_chart(TYPES[chart.kind])
    if chart.kind == "waterfall":
        _stacked(look, sheet, drawn, table, placed, len(page.widths) + 1)
    else:
        for turn, place in enumerate(chart.values):
            series = _series(sheet, chart, placed, shown, place) | _paint(chart, turn)
            _added(look, drawn, table, chart, turn, series, shown)
    height = TOP + 20 + max(BAR * (len(chart.values) + 1), LEAST) * shown if chart.kind == "bars" else HEIGHT
    _titled(look, drawn, table, chart, shown)
    _axes(look, drawn, table, chart, height)
    beside = len(table.columns) if chart.kind == "waterfall" else 0
    top = placed.head if beside else placed.below
    drawn.set_size({"width": wide(page.widths[beside:]) - 4, "height": height})
    sheet.insert_chart(top, beside, drawn, {"description": chart.title, "x_offset": 2, "y_offset": 4})
    return top, height


def _series(sheet: Worksheet, chart: Chart, placed: Placed, shown: int, place: int) -> dict[str, object]:
    last = placed.first + shown - 1
    return {
        "name": [sheet.name, placed.head, place],
        "categories": [sheet.name, placed.first, chart.label, last, chart.label],
        "values": [sheet.name, placed.first, place, last, place],
    }


def _paint(chart: Chart, turn: int) -> dict[str, object]:
    """The first in the accent, the others in grey; over columns a target is a dark tick."""
    if chart.kind == "line":
        dash = {"dash_type": "dash", "color": QUIET, "width": 1.5} if turn else {"color": ACCENT, "width": 2.5}
        return {"line": dash}
    if chart.kind == "columns" and turn == 1:
        mark = {"type": "long_dash", "size": 16, "fill": {"color": INK}, "border": {"color": INK}}
        return {"line": {"none": True}, "marker": mark}
    return {"fill": {"color": CONTEXT if turn else ACCENT}, "border": {"none": True}, "gap": 50, "overlap": 0}


def _added(
    look: Look, drawn: Drawn, table: Table, chart: Chart, turn: int, series: dict[str, object], shown: int
) -> None:
    if not turn and shown <= MOST and chart.kind != "line":
        series["data_labels"] = _labels(look, table, chart)
    if chart.kind == "columns" and turn == 1:
        ticks = look.book.add_chart({"type": "line"})
        ticks.add_series(series)
        drawn.combine(ticks)
    else:
        drawn.add_series(series)


def _stacked(look: Look, sheet: Worksheet, drawn: Drawn, table: Table, placed: Placed, first: int) -> None:
    """Columns that stand on one that isn't seen; below each its name, and what it adds or takes."""
    assert table.chart is not None
    xlsx_waterfall.steps(look, sheet, table, placed, first)
    label = first + xlsx_waterfall.NAMED if len(table.rows) <= MOST else table.chart.label
    named = replace(table.chart, label=label)
    for turn, colour in enumerate(STEPS, 1):
        series = _series(sheet, named, placed, len(table.rows), first + turn)
        fill = {"color": colour} if colour else {"none": True}
        drawn.add_series({**series, "fill": fill, "border": {"none": True}, "gap": 40})
    drawn.show_hidden_data()


def _drawn(table: Table) -> list[Cell]:
    return [row[place] for row in table.rows for place in (table.chart.values if table.chart else ())]


def _written(look: Look, column: Column, values: Sequence[Cell]) -> str:
    """The format at the scale of the largest value."""
    largest = max(map(abs, _known(values)), default=0)
    return number_format(Column(column.title, column.unit), largest, look.language)


def _known(values: Sequence[Cell]) -> list[float]:
    return [float(value) for value in values if isinstance(value, (int, float, Decimal))]


def _labels(look: Look, table: Table, chart: Chart) -> dict[str, object]:
    """The value beside a bar, or at the foot of a column, clear of the tick. Programs draw what isn't known as nothing
    and would call it 0, so nothing is written there.
    """
    font = {"name": FONT[look.language], "size": 8, "color": "#FFFFFF" if chart.kind == "columns" else INK}
    place = {"position": "inside_base"} if chart.kind == "columns" else {}
    known = [Decimal(str(value)) for value in _known(_drawn(table))]
    unit = table.columns[chart.values[0]].unit
    small, large, least = bodies(unit, max(map(abs, known), default=Decimal(0)), look.language)
    parted = large != small and min(known) >= 0
    written = f'[>={least}]{large};[>0]{small};""' if parted else f'{small};-{small};""'
    return {"value": True, "num_format": written, "font": font, **place}


def _titled(look: Look, drawn: Drawn, table: Table, chart: Chart, shown: int) -> None:
    font, title = {"name": FONT[look.language], "size": 12, "bold": True, "color": INK}, chart.title
    if shown < len(table.rows):
        title = say("report.first_of", look.language, title=title, shown=shown, all=len(table.rows))
    drawn.set_title({"name": title, "name_font": font})
    alone = chart.kind == "waterfall" or len(chart.values) < 2
    small = {"name": FONT[look.language], "size": 9, "color": QUIET}
    drawn.set_legend({"none": True} if alone else {"position": "top", "font": small})
    drawn.set_chartarea({"border": {"none": True}})


def _axes(look: Look, drawn: Drawn, table: Table, chart: Chart, height: int) -> None:
    font = {"name": FONT[look.language], "size": 9, "color": QUIET}
    names = {"num_font": font, "line": {"color": RULE}, "major_tick_mark": "none", "label_position": "low"}
    values: dict[str, object] = {
        "num_font": font, "num_format": _written(look, table.columns[chart.values[0]], _drawn(table)),
        "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
        "major_tick_mark": "none",
    }  # fmt: skip
    if chart.kind != "line" and all(value >= 0 for value in _known(_drawn(table))):
        values["min"] = 0
    if chart.kind != "bars":
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
        return
    # the first row on top; names, however long, have a fifth of the chart
    drawn.set_y_axis({**names, "reverse": True, "interval_unit": 1})
    drawn.set_x_axis({**values, "label_position": "high"})
    top = TOP / height
    drawn.set_plotarea({"layout": {"x": 0.2, "y": top, "width": 0.75, "height": 0.96 - top - 20 / height}})
