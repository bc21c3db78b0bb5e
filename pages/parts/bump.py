"""How the ranking moves: a line a person from the last period over the day before to now, one's own in the accent."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.text import numbers
from metrics.peers import Board, Row
from pages.parts.charts import CONFIG, FONT, NO_FILL, Figure
from pages.parts.colours import ACCENT, GREY, INK, is_dark
from pages.parts.lists import section

if TYPE_CHECKING:
    from pages.parts.room import Room

MOST, LONG = 12, 10
LINE = 26
# how far the ranks before and after those shown reach beyond them, in lines
BEYOND = 2


def draw(room: "Room", found: Board) -> None:
    """Nothing where no rank shown is known from before, and no picture where none has changed."""
    rows = drawn(found.rows)
    if not rows:
        return
    finding = _finding(room, rows)
    st.html(section(finding))
    if any(row.movement_day or row.movement_period for row in rows):
        picture = figure(room, found, rows, is_dark())
        st.plotly_chart(picture, config=CONFIG, key="bump", alt=f"{finding} {room.say('board.bump_said')}")


def drawn(rows: Sequence[Row]) -> list[Row]:
    """The first twelve with a name and a past, one's own among them."""
    moved = [row for row in rows if row.manager and (row.movement_day, row.movement_period) != (None, None)]
    beyond = [row for row in moved[MOST:] if row.mine]
    return [*moved[: MOST - len(beyond)], *beyond]


def _finding(room: "Room", rows: Sequence[Row]) -> str:
    best = max(rows, key=_climbed)
    if _climbed(best) > 0:
        return room.say("board.bump", who=best.name, moved=numbers.moved(_climbed(best)))
    return room.say("board.bump_down" if any(_climbed(row) < 0 for row in rows) else "board.bump_none")


def _climbed(row: Row) -> int:
    """Places gained since the last period, else since the day before."""
    return (row.movement_day if row.movement_period is None else row.movement_period) or 0


def figure(room: "Room", found: Board, rows: Sequence[Row], dark: bool) -> Figure:
    """Ranks from the best down; those shown now stand a line apart, ranks between and beyond them in proportion."""
    grey, accent, ink = GREY[dark], ACCENT[dark], INK[dark]
    whens, now = _whens(room, found), sorted({row.rank for row in rows if row.rank is not None})
    traces = [_line(row, whens, now, accent if row.mine else grey) for row in rows]
    named = [_name(row, len(whens) - 1, now, accent if row.mine else ink) for row in rows]
    return {"data": traces, "layout": _layout(whens, now, named, ink, grey)}


def height(rank: int, now: Sequence[int], ranked: int) -> float:
    """Where a rank is drawn: the first of those shown `now` at 0, the next at 1."""
    if rank < now[0]:
        return -BEYOND * (now[0] - rank) / now[0]
    if rank > now[-1]:
        return len(now) - 1 + BEYOND * min((rank - now[-1]) / max(ranked - now[-1], 1), 1)
    place = bisect_left(now, rank)
    return place if now[place] == rank else place - (now[place] - rank) / (now[place] - now[place - 1])


def _whens(room: "Room", found: Board) -> list[tuple[int, str]]:
    """Which of a row's three ranks is drawn, and what its moment is called."""
    period = found.period_before.title(room.language) if found.period_before else None
    days = [numbers.short_day(day, room.language) if day else None for day in (found.day_before, found.as_of)]
    return [(place, name) for place, name in enumerate((period, *days)) if name is not None]


def _ranks(row: Row) -> tuple[int | None, int | None, int | None]:
    assert row.rank is not None
    then, yesterday = row.movement_period, row.movement_day
    return (None if then is None else row.rank + then, None if yesterday is None else row.rank + yesterday, row.rank)


def _line(row: Row, whens: Sequence[tuple[int, str]], now: Sequence[int], colour: str) -> Figure:
    ranks = [_ranks(row)[place] for place, _ in whens]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(whens))),
        "y": [None if rank is None else height(rank, now, row.ranked) for rank in ranks],
        "text": [f"{row.name} {numbers.UNKNOWN if rank is None else rank}" for rank in ranks],
        "hoverinfo": "text",
        "line": {"color": colour, "width": 4 if row.mine else 1.5},
        "marker": {"size": 9 if row.mine else 6},
        "connectgaps": True,
        "cliponaxis": False,
        "showlegend": False,
    }


def _name(row: Row, last: int, now: Sequence[int], colour: str) -> Figure:
    name = row.name or ""
    short = name if len(name) <= LONG else f"{name[: LONG - 1]}…"
    place = {"x": last, "xanchor": "left", "xshift": 10, "y": height(row.rank or now[-1], now, row.ranked)}
    return {"text": f"{row.rank} {short}", "showarrow": False, "font": {"color": colour}, **place}


def _layout(
    whens: Sequence[tuple[int, str]], now: Sequence[int], named: list[Figure], ink: str, grey: str
) -> dict[str, Any]:
    count, above = len(now), BEYOND if now[0] > 1 else 0
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "tickfont": {"color": grey}}
    return {
        "height": 60 + LINE * (count + BEYOND + above),
        "margin": {"l": 8, "r": 110, "t": 8, "b": 8},
        "font": {"family": FONT, "size": 13, "color": ink},
        "paper_bgcolor": NO_FILL,
        "plot_bgcolor": NO_FILL,
        "dragmode": False,
        "hoverlabel": {"font": {"family": FONT}},
        "xaxis": axis
        | {
            "tickvals": list(range(len(whens))),
            "ticktext": [name for _, name in whens],
            "range": [-0.15, len(whens) - 1],
            "automargin": True,
        },
        "yaxis": axis | {"range": [count - 1 + BEYOND + 0.3, -above - 0.5], "showticklabels": False},
        "annotations": _apart(named),
    }


def _apart(named: list[Figure]) -> list[Figure]:
    """Names of equal ranks beside each other instead of one over the other."""
    held: dict[object, list[Figure]] = {}
    for each in named:
        held.setdefault(each["y"], []).append(each)
    return [same[0] | {"text": "、".join(part["text"] for part in same)} for same in held.values()]
