"""Figures as plain dicts: a line of actual against expected over a period's days, and a fan of what is foretold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.text import numbers, say
from pages.parts.axis import scale
from pages.parts.colours import ACCENT, GREY, INK

Figure = dict[str, Any]
CONFIG = {"displayModeBar": False, "scrollZoom": False}
FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
NO_FILL = "rgba(0,0,0,0)"
# how near a line is to a label that it would cross it, as a share of the axis
NEAR = 0.15
FAN_AT_MOST = 1.5


@dataclass(frozen=True)
class Point:
    """One day; `actual` None is unknown and leaves a gap in the line."""

    day: date
    actual: float | None
    expected: float | None
    hover: str


@dataclass(frozen=True)
class Fan:
    """What is foretold of the period's last day, with its range, its name in the legend and its number as written."""

    value: float
    low: float
    high: float
    name: str
    written: str


@dataclass(frozen=True)
class Drawing:
    """A line over days up to `until`, the period's last. `names` are those of the actual and of the expected line.

    `from_zero` has the axis begin at 0: sums and growth; what stands far above it is drawn by itself.
    """

    points: Sequence[Point]
    target: float | None
    until: date
    unit: str
    names: tuple[str, str]
    from_zero: bool = True
    fan: Fan | None = None


def figure(drawing: Drawing, language: str, dark: bool) -> Figure:
    """Actual against expected, the gap between them shaded, the target as a line to the period's last day."""
    accent, grey, ink = (shades[dark] for shades in (ACCENT, GREY, INK))
    points, (actual_name, expected_name) = drawing.points, drawing.names
    known = [point for point in points if point.expected is not None]
    path = [(point.day, point.expected) for point in known]
    traces: list[Figure] = []
    if known and drawing.target is not None:
        ahead = [*path, (drawing.until, drawing.target)]
        traces.append(_line(ahead, {"color": grey, "width": 2, "dash": "dash"}, expected_name))
    if known:
        traces.append(_line(path, {"width": 0}))
    shade = {"fill": "tonexty", "fillcolor": _faint(accent)} if known else {}
    hover = {"text": [point.hover for point in points], "hoverinfo": "text"}
    lone = {"mode": "lines+markers", "cliponaxis": False, "marker": {"size": 9}} if len(points) == 1 else {}
    actual = [(point.day, point.actual) for point in points]
    traces.append(_line(actual, {"color": accent, "width": 3}, actual_name) | hover | shade | lone)
    return {"data": traces + _fan(drawing, accent), "layout": _layout(drawing, ink, grey, language)}


def _line(path: Sequence[tuple[date, float | None]], line: Figure, name: str = "") -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day.isoformat() for day, _ in path],
        "y": [value for _, value in path],
        "line": line,
        "name": name,
        "showlegend": bool(name),
        "hoverinfo": "skip",
    }


def _fan(drawing: Drawing, accent: str) -> list[Figure]:
    """From the last day known to the range at the period's end, and a dotted line to what is foretold."""
    fan, last = drawing.fan, drawing.points[-1] if drawing.points else None
    if fan is None or last is None or last.actual is None:
        return []
    start, edge = (last.day, last.actual), {"width": 0}
    return [
        _line([start, (drawing.until, fan.low)], edge),
        _line([start, (drawing.until, fan.high)], edge) | {"fill": "tonexty", "fillcolor": _faint(accent)},
        _line([start, (drawing.until, fan.value)], {"color": accent, "width": 2, "dash": "dot"}, fan.name),
    ]


def _layout(drawing: Drawing, ink: str, grey: str, language: str) -> Figure:
    layout: Figure = {
        "height": 340,
        # what is foretold is written beside the plot, where no line runs
        "margin": {"l": 8, "r": 72 if drawing.fan else 8, "t": 8, "b": 8},
        "font": {"family": FONT, "size": 13, "color": ink},
        "paper_bgcolor": NO_FILL,
        "plot_bgcolor": NO_FILL,
        "hovermode": "x unified",
        "hoverlabel": {"font": {"family": FONT}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        "dragmode": False,
        "xaxis": _days_axis(drawing.points, drawing.until, grey, language),
        "yaxis": _value_axis(drawing, grey, language),
        "annotations": [],
    }
    if drawing.target is not None:
        layout["shapes"] = [_mark(drawing.target, ink)]
        layout["annotations"].append(_written(drawing, layout["yaxis"]["range"], ink, language))
    if drawing.fan is not None:
        layout["annotations"].append(_foretold(drawing.fan, ink))
    return layout


def _days_axis(points: Sequence[Point], until: date, grey: str, language: str) -> Figure:
    first = points[0].day if points else until
    step = max(1, (until - first).days // 4)
    shown = [date.fromordinal(number) for number in range(first.toordinal(), until.toordinal() + 1, step)]
    return {
        "type": "date",
        "range": [first.isoformat(), until.isoformat()],
        "tickvals": [day.isoformat() for day in shown],
        "ticktext": [numbers.short_day(day, language) for day in shown],
        "tickfont": {"color": grey},
        "tickangle": 0,
        "showgrid": False,
        "fixedrange": True,
        "automargin": True,
    }


def _value_axis(drawing: Drawing, grey: str, language: str) -> Figure:
    fan = drawing.fan
    values = [value for point in drawing.points for value in (point.actual, point.expected) if value is not None]
    values += [drawing.target] if drawing.target is not None else []
    # a fan far wider than what it is about is cut, so that the line can still be read
    furthest = FAN_AT_MOST * max([fan.value, *values]) if fan else 0.0
    values += [max(fan.low, min(0.0, *values)), min(fan.high, furthest)] if fan else []
    found = scale(values, drawing.from_zero, lambda tick: numbers.amount(tick, drawing.unit, language))
    return {
        "range": [found.low, found.high],
        "tickvals": list(found.ticks),
        "ticktext": list(found.texts),
        "tickfont": {"color": grey},
        "gridcolor": _faint(grey),
        "zeroline": found.low < 0 < found.high,
        "zerolinecolor": grey,
        "fixedrange": True,
        "automargin": True,
    }


def _mark(target: float, ink: str) -> Figure:
    place = {"xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target}
    return {"type": "line", **place, "line": {"color": ink, "width": 2}}


def _written(drawing: Drawing, ends: Sequence[float], ink: str, language: str) -> Figure:
    """The target's label, on the left, or on the right where the line begins near it, away from the path's end."""
    target = drawing.target or 0.0
    text = f"{say('page.target_amount', language)} {numbers.amount(target, drawing.unit, language)}"
    starts = [value for point in drawing.points[:4] for value in (point.actual, point.expected) if value is not None]
    near = any(abs(value - target) < NEAR * (ends[1] - ends[0]) for value in starts)
    below = near and bool(starts) and max(starts) > target
    place = {"xref": "paper", "x": int(near), "xanchor": "right" if near else "left", "y": target}
    return {"text": text, "showarrow": False, "font": {"color": ink}, "yanchor": "top" if below else "bottom", **place}


def _foretold(fan: Fan, ink: str) -> Figure:
    place = {"xref": "paper", "x": 1.01, "xanchor": "left", "y": fan.value, "yanchor": "middle", "align": "left"}
    return {"text": fan.written, "showarrow": False, "font": {"color": ink}, **place}


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"
