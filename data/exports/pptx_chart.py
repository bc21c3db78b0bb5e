"""Charts of a deck: native ones that stay editable, each with its numbers in a workbook of its own."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from xml.sax.saxutils import escape

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide

from data.exports import pptx_chart_look, steps, written
from data.exports.number_formats import number_format
from data.exports.pptx_box import Area
from data.exports.report import Chart, Column, Table

KINDS = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED, "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "waterfall": XL_CHART_TYPE.COLUMN_STACKED, "line": XL_CHART_TYPE.LINE,
}  # fmt: skip
MOST = {"columns": 12, "bars": 12, "waterfall": 12, "line": 400}
LONGEST_NAME = 10
# over a step its label takes so much of the highest
ROOM = 0.07
# title, values and their format
Series = tuple[str, list[float | None], str]
AT = datetime(2000, 1, 1)


def draw(slide: Slide, area: Area, table: Table, chart: Chart, language: str) -> None:
    """The chart in its place, with its title and the title as its text alternative."""
    chart = replace(chart, title=steps.titled(table, chart, language, MOST[chart.kind]))
    column = table.columns[chart.values[0]]
    parts = steps.steps(table, chart, language, MOST["waterfall"]) if chart.kind == "waterfall" else ()
    names, series = _stacks(parts, column, language) if parts else _rows(table, chart, language)
    frame = _native(slide, area, chart, names, series)
    pptx_chart_look.dress(frame.chart, chart, len(names), series[0][2])
    if parts:
        signed = replace(column, signed=True)
        said = [written.text(part.change, column if part.end else signed, language) for part in parts]
        pptx_chart_look.dress_steps(frame.chart, [_kind(part) for part in parts], said)


def _native(slide: Slide, area: Area, chart: Chart, names: list[str], series: list[Series]) -> GraphicFrame:
    data = CategoryChartData()
    data.categories = names
    for title, values, pattern in series:
        data.add_series(title, values, escape(pattern))
    frame = slide.shapes.add_chart(KINDS[chart.kind], *area.emu(), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.title)
    frame.chart.part.chart_workbook.xlsx_part.blob = _workbook(names, series)
    return frame


def _rows(table: Table, chart: Chart, language: str) -> tuple[list[str], list[Series]]:
    most = MOST[chart.kind]
    names = [_name(each) for each in steps.names(table, chart, language)[:most]]
    return names, [_series(table.columns[place], steps.values(table, place)[:most], language) for place in chart.values]


def _series(column: Column, values: list[float | None], language: str) -> Series:
    largest = max((abs(value) for value in values if value is not None), default=0)
    return column.title, values, number_format(column, largest, language)


def _name(name: str) -> str:
    return written.cut(name, LONGEST_NAME)


def _stacks(parts: Sequence[steps.Step], column: Column, language: str) -> tuple[list[str], list[Series]]:
    """What is below zero is stacked downwards from zero, what is above upwards; a part that crosses it is in two."""
    bounds = [sorted((part.start, part.stop)) for part in parts]
    lifts = [low if low > 0 else high if high < 0 else 0 for low, high in bounds]
    heights = [high - max(low, 0) if high > 0 else low - min(high, 0) for low, high in bounds]
    kinds = [None if part.change is None else _kind(part) for part in parts]
    top = max((abs(bound) for each in bounds for bound in each), default=0) * ROOM
    stacked: list[list[float | None]] = [
        [*lifts],
        *(
            [height if kind == each else None for height, kind in zip(heights, kinds, strict=True)]
            for each in pptx_chart_look.STEPS
        ),
        [top] * len(parts),
        [low if low < 0 < high else None for low, high in bounds],
    ]
    pattern = number_format(column, top / ROOM, language)
    titles = ("", column.title, "+", "−", " ", "  ")
    return [_name(part.name) for part in parts], [
        (title, each, pattern) for title, each in zip(titles, stacked, strict=True)
    ]


def _kind(part: steps.Step) -> str:
    return "end" if part.end else "gain" if part.stop >= part.start else "loss"


def _workbook(names: list[str], series: list[Series]) -> bytes:
    """The chart's numbers to edit; a name is text and never a formula."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": AT})
        sheet = book.add_worksheet("Sheet1")
        for row, name in enumerate(names, 1):
            sheet.write_string(row, 0, name)
        for place, (title, values, pattern) in enumerate(series, 1):
            cells = book.add_format({"num_format": pattern})
            sheet.write_string(0, place, title)
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, place, value, cells)
    return stream.getvalue()
