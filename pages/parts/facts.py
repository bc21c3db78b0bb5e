"""The morning board, worked out once per viewer, unit, day and published version."""

from datetime import date

import streamlit as st

from data.home import Home
from data.reader import Reader
from metrics import periods, workdays
from metrics.morning import Board, board
from metrics.pack import Pack
from pages.parts.room import Room


def morning(room: Room, as_of: date) -> Board:
    """The month so far of the room's unit; cached until one of the marts changes."""
    key = (room.home.path, room.viewer.name, room.pack.id, room.stamp())
    return _board(key, room.unit, as_of, room.home, room.marts, room.pack)


@st.cache_resource(show_spinner=False, max_entries=200)
def _board(key: tuple[object, ...], unit: str, as_of: date, _home: Home, _reader: Reader, _pack: Pack) -> Board:
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    period = periods.containing("month", as_of, _pack.year)
    return board(_reader, _pack, unit, as_of, period, workdays=calendar)
