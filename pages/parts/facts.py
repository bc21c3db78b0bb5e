"""The morning board, worked out once per viewer, unit, day and published version."""

from datetime import date

import streamlit as st

from data.home import Home
from data.reader import Reader
from metrics import workdays
from metrics.days import open_period
from metrics.morning import Board, board
from metrics.pack import Pack
from metrics.periods import Period
from pages.parts.room import Room


def morning(room: Room, as_of: date) -> Board:
    """The period so far of the room's unit; cached until one of the marts changes."""
    key = (room.home.path, room.viewer.name, room.pack.id, room.stamp())
    return _board(key, room.unit, as_of, opening(room, as_of), room.home, room.marts, room.pack)


def opening(room: Room, as_of: date) -> Period:
    """The period a page opens on; cached until the targets change."""
    key = (room.home.path, room.viewer.name, room.pack.id, room.marts.stamp("target"))
    return _opening(key, as_of, room.marts, room.pack)


@st.cache_resource(show_spinner=False, max_entries=200)
def _opening(key: tuple[object, ...], as_of: date, _reader: Reader, _pack: Pack) -> Period:
    return open_period(_reader, _pack, as_of)


@st.cache_resource(show_spinner=False, max_entries=200)
def _board(
    key: tuple[object, ...], unit: str, as_of: date, period: Period, _home: Home, _reader: Reader, _pack: Pack
) -> Board:
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    return board(_reader, _pack, unit, as_of, period, workdays=calendar)
