"""Who is busy without result: effective contacts against what they bring, in four quadrants by the peers' medians."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.yields import Point, Yields, yields
from pages.parts import address, lists
from pages.parts.axis import scale
from pages.parts.charts import CONFIG, FONT, NO_FILL, Figure
from pages.parts.colours import ACCENT, BANDS, GREY, INK, is_dark, marked
from pages.parts.looking import Look, made
from pages.parts.plain import Cell, table

if TYPE_CHECKING:
    from pages.parts.room import Room

TONES = {"many_much": "ahead", "few_much": "on_track", "many_little": "at_risk", "few_little": "behind"}
SIGNS = {"many_much": "triangle-up", "few_much": "circle", "many_little": "x", "few_little": "triangle-down"}
LABELS = 4


def draw(look: Look) -> None:
    """The finding, the scatter whose points open the person, and the quadrants as a table to be read."""
    room = look.room
    found = made(look, "yields", lambda of: yields(of.reader, of.pack, of.period, of.unit, **of.asked()))
    placed = [each for each in found.points if each.place in TONES]
    busy = [each for each in placed if each.place == "many_little"]
    title = room.say("coverage.busy", count=len(busy), among=len(placed)) if placed else room.say("coverage.busy_none")
    said = _said(room, found)
    st.html(lists.section(title, f'<p class="note">{escape(said)}</p>'))
    if not placed:
        return
    picked = st.plotly_chart(
        scatter(room, found, placed, is_dark()),
        config=CONFIG, key="busy", on_select="rerun", selection_mode="points", alt=f"{title} {said}",
    )  # fmt: skip
    if points := picked["selection"]["points"]:
        address.put("manager", str(points[0]["customdata"][0]))
        st.switch_page("pages/gap.py", query_params=address.here(manager=str(points[0]["customdata"][0])))
    st.html(_listed(room, found))


def scatter(room: "Room", found: Yields, placed: Sequence[Point], dark: bool) -> Figure:
    """Contacts to the right, what each brings upwards; labels on those furthest out only."""
    ink, grey = INK[dark], GREY[dark]
    named = {each.manager for each in [*placed[:LABELS], *_most(placed)]}
    traces = []
    for place, tone in TONES.items():
        own = [each for each in placed if each.place == place]
        colour = BANDS[tone]
        shade = (colour.dark if dark else colour.light) if found.coloured else ACCENT[dark]
        traces.append({
            "type": "scatter", "mode": "markers+text", "name": room.say(f"coverage.{place}"),
            "x": [float(each.contacts or 0) for each in own], "y": [float(each.rate or 0) for each in own],
            "text": [each.name if each.manager in named else "" for each in own], "textposition": "top center",
            "marker": {"size": 12, "color": shade, "symbol": SIGNS[place]}, "cliponaxis": False,
            "customdata": [[each.manager] for each in own],
            "hovertext": [_hover(room, found, each) for each in own], "hoverinfo": "text",
        })  # fmt: skip
    line = {"color": grey, "width": 1, "dash": "dash"}
    middle = (float(found.contacts or 0), float(found.rate or 0))
    shapes = [
        {"type": "line", "x0": middle[0], "x1": middle[0], "yref": "paper", "y0": 0, "y1": 1, "line": line},
        {"type": "line", "y0": middle[1], "y1": middle[1], "xref": "paper", "x0": 0, "x1": 1, "line": line},
    ]
    axis = {"gridcolor": NO_FILL, "zeroline": False, "fixedrange": True, "rangemode": "tozero", "automargin": True}
    unit = found.metric.name(room.language)
    rates = [float(each.rate or 0) for each in placed]
    ends = scale(rates, True, lambda tick: numbers.amount(tick, found.metric.unit, room.language))
    ticks = {"range": [ends.low, ends.high], "tickvals": list(ends.ticks), "ticktext": list(ends.texts)}
    layout = {
        "height": 420, "margin": {"l": 8, "r": 24, "t": 8, "b": 8}, "font": {"family": FONT, "size": 13, "color": ink},
        "paper_bgcolor": NO_FILL, "plot_bgcolor": NO_FILL, "dragmode": False, "shapes": shapes,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": axis | {"title": {"text": room.say("coverage.axis_contacts")}},
        "yaxis": axis | ticks | {"title": {"text": room.say("coverage.axis_rate", metric=unit)}},
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _most(placed: Sequence[Point]) -> list[Point]:
    return sorted(placed, key=lambda each: -(each.contacts or 0))[:LABELS]


def _said(room: "Room", found: Yields) -> str:
    if found.contacts is None or found.rate is None:
        return room.say("coverage.busy_unknown")
    middle = numbers.amount(found.rate, found.metric.unit, room.language)
    contacts = numbers.amount(found.contacts, "count", room.language)
    values = {"contacts": contacts, "rate": middle, "metric": found.metric.name(room.language)}
    said = room.say("coverage.busy_said", **values)
    return said if found.coloured else said + room.say("coverage.few")


def _hover(room: "Room", found: Yields, each: Point) -> str:
    result = numbers.full(each.result, found.metric.unit, room.language)
    rate = numbers.amount(each.rate, found.metric.unit, room.language)
    contacts = numbers.amount(each.contacts, "count", room.language)
    return room.say("coverage.busy_hover", name=each.name or "", contacts=contacts, result=result, rate=rate)


def _listed(room: "Room", found: Yields) -> str:
    rows: list[list[Cell | str]] = [
        [
            Cell(each.name or each.manager or "", href=address.link("gap", manager=each.manager)),
            _place(room, found, each),
            numbers.amount(each.contacts, "count", room.language),
            numbers.amount(each.result, found.metric.unit, room.language),
            numbers.amount(each.rate, found.metric.unit, room.language),
        ]
        for each in found.points
    ]
    heads = [room.say(f"coverage.head_{name}") for name in ("manager", "place", "contacts", "result", "rate")]
    return table(heads, rows, room.say("coverage.view_busy"), words=2)


def _place(room: "Room", found: Yields, each: Point) -> Cell:
    word, tone = room.say(f"coverage.{each.place}"), TONES.get(each.place or "")
    return Cell(marked(tone, word), tone) if tone and found.coloured else Cell(word, "quiet")
