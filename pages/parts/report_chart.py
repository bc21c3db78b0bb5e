"""Charts of a report's tables as plain dicts: bars with the target as a tick, and who made a gap as a waterfall."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from data.exports.report import Cell, Chart, Table
from data.text import numbers
from pages.parts.charts import FONT, NO_FILL, Figure
from pages.parts.colours import ACCENT, BANDS, GREY, INK

MOST = 15
ROW, HEAD = 30, 60
CUT = 14


def figure(table: Table, chart: Chart, language: str, dark: bool) -> Figure | None:
    """The picture of a table's first rows, None for what has no rows or a kind that is read better as the table."""
    if not table.rows or chart.kind not in ("bars", "columns", "waterfall"):
        return None
    rows = table.rows if chart.kind == "waterfall" else table.rows[:MOST]
    drawn = _waterfall(table, chart, language, dark) if chart.kind == "waterfall" else _bars(rows, table, chart, dark)
    names = [str(row[chart.label]) for row in rows]
    return {"data": drawn, "layout": _layout(names, len(drawn) > 1, dark)}


def _bars(rows: Sequence[Sequence[Cell]], table: Table, chart: Chart, dark: bool) -> list[Figure]:
    accent, ink = (shades[dark] for shades in (ACCENT, INK))
    first, *second = chart.values
    places = list(range(len(rows)))
    found: list[Figure] = [
        {
            "type": "bar", "orientation": "h", "y": places, "x": [_number(row[first]) for row in rows],
            "name": table.columns[first].title, "marker": {"color": accent}, "width": 0.55, "hoverinfo": "x",
        }
    ]  # fmt: skip
    ticks = {"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": ink}}
    found += [
        {
            "type": "scatter", "mode": "markers", "y": places, "x": [_number(row[place]) for row in rows],
            "name": table.columns[place].title, "hoverinfo": "x", "marker": ticks,
        }
        for place in second
    ]  # fmt: skip
    return found


def _waterfall(table: Table, chart: Chart, language: str, dark: bool) -> list[Figure]:
    accent, up, down = ACCENT[dark], BANDS["ahead"], BANDS["at_risk"]
    place = chart.values[0]
    unit = table.columns[place].unit
    ends = [number in chart.ends for number in range(len(table.rows))]
    values = [_number(row[place]) or 0.0 for row in table.rows]
    texts = [_text(value, unit, language, end) for value, end in zip(values, ends, strict=True)]
    return [
        {
            "type": "waterfall", "orientation": "h", "y": list(range(len(values))), "x": values, "text": texts,
            "measure": ["absolute" if end else "relative" for end in ends], "textposition": "outside",
            "hoverinfo": "text", "cliponaxis": False, "showlegend": False,
            "increasing": {"marker": {"color": up.dark if dark else up.light}},
            "decreasing": {"marker": {"color": down.dark if dark else down.light}},
            "totals": {"marker": {"color": accent}}, "connector": {"line": {"color": GREY[dark], "width": 1}},
        }
    ]  # fmt: skip


def _text(value: float, unit: str, language: str, end: bool) -> str:
    said = numbers.amount(value, unit, language)
    return said if end or value < 0 else f"+{said}"


def _number(cell: Cell) -> float | None:
    return None if cell is None or isinstance(cell, str | date) else float(cell)


def _layout(names: Sequence[str], legend: bool, dark: bool) -> dict[str, Any]:
    ink, grey = INK[dark], GREY[dark]
    return {
        "height": HEAD + ROW * len(names),
        "margin": {"l": 8, "r": 64, "t": 8, "b": 8},
        "font": {"family": FONT, "size": 13, "color": ink},
        "paper_bgcolor": NO_FILL,
        "plot_bgcolor": NO_FILL,
        "showlegend": legend,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "dragmode": False,
        "xaxis": {
            "showgrid": False, "zeroline": True, "zerolinecolor": grey, "showticklabels": False, "fixedrange": True,
        },
        "yaxis": {
            "tickvals": list(range(len(names))), "ticktext": [_cut(name) for name in names], "autorange": "reversed",
            "fixedrange": True, "automargin": True, "showgrid": False,
        },
    }  # fmt: skip


def _cut(name: str) -> str:
    return name if len(name) <= CUT else f"{name[: CUT - 1]}…"
