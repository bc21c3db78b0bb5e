"""The board a page shows, worked out once per viewer, unit, day, ranking and published version, and its filters."""

from datetime import date
from typing import cast, get_args

import streamlit as st

from data.errors import Refused
from data.home import Home
from data.scope import Viewer
from metrics import workdays
from metrics.groups import ALL
from metrics.pack import Metric, Pack
from metrics.peers import Board, peers
from metrics.periods import Period
from metrics.ranking import By
from pages.parts import address, filters
from pages.parts.literal import literal
from pages.parts.room import Room

NARROW = 180


def by() -> By:
    """What people are ranked by, attainment unless another is asked for."""
    options = get_args(By)
    asked = address.asked("rank")
    return cast(By, asked if asked in options else options[0])


def kinds(room: Room) -> None:
    """The box for it."""
    names = {code: room.say(f"board.by_{code}") for code in get_args(By)}
    filters.select(room, "rank", "board.by", by(), names, width=NARROW)


def board(room: Room, period: Period, metric: Metric, ranked_by: By, as_of: date) -> Board:
    """The board of the unit and group in the address; a warning, and the one that opens, where these can't be had."""
    own = None if room.viewer.role in ("manager", "wall") else room.unit
    unit, group = address.asked("within") or own, address.asked("group")
    key = (room.home.path, room.stamp(), room.marts.stamp("portfolio"), room.pack.model_dump_json(), room.today)
    more = (key, room.viewer, period, metric.id, ranked_by, as_of, room.marts.today)
    try:
        return _board(*more, unit, group, room.home, room.pack)
    except Refused as refused:
        if refused.code not in ("board.no_such_unit", "board.no_such_group", "metric.unknown_unit"):
            raise
        st.warning(literal(room.say(refused.code, **refused.values)))
        return _board(*more, own, None, room.home, room.pack)


@st.cache_resource(show_spinner=False, max_entries=300)
def _board(
    key: tuple[object, ...], viewer: Viewer, period: Period, metric: str, ranked_by: By, as_of: date,
    today: date | None, unit: str | None, group: str | None, _home: Home, _pack: Pack,
) -> Board:  # fmt: skip
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    return peers(
        *(_home, viewer, _pack, _pack.metrics[metric], period),
        workdays=calendar, by=ranked_by, unit=unit, group=group, as_of=as_of, today=today,
    )  # fmt: skip


def among(room: Room, found: Board) -> None:
    """Among whom people are ranked: which unit, which peer group; only where there is something to choose."""
    below = {node.unit: room.unit_name(node.unit) for node in reversed(room.tree.path(room.unit))}
    above = {unit: name or room.unit_name(unit) for unit, name in found.reach.units}
    units = above if room.viewer.manager else below | above
    if len(units) > 1 and room.viewer.role != "wall":
        filters.select(room, "within", "board.within", found.reach.unit, units, width=NARROW)
    if len(found.reach.groups) > 1:
        names = {code: group(room, code) for code in found.reach.groups}
        filters.select(room, "group", "board.group", found.reach.group, names, width=NARROW)


def group(room: Room, code: str) -> str:
    """What a peer group is called: a role or stated group by its own name, a size by the customers held."""
    kind, _, name = code.partition(":")
    if kind == "size":
        edges = (0, *room.pack.board.sizes)
        low, high = edges[int(name)], edges[int(name) + 1 :][:1]
        return room.say("board.size", low=low, high=high[0] - 1) if high else room.say("board.size_over", low=low)
    return name or room.say(f"board.group_{code}")


def where(room: Room, found: Board) -> str:
    """The unit of the board, with the peer group where it is one."""
    unit = dict(found.reach.units).get(found.reach.unit) or room.unit_name(found.reach.unit)
    return unit if found.reach.group == ALL else f"{unit} · {group(room, found.reach.group)}"
