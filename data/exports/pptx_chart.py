"""Charts of a deck: native ones that stay editable, each with its numbers in a workbook of its own."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from xml.sax.saxutils import escape

import xlsxwriter
from pptx.chart.chart import Chart as Drawn
from pptx.chart.data import CategoryChartData
from pptx.chart.series import LineSeries
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from data.exports import look, steps, written
from data.exports.chart_formats import floor_of, number_format
from data.exports.pptx_box import Area
from data.exports.report import Chart, Table

KINDS = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED, "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "waterfall": XL_CHART_TYPE.COLUMN_STACKED, "line": XL_CHART_TYPE.LINE,
}  # fmt: skip
MOST = {"columns": 12, "bars": 15, "waterfall": 12, "line": 60}
LONGEST_NAME = 10
# all a waterfall stacks: what lifts a step off the ground, ends, gains, losses, a label's room, what is under zero
LIFT, ENDS, GAINS, LOSSES, LABELS, UNDER = range(6)
ROOM = 0.07
# the part of the width a label beside a bar to the left takes
LABEL = 0.15
STEP_COLOURS = {ENDS: look.GREY, GAINS: look.BANDS["ahead"], LOSSES: look.BANDS["at_risk"]}
Series = tuple[str, list[float | None]]
AT = datetime(2000, 1, 1)


def draw(slide: Slide, area: Area, table: Table, chart: Chart, language: str) -> GraphicFrame:
    """The chart in its place, with its title and the title as its text alternative."""
    column = table.columns[chart.values[0]]
    parts = steps.steps(table, chart, language, MOST["waterfall"]) if chart.kind == "waterfall" else ()
    names, series = _stacks(parts, column.title) if parts else _rows(table, chart, language)
    largest = max((abs(value) for _, each in series for value in each if value is not None), default=0)
    pattern = number_format(column, largest, language)
    drawn = _native(slide, area, chart, names, series, pattern)
    if parts:
        signed = replace(column, signed=True)
        said = [written.text(part.change, column if part.end else signed, language) for part in parts]
        _waterfall(drawn.chart, parts, said)
    elif chart.kind != "waterfall":
        {"bars": _bars, "columns": _columns, "line": _line}[chart.kind](drawn.chart, pattern)
    return drawn


def _native(
    slide: Slide, area: Area, chart: Chart, names: list[str], series: list[Series], pattern: str
) -> GraphicFrame:
    data = CategoryChartData(number_format=escape(pattern))
    data.categories = names
    for title, values in series:
        data.add_series(title, values)
    frame: GraphicFrame = slide.shapes.add_chart(KINDS[chart.kind], *area.emu(), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", written.clean(chart.title))
    frame.chart.part.chart_workbook.xlsx_part.blob = _workbook(names, series, pattern)
    _dressed(frame.chart, chart, len(names))
    return frame


def _rows(table: Table, chart: Chart, language: str) -> tuple[list[str], list[Series]]:
    most = MOST[chart.kind]
    names = [_name(each) for each in steps.names(table, chart, language)[:most]]
    return names, [
        (written.clean(table.columns[place].title), steps.values(table, place)[:most]) for place in chart.values
    ]


def _name(name: str) -> str:
    return written.clean(written.cut(name, LONGEST_NAME))


def _stacks(parts: Sequence[steps.Step], title: str) -> tuple[list[str], list[Series]]:
    """What is below zero is stacked downwards from zero, what is above upwards; a part that crosses it is in two."""
    bounds = [sorted((part.start, part.stop)) for part in parts]
    lifts = [low if low > 0 else high if high < 0 else 0 for low, high in bounds]
    kinds = [None if part.change is None else _kind(part) for part in parts]
    heights = [high - max(low, 0) if high > 0 else low - min(high, 0) for low, high in bounds]
    seen = [
        [height if kind == each else None for height, kind in zip(heights, kinds, strict=True)]
        for each in (ENDS, GAINS, LOSSES)
    ]
    under = [low if low < 0 < high else None for low, high in bounds]
    top = max((abs(bound) for each in bounds for bound in each), default=0) * ROOM
    series = [*zip(("", title, "+", "−"), (lifts, *seen), strict=True), (" ", [top] * len(parts)), ("  ", under)]
    return [_name(part.name) for part in parts], series  # type: ignore[return-value]


def _kind(part: steps.Step) -> int:
    return ENDS if part.end else GAINS if part.stop >= part.start else LOSSES


def _workbook(names: list[str], series: list[Series], pattern: str) -> bytes:
    """The chart's numbers to edit; a name is text and never a formula."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": AT})
        sheet, cells = book.add_worksheet("Sheet1"), book.add_format({"num_format": pattern})
        for row, name in enumerate(names, 1):
            sheet.write_string(row, 0, name)
        for place, (title, values) in enumerate(series, 1):
            sheet.write_string(0, place, title)
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, place, value, cells)
    return stream.getvalue()


def _dressed(drawn: Drawn, chart: Chart, rows: int) -> None:
    drawn.font.size = Pt(10 if rows > 8 else 11)
    drawn.has_title = True
    drawn.chart_title.include_in_layout = False
    frame = drawn.chart_title.text_frame
    frame.text = written.clean(chart.title)
    frame.paragraphs[0].runs[0].font.size, frame.paragraphs[0].runs[0].font.bold = Pt(13), True
    title = drawn.chart_title._element
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
        '<c:x val="0.005"/><c:y val="0.005"/></c:manualLayout></c:layout>'
    )
    for old in title.findall(layout.tag):
        title.remove(old)
    title.insert(1, layout)
    drawn.has_legend = chart.kind != "waterfall" and len(chart.values) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    drawn.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    drawn.category_axis.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    drawn.category_axis.format.line.color.brightness = -0.25


def _bars(drawn: Drawn, pattern: str) -> None:
    """The first row on top."""
    _columns(drawn, pattern)
    drawn.category_axis.reverse_order = True
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 0
    found = [value for series in drawn.plots[0].series for value in series.values if value is not None]
    if min(found, default=0) < 0:
        drawn.value_axis.minimum_scale = min(found) - LABEL * (max(found) - min(found))
    for held_against in list(drawn.plots[0].series)[1:]:
        held_against.data_labels.show_value = False


def _columns(drawn: Drawn, pattern: str) -> None:
    """What is in the accent, what it is held against grey."""
    _hide(drawn)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, -5
    for place, series in enumerate(drawn.plots[0].series):
        series.invert_if_negative = False
        series.format.fill.solid()
        colour = series.format.fill.fore_color
        colour.theme_color = MSO_THEME_COLOR.BACKGROUND_1 if place else MSO_THEME_COLOR.ACCENT_1
        colour.brightness = -0.25 if place else 0
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, pattern, False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _line(drawn: Drawn, pattern: str) -> None:
    """What is as a line, what it is held against dashed; the last point of each says its number."""
    axis, shown = drawn.value_axis, [[each for each in one.values if each is not None] for one in drawn.plots[0].series]
    axis.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    axis.major_gridlines.format.line.color.brightness = -0.1
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = pattern, False
    axis.minimum_scale = floor_of([each for one in shown for each in one])
    highest = max((one[-1] for one in shown if one), default=0)
    for place, series in enumerate(drawn.plots[0].series):
        series.smooth, series.marker.style = False, XL_MARKER_STYLE.NONE
        line = series.format.line
        line.width = Pt(1.5 if place else 2.75)
        line.color.theme_color = MSO_THEME_COLOR.TEXT_1 if place else MSO_THEME_COLOR.ACCENT_1
        if place:
            line.color.brightness, line.dash_style = 0.4, MSO_LINE.DASH
        last = max((at for at, value in enumerate(series.values) if value is not None), default=None)
        if last is not None:
            _told(series, last, pattern, series.values[last] == highest)


def _told(series: LineSeries, place: int, pattern: str, above: bool) -> None:
    """The point's number over or under it."""
    label = series.points[place].data_label
    label.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW
    form = parse_xml(f'<c:numFmt {nsdecls("c")} sourceLinked="0"/>')
    form.set("formatCode", pattern)
    label._get_or_add_dLbl().idx.addnext(form)


def _waterfall(drawn: Drawn, parts: Sequence[steps.Step], said: Sequence[str]) -> None:
    """Steps by their colour; over each its amount as it is written everywhere."""
    _hide(drawn)
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    for place, series in enumerate(plot.series):
        series.invert_if_negative = False
        if place in (LIFT, LABELS):
            series.format.fill.background()
        elif place != UNDER:
            _filled(series.format.fill, STEP_COLOURS[place])
    for place, (part, label) in enumerate(zip(parts, said, strict=True)):
        _filled(plot.series[UNDER].points[place].format.fill, STEP_COLOURS[_kind(part)])
        frame = plot.series[LABELS].points[place].data_label.text_frame
        frame.text = label
        frame.paragraphs[0].runs[0].font.size = Pt(9 if len(parts) > 9 else 11)


def _filled(fill: FillFormat, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour[1:])


def _hide(drawn: Drawn) -> None:
    """Without the axis of values: each bar says its own."""
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
