"""How a deck's charts look: the theme's accent for what is, grey beside it, each bar with its number."""

from collections.abc import Sequence

from pptx.chart.chart import Chart as Drawn
from pptx.chart.series import LineSeries
from pptx.dml.color import ColorFormat, RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from data.exports import look
from data.exports.report import Chart
from data.exports.steps import floor_of

# the kinds of a waterfall's steps, in the order of their series
STEPS = {"end": look.QUIET, "gain": look.BANDS["ahead"], "loss": look.BANDS["at_risk"]}
# the series of a waterfall that lifts steps off the ground, and after those of the steps their labels and what is
# below zero of a step that crosses it
LIFT, LABELS, UNDER = 0, 4, 5
# the part of the width a label beside a bar to the left takes
LABEL = 0.15
TOP_LEFT = (
    f'<c:layout {nsdecls("c")}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
    '<c:x val="0.005"/><c:y val="0.005"/></c:manualLayout></c:layout>'
)
EVERY_NAME = f'<c:tickLblSkip {nsdecls("c")} val="1"/>'


def dress(drawn: Drawn, chart: Chart, rows: int, pattern: str) -> None:
    """A chart of so many rows; a waterfall still lacks its steps' colours and labels."""
    drawn.font.size = Pt(9 if rows > 10 else 10 if rows > 6 else 11)
    _titled(drawn, chart.title)
    drawn.has_legend = chart.kind != "waterfall" and len(chart.values) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    axis = drawn.category_axis
    axis.major_tick_mark, axis.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    _greyed(axis.format.line.color, 0.7)
    {"bars": _bars, "columns": _columns, "line": _line, "waterfall": _bare}[chart.kind](drawn)
    drawn.value_axis.tick_labels.number_format = pattern
    drawn.value_axis.tick_labels.number_format_is_linked = False


def _titled(drawn: Drawn, title: str) -> None:
    """At the top left, where one starts to read."""
    frame = drawn.chart_title.text_frame
    frame.text = title
    frame.paragraphs[0].runs[0].font.size, frame.paragraphs[0].runs[0].font.bold = Pt(13), True
    drawn.chart_title.include_in_layout = False
    element, layout = drawn.chart_title._element, parse_xml(TOP_LEFT)
    for old in element.findall(layout.tag):
        element.remove(old)
    element.insert(1, layout)


def _greyed(colour: ColorFormat, share: float) -> None:
    """The text's colour, so much lighter: grey on light paper, and seen on dark."""
    colour.theme_color, colour.brightness = MSO_THEME_COLOR.TEXT_1, share


def _bare(drawn: Drawn) -> None:
    """Without the axis of values, which starts at zero: each bar says its own."""
    drawn.value_axis.visible = drawn.value_axis.has_major_gridlines = False
    found = [value for series in drawn.plots[0].series for value in series.values if value is not None]
    if min(found, default=0) >= 0:
        drawn.value_axis.minimum_scale = 0


def _bars(drawn: Drawn) -> None:
    """The first row on top; what it is held against has no numbers, so that they don't stand on its bars."""
    _columns(drawn)
    drawn.category_axis.reverse_order = True
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 0
    for held_against in list(drawn.plots[0].series)[1:]:
        held_against.data_labels.show_value = False
    drawn.category_axis._element.find(qn("c:noMultiLvlLbl")).addprevious(parse_xml(EVERY_NAME))
    found = [value for series in drawn.plots[0].series for value in series.values if value is not None]
    if min(found, default=0) < 0:
        drawn.value_axis.minimum_scale = min(found) - LABEL * (max(found) - min(found))


def _columns(drawn: Drawn) -> None:
    _bare(drawn)
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, -5
    for place, series in enumerate(drawn.plots[0].series):
        series.invert_if_negative = False
        series.format.fill.solid()
        if place:
            _greyed(series.format.fill.fore_color, 0.7)
        else:
            series.format.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
        series.data_labels.show_value, series.data_labels.position = True, XL_LABEL_POSITION.OUTSIDE_END


def _line(drawn: Drawn) -> None:
    """What is as a line, what it is held against dashed; the last point of each says its number."""
    axis, plot = drawn.value_axis, drawn.plots[0]
    _greyed(axis.major_gridlines.format.line.color, 0.85)
    axis.format.line.fill.background()
    axis.minimum_scale = floor_of([value for series in plot.series for value in series.values if value is not None])
    known = [[place for place, value in enumerate(series.values) if value is not None] for series in plot.series]
    highest = max((one.values[places[-1]] for one, places in zip(plot.series, known, strict=True) if places), default=0)
    for number, (series, places) in enumerate(zip(plot.series, known, strict=True)):
        _stroked(series, number)
        if places:
            above = series.values[places[-1]] == highest
            label = series.points[places[-1]].data_label
            label.position = XL_LABEL_POSITION.ABOVE if above else XL_LABEL_POSITION.BELOW


def _stroked(series: LineSeries, number: int) -> None:
    series.smooth, series.marker.style = False, XL_MARKER_STYLE.NONE
    line = series.format.line
    line.width = Pt(1.5 if number else 2.75)
    line.color.theme_color = MSO_THEME_COLOR.TEXT_1 if number else MSO_THEME_COLOR.ACCENT_1
    if number:
        line.color.brightness, line.dash_style = 0.4, MSO_LINE.DASH


def dress_steps(drawn: Drawn, kinds: Sequence[str], said: Sequence[str]) -> None:
    """Steps by the colour of their kind; over each its amount as it is written everywhere."""
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    for series in plot.series:
        series.invert_if_negative = False
    for place in (LIFT, LABELS):
        plot.series[place].format.fill.background()
    for place, colour in enumerate(STEPS.values(), 1):
        _filled(plot.series[place].format.fill, colour)
    for place, (kind, label) in enumerate(zip(kinds, said, strict=True)):
        _filled(plot.series[UNDER].points[place].format.fill, STEPS[kind])
        frame = plot.series[LABELS].points[place].data_label.text_frame
        frame.text = label
        frame.paragraphs[0].runs[0].font.size = Pt(9 if len(kinds) > 9 else 11)


def _filled(fill: FillFormat, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour[1:])
