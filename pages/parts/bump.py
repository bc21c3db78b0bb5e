"""How the ranking moves: a line a person from the last period over the day before to now, one's own in the accent."""

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


def draw(room: "Room", found: Board) -> None:
    """Nothing where no rank shown is known from before, and no picture where none has changed."""
    rows = _rows(found)
    if not rows:
        return
    finding = _finding(room, rows)
    st.html(section(finding))
    if any(row.movement_day or row.movement_period for row in rows):
        picture = figure(room, found, rows, is_dark())
        st.plotly_chart(picture, config=CONFIG, key="bump", alt=f"{finding} {room.say('board.bump_said')}")


def _rows(found: Board) -> list[Row]:
    """The first twelve with a name and a past, one's own among them."""
    moved = [row for row in found.rows if row.manager and (row.movement_day, row.movement_period) != (None, None)]
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
    """Ranks from the best down; names stand at the end of each line."""
    grey, accent, ink = GREY[dark], ACCENT[dark], INK[dark]
    whens = _whens(room, found)
    traces = [_line(row, whens, accent if row.mine else grey, row.mine) for row in rows]
    ranks = [rank for row in rows for rank in _ranks(row) if rank is not None]
    named = [_name(row, len(whens) - 1, accent if row.mine else ink) for row in rows]
    return {"data": traces, "layout": _layout(whens, min(ranks), max(ranks), named, ink, grey, len(rows))}


def _whens(room: "Room", found: Board) -> list[tuple[int, str]]:
    """Which of a row's three ranks is drawn, and what its moment is called."""
    period = found.period_before.title(room.language) if found.period_before else None
    days = [numbers.short_day(day, room.language) if day else None for day in (found.day_before, found.as_of)]
    return [(place, name) for place, name in enumerate((period, *days)) if name is not None]


def _ranks(row: Row) -> tuple[int | None, int | None, int | None]:
    assert row.rank is not None
    then, yesterday = row.movement_period, row.movement_day
    return (None if then is None else row.rank + then, None if yesterday is None else row.rank + yesterday, row.rank)


def _line(row: Row, whens: Sequence[tuple[int, str]], colour: str, mine: bool) -> Figure:
    ranks = _ranks(row)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(whens))),
        "y": [ranks[place] for place, _ in whens],
        "text": [f"{row.name} {numbers.rank(ranks[place], row.ranked) if ranks[place] else ''}" for place, _ in whens],
        "hoverinfo": "text",
        "line": {"color": colour, "width": 4 if mine else 1.5},
        "marker": {"size": 9 if mine else 6},
        "connectgaps": True,
        "cliponaxis": False,
        "showlegend": False,
    }


def _name(row: Row, last: int, colour: str) -> Figure:
    name = row.name or ""
    short = name if len(name) <= LONG else f"{name[: LONG - 1]}…"
    place = {"x": last, "xanchor": "left", "xshift": 10, "y": row.rank}
    return {"text": f"{row.rank} {short}", "showarrow": False, "font": {"color": colour}, **place}


def _layout(
    whens: Sequence[tuple[int, str]], best: int, worst: int, named: list[Figure], ink: str, grey: str, count: int
) -> dict[str, Any]:
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "tickfont": {"color": grey}}
    return {
        "height": 90 + LINE * max(count, 4),
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
        "yaxis": axis | {"range": [worst + 0.5, best - 0.5], "showticklabels": False},
        "annotations": _apart(named),
    }


def _apart(named: list[Figure]) -> list[Figure]:
    """Names of equal ranks beside each other instead of one over the other."""
    held: dict[object, list[Figure]] = {}
    for each in named:
        held.setdefault(each["y"], []).append(each)
    return [same[0] | {"text": "、".join(part["text"] for part in same)} for same in held.values()]
