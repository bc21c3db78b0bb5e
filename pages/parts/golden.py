"""When contacts are made and reach somebody: weekday by hour, the golden hours framed."""

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.hours import Cell, Hours, hours
from pages.parts import lists
from pages.parts.charts import CONFIG, FONT, NO_FILL, Figure
from pages.parts.colours import ACCENT, INK, is_dark
from pages.parts.looking import Look, made

if TYPE_CHECKING:
    from pages.parts.room import Room

PAPER = ("#EDF0EF", "#263032")


def draw(look: Look) -> None:
    """The share of contacts in golden hours, the heat map, and how many have no time."""
    room = look.room
    found = made(look, "hours", lambda of: hours(of.reader, of.pack, of.period, of.unit, **of.asked()))
    if not found.cells:
        st.info(room.say("coverage.hours_none"))
        return
    title, said = _finding(room, found), _said(room, found)
    st.html(lists.section(title, f'<p class="note">{escape(said)}</p>'))
    st.plotly_chart(heat(room, found, is_dark()), config=CONFIG, key="hours", alt=f"{title} {said}")


def heat(room: "Room", found: Hours, dark: bool) -> Figure:
    """How many contacts of each weekday and hour; the share that reached somebody is written where it says anything."""
    by = {(cell.weekday, cell.hour): cell for cell in found.cells}
    known = sorted({cell.hour for cell in found.cells if cell.hour is not None})
    spread = list(range(known[0], known[-1] + 1))
    days = [day for day in range(1, 8) if day < 6 or any(cell.weekday == day for cell in found.cells)]
    cells = [[by.get((day, hour)) for hour in spread] for day in days]
    trace = {
        "type": "heatmap", "x": [f"{hour}" for hour in spread], "y": [room.say(f"coverage.day_{day}") for day in days],
        "z": [[cell.contacts if cell else 0 for cell in row] for row in cells],
        "text": [[_share(room, cell) for cell in row] for row in cells], "texttemplate": "%{text}",
        "hovertext": [[_hover(room, cell) for cell in row] for row in cells], "hoverinfo": "text",
        "colorscale": [[0, PAPER[dark]], [1, ACCENT[dark]]], "showscale": False, "xgap": 2, "ygap": 2,
    }  # fmt: skip
    golden = [spread.index(hour) for hour in room.pack.golden_hours.outward if hour in spread]
    frames = [
        {"type": "rect", "x0": at - 0.5, "x1": at + 0.5, "y0": -0.5, "y1": len(days) - 0.5,
         "line": {"color": INK[dark], "width": 2}}
        for at in golden
    ]  # fmt: skip
    axis = {"fixedrange": True, "showgrid": False, "type": "category"}
    layout = {
        "height": 56 + 44 * len(days), "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "dragmode": False,
        "font": {"family": FONT, "size": 13, "color": INK[dark]}, "paper_bgcolor": NO_FILL, "plot_bgcolor": NO_FILL,
        "shapes": frames, "xaxis": axis | {"automargin": True, "title": {"text": room.say("coverage.axis_hour")}},
        "yaxis": axis | {"autorange": "reversed", "automargin": True},
    }  # fmt: skip
    return {"data": [trace], "layout": layout}


def _share(room: "Room", cell: Cell | None) -> str:
    return f"{cell.rate:.0%}" if cell and cell.coloured and cell.rate is not None else ""


def _hover(room: "Room", cell: Cell | None) -> str:
    if cell is None or cell.weekday is None:
        return ""
    day, share = room.say(f"coverage.day_{cell.weekday}"), numbers.percent(cell.rate, room.language)
    return room.say("coverage.hours_hover", day=day, hour=cell.hour, contacts=cell.contacts, share=share)


def _finding(room: "Room", found: Hours) -> str:
    best = max((hour for hour in found.hours if hour.coloured), key=lambda each: each.rate or 0, default=None)
    golden = numbers.percent(found.golden, room.language)
    if best is None or best.hour is None:
        return room.say("coverage.hours_golden", golden=golden)
    share = numbers.percent(best.rate, room.language)
    return room.say("coverage.hours", golden=golden, hour=best.hour, until=best.hour + 1, share=share)


def _said(room: "Room", found: Hours) -> str:
    said = room.say("coverage.hours_said")
    if found.untimed.contacts:
        said += room.say("coverage.hours_untimed", count=numbers.count(found.untimed.contacts, room.language))
    return said
