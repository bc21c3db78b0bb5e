"""What the review page is made of: which month, the review as its viewer may read it, and its files."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from data import exported
from data.exported import Export
from data.exports.formats import MIMES, WHOLE
from data.exports.report import Report, Stamp
from metrics import periods
from metrics.periods import Period
from metrics.review_shape import About
from metrics.review_stamp import stamp
from metrics.review_view import Seen, seen
from pages.parts import address, filters, signing
from pages.parts.looking import looked, made

if TYPE_CHECKING:
    from pages.parts.room import Room

MARTS = ("announcement", "compliance", "rule_change", "unit", "unit_above")
MONTHS = 13
ICONS = {"xlsx": ":material/table:", "pptx": ":material/slideshow:", "pdf": ":material/print:"}


def month(room: "Room", as_of: date) -> Period:
    """The month asked for, else the last that is over."""
    found = [periods.containing("month", as_of, room.pack.year)]
    while len(found) < MONTHS:
        found.append(found[-1].previous())
    over = next((each for each in found if each.last_day <= as_of), found[0])
    held = {each.code: each for each in found}
    picked = held.get(address.asked("period") or "", over)
    titles = {each.code: _title(room, each, as_of) for each in found}
    filters.select(room, "period", "review.month", picked.code, titles, width=220)
    return picked


def _title(room: "Room", each: Period, as_of: date) -> str:
    title = each.title(room.language)
    return title if each.last_day <= as_of else room.say("review.so_far", month=title)


def found(room: "Room", period: Period) -> Seen:
    """The review of the unit looked at, or of the person who looks; cached until a mart or a rule changes."""
    as_of = room.as_of or room.today
    unit = None if room.viewer.manager else room.unit
    look = looked(room, as_of, period)
    key = (room.marts.stamp(*MARTS), room.home.rules(), look.reader.today)
    return made(look, "review", lambda of: seen(room.home, room.viewer, period, unit, today=of.reader.today), *key)


def stamped(room: "Room", about: About) -> Stamp:
    return stamp(about, room.viewer, datetime.now(), room.language, signing.signed())


def downloads(room: "Room", about: About, told: Report) -> None:
    """A button a format; a file is made, and noted, when it is asked for."""
    with st.container(horizontal=True, key="downloads"):
        for format in WHOLE:
            st.download_button(
                room.say(f"review.download_{format}"),
                partial(_written, room, about, told, format),
                f"{told.title}.{format}",
                MIMES[format],
                icon=ICONS[format],
                key=f"download_{format}",
                on_click="ignore",
            )


def _written(room: "Room", about: About, told: Report, format: str) -> bytes:
    content = WHOLE[format](told)
    reader = told.stamp.reader if told.stamp else None
    made_file = Export(
        *("review", f"{told.title}.{format}", format, about.unit, exported.mark(content), about.version),
        *(about.manager, about.month, reader),
    )
    exported.note(room.home, room.viewer, [made_file], datetime.now(), signing.signed())
    return content
