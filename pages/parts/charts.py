"""Figures as plain dicts: the cumulative line of actual against expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10
from typing import Any

from data.text import numbers, say
from pages.parts.colours import ACCENT, GREY, INK

Figure = dict[str, Any]
CONFIG = {"displayModeBar": False, "scrollZoom": False}
FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
NO_FILL = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Point:
    """One day of a running total; `actual` None is unknown and leaves a gap in the line."""

    day: date
    actual: float | None
    expected: float | None
    hover: str


def cumulative(
    points: Sequence[Point], *, target: float | None, until: date, unit: str, language: str, dark: bool
) -> Figure:
    """Actual against expected, the gap between them shaded, the target as a line to the period's last day."""
    accent, grey, ink = (shades[dark] for shades in (ACCENT, GREY, INK))
    days = [point.day.isoformat() for point in points]
    known = [point for point in points if point.expected is not None]
    traces: list[Figure] = []
    if known and target is not None:
        path = [*((point.day.isoformat(), point.expected) for point in known), (until.isoformat(), target)]
        traces.append(_line("pace", path, {"color": grey, "width": 2, "dash": "dash"}, language))
    hover = {"text": [point.hover for point in points], "hoverinfo": "text"}
    actual = [(day, point.actual) for day, point in zip(days, points, strict=True)]
    if known:
        traces.append(_line("", [(point.day.isoformat(), point.expected) for point in known], {"width": 0}, language))
    shade = {"fill": "tonexty", "fillcolor": _faint(accent)} if known else {}
    traces.append(_line("actual", actual, {"color": accent, "width": 3}, language) | hover | shade)
    return {"data": traces, "layout": _layout(points, target, until, unit, ink, grey, language)}


def _line(part: str, path: Sequence[tuple[str, float | None]], line: Figure, language: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day for day, _ in path],
        "y": [value for _, value in path],
        "line": line,
        "name": say(f"page.line_{part}", language) if part else "",
        "showlegend": bool(part),
        "hoverinfo": "skip",
    }


def _layout(
    points: Sequence[Point], target: float | None, until: date, unit: str, ink: str, grey: str, language: str
) -> Figure:
    top = max([target or 0.0, *(point.actual or 0.0 for point in points)], default=0.0)
    layout: Figure = {
        "height": 340,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "font": {"family": FONT, "size": 13, "color": ink},
        "paper_bgcolor": NO_FILL,
        "plot_bgcolor": NO_FILL,
        "hovermode": "x unified",
        "hoverlabel": {"font": {"family": FONT}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "dragmode": False,
        "xaxis": _days_axis(points, until, grey, language),
        "yaxis": _value_axis(top, grey, unit, language),
    }
    if target is not None:
        layout["shapes"] = [_mark(target, ink)]
        layout["annotations"] = [_written(target, unit, ink, language)]
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


def _value_axis(top: float, grey: str, unit: str, language: str) -> Figure:
    ticks = steps(top)
    return {
        "range": [0, max(ticks[-1], top * 1.05)],
        "tickvals": ticks,
        "ticktext": [numbers.amount(tick, unit, language) for tick in ticks],
        "tickfont": {"color": grey},
        "gridcolor": _faint(grey),
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def steps(top: float) -> list[float]:
    """Three to six round values from 0 to `top` or a little beyond."""
    if top <= 0:
        return [0.0, 1.0]
    size = 10 ** floor(log10(top))
    step = next(size * part for part in (0.2, 0.5, 1, 2) if top / (size * part) <= 5)
    return [step * number for number in range(floor(top / step) + 2)]


def _mark(target: float, ink: str) -> Figure:
    place = {"xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target}
    return {"type": "line", **place, "line": {"color": ink, "width": 2}}


def _written(target: float, unit: str, ink: str, language: str) -> Figure:
    text = f"{say('page.target_amount', language)} {numbers.amount(target, unit, language)}"
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": target, "yanchor": "bottom"}
    return {"text": text, "showarrow": False, "font": {"color": ink}, **place}


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"
