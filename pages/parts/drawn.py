"""The target page's pictures: bullet rows with a fold, and the running total with its finding."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from metrics.periods import Period
from pages.parts import lists, words
from pages.parts.bullets import MOST, bullet, bullets
from pages.parts.charts import Figure, Point, cumulative
from pages.parts.colours import is_dark
from pages.parts.standing import Standing

if TYPE_CHECKING:
    from pages.parts.room import Room


def folded(room: "Room", metric: Metric, lines: Sequence[Line]) -> None:
    """Bullet rows, the first fifteen open and the rest in a fold."""
    found = [bullet(room, metric, line, words.who(room, line)) for line in lines]
    finding = words.behind(room, metric, lines)
    st.html(lists.section(finding, bullets(found[:MOST], room.language, finding)))
    if rest := found[MOST:]:
        with st.expander(room.say("target.rest", count=len(rest))):
            st.html(bullets(rest, room.language, finding))


def title(room: "Room", metric: Metric, own: Line) -> str:
    """The running total's finding: how far from the expected one."""
    actual = numbers.amount(own.actual, metric.unit, room.language)
    if own.actual is None:
        return room.say("target.chart_none")
    if own.expected is None:
        return room.say("target.chart_plain", actual=actual)
    gap = own.actual - own.expected
    amount = numbers.amount(abs(gap), metric.unit, room.language)
    return room.say("target.chart_below" if gap < 0 else "target.chart_above", gap=amount)


def running(room: "Room", metric: Metric, found: Standing, period: Period) -> Figure:
    """The figure of the running total, on the visitor's paper."""
    points = [_point(room, metric, line) for line in found.days]
    target = None if found.own.target is None else float(found.own.target)
    return cumulative(
        points, target=target, until=period.last_day, unit=metric.unit, language=room.language, dark=is_dark()
    )


def _point(room: "Room", metric: Metric, line: Line) -> Point:
    day = line.day or room.today
    rows = [numbers.day(day, room.language)]
    for name, value in (("page.actual", line.actual), ("page.line_pace", line.expected)):
        if value is not None:
            rows.append(f"{room.say(name)} {numbers.full(value, metric.unit, room.language)}")
    actual, expected = (None if each is None else float(each) for each in (line.actual, line.expected))
    return Point(day, actual, expected, "<br>".join(rows))
