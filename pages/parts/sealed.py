"""What pages say of sealed months: that a month stands still, and what has moved of those within a longer period."""

from datetime import UTC, date
from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from data.home import Home
from data.reader import Reader
from data.text import numbers
from metrics import workdays
from metrics.differing import corrections
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.sealing import Seal, sealed_by
from pages.parts import signing

if TYPE_CHECKING:
    from pages.parts.room import Room


def held(room: "Room", period: Period) -> Seal | None:
    """The seal under which a page shows a period: seen as of an earlier day, its numbers are not the sealed ones."""
    calendar = workdays.load(room.home, every_day=room.pack.pace == "calendar")
    if room.reader is None or (room.as_of or room.today) < calendar.last(period.first_day, period.until):
        return None
    return sealed_by(room.reader, period, room.unit)


def badge(room: "Room", period: Period) -> str:
    """That the period is sealed: when, by whom, from which version, and what was said of records that lacked."""
    seal = held(room, period)
    if seal is None:
        return ""
    day = numbers.day(seal.stated_at.replace(tzinfo=UTC).astimezone().date(), room.language)
    said = room.say("seal.badge", day=day, who=signing.by(room, seal.writer, seal.signed), version=seal.version)
    return f"{said} {room.say('seal.badge_note', note=seal.note)}" if seal.note else said


def moved(room: "Room", metric: Metric, period: Period, as_of: date) -> str:
    """How much of a longer period's total is corrections to sealed months; empty where nothing is."""
    key = (room.home.path, room.viewer.name, room.pack.id, room.stamp(), room.unit, as_of, period, metric.id)
    amount = _moved(key, room.home, room.marts, room.pack)
    if amount is None:
        return ""
    told = numbers.amount(amount, metric.unit, room.language)
    return room.say("seal.badge_moved", amount=f"+{told}" if amount > 0 else told)


@st.cache_resource(show_spinner=False, max_entries=300)
def _moved(key: tuple[object, ...], _home: Home, _reader: Reader, _pack: Pack) -> Decimal | None:
    *_, unit, as_of, period, metric = key
    assert isinstance(unit, str) and isinstance(as_of, date) and isinstance(period, Period)
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    lines = corrections(_reader, _pack, _pack.metrics[str(metric)], period, unit, workdays=calendar, as_of=as_of)
    return next((line.actual for line in lines if line.unit == unit), None)
