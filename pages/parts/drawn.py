"""The target page's pictures: bullet rows with a fold, and the line of days with its finding."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from metrics.periods import Period
from pages.parts import foretelling, lists, words
from pages.parts.bullets import MOST, bullet, bullets
from pages.parts.charts import CONFIG, Drawing, Figure, Point, figure
from pages.parts.colours import is_dark
from pages.parts.headline import difference
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


def running(room: "Room", metric: Metric, found: Standing, period: Period) -> None:
    """The finding, in a sentence what the picture shows, and the line of days."""
    finding, said = title(room, metric, found.own), told(room, metric, found)
    st.html(lists.section(finding, f'<p class="note">{escape(said)}</p>'))
    picture = drawing(room, metric, found, period)
    st.plotly_chart(picture, config=CONFIG, key="running", alt=f"{finding} {said}")


def title(room: "Room", metric: Metric, own: Line) -> str:
    """How far the line is from where it is expected to be, a ratio from its target."""
    actual = numbers.amount(own.actual, metric.unit, room.language)
    adds = metric.kind in ("flow", "distinct")
    if own.gap and metric.kind == "ratio":
        return room.say(f"target.aim_{'below' if own.gap > 0 else 'above'}", gap=difference(room, metric, own.gap))
    if own.actual is None or own.expected is None or not own.pace:
        return room.say("target.chart_plain" if adds else "target.chart_now", actual=actual)
    gap = own.actual - own.expected
    way = "below" if gap < 0 else "above"
    kind = "chart" if adds else "growth" if metric.kind == "growth" and not metric.mean else "path"
    return room.say(f"target.{kind}_{way}", gap=difference(room, metric, gap))


def told(room: "Room", metric: Metric, found: Standing) -> str:
    """From where to where the line runs, and what it is held against."""

    def written(value: numbers.Number | None) -> str:
        return numbers.amount(value, metric.unit, room.language)

    first, last = found.days[0], found.days[-1]
    ends = {
        "first": numbers.short_day(first.day or room.today, room.language),
        "last": numbers.short_day(last.day or room.today, room.language),
        "opens": written(first.actual),
        "stands": written(last.actual),
    }
    text = room.say("target.chart_said" if len(found.days) > 1 else "target.chart_said_once", **ends)
    if last.expected is not None:
        text += room.say("target.chart_due", due=written(last.expected))
    if found.own.target is not None:
        text += room.say("target.chart_aim", target=written(found.own.target))
    return text + room.say("page.full_stop") + foretelling.sentence(room, metric, found.own)


def drawing(room: "Room", metric: Metric, found: Standing, period: Period) -> Figure:
    """The figure of the line, on the visitor's paper."""
    target = None if found.own.target is None else float(found.own.target)
    adds = metric.kind in ("flow", "distinct")
    names = (
        room.say("page.line_actual") if adds else metric.name(room.language),
        room.say("page.line_pace" if adds or (metric.kind == "growth" and not metric.mean) else "page.line_path"),
    )
    points = [_point(room, metric, line, names) for line in found.days]
    fan = foretelling.fan(room, metric, found.own)
    zero = adds or metric.kind == "growth"
    return figure(Drawing(points, target, period.last_day, metric.unit, names, zero, fan), room.language, is_dark())


def _point(room: "Room", metric: Metric, line: Line, names: tuple[str, str]) -> Point:
    day = line.day or room.today
    rows = [numbers.day(day, room.language)]
    for name, value in zip(names, (line.actual, line.expected), strict=True):
        if value is not None:
            rows.append(f"{name} {numbers.full(value, metric.unit, room.language)}")
    actual, expected = (None if each is None else float(each) for each in (line.actual, line.expected))
    return Point(day, actual, expected, "<br>".join(rows))
