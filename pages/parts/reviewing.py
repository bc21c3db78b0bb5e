"""What the review page is made of: which month, the review as its viewer may read it, and its files."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from data import exported
from data.exported import Export
from data.exports.formats import MIMES, WHOLE, file
from data.exports.png import png
from data.exports.poster import Poster
from data.exports.report import Report, Stamp
from data.home import Home
from data.reader import Reader
from data.scope import Viewer
from metrics import periods
from metrics.peers import Board, peers
from metrics.periods import Period
from metrics.policy import UNNAMED
from metrics.review.posters import battle, ranking, winners
from metrics.review.shape import About
from metrics.review.stamp import stamp
from metrics.review.view import Seen, seen, whole
from metrics.review.words import Told
from pages.parts import address, filters, looking, signing
from pages.parts.looking import Look, looked, made

if TYPE_CHECKING:
    from pages.parts.room import Room

MARTS = (
    *("announcement", "compliance", "manager", "rule_change", "seal", "sealed_review", "unit", "unit_above"),
    *looking.MARTS,
)
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
    whose = (room.home.path, room.pack.id, room.stamp(), *key)

    def gathered(reader: Reader, place: str) -> Seen:
        return _whole((*whose, place, period, as_of), room.home, reader)

    def make(of: Look) -> Seen:
        return seen(room.home, room.viewer, period, unit, as_of=of.as_of, today=of.reader.today, gathered=gathered)

    return made(look, "review", make, *key)


@st.cache_resource(show_spinner=False, max_entries=100)
def _whole(key: tuple[object, ...], _home: Home, _reader: Reader) -> Seen:
    """A unit's whole review, gathered once for all who read of it."""
    *_, unit, period, as_of = key
    assert isinstance(unit, str) and isinstance(period, Period) and isinstance(as_of, date)
    return whole(_home, _reader, unit, period, as_of)


def stamped(room: "Room", held: Seen) -> Stamp:
    """Who makes files of the page, for whom."""
    return stamp(held.review.about, room.viewer, datetime.now(), room.language, held.seal, signing.signed())


def downloads(room: "Room", held: Seen, told: Report) -> None:
    """A button a format, and pictures for the chat group; a file is made, and noted, when it is asked for."""
    about = held.review.about
    for format in WHOLE:
        _button(room, about, told, format, f"{told.title}.{format}", partial(_file, room, told, format))
    if room.viewer.manager is None:
        for layout, make in posters(room, held, told).items():
            name = f"{room.say(f'review.picture_{layout}')} {told.title}.png"
            _button(room, about, told, layout, name, partial(png, make))


def _file(room: "Room", told: Report, format: str) -> bytes:
    return file(told, format, room.home.deck())


def posters(room: "Room", held: Seen, told: Report) -> dict[str, Poster]:
    """The pictures there is something to show on."""
    assert told.stamp is not None
    speaks = Told(held.review, held.pack, room.language)
    won = winners(speaks, told.stamp)
    return (
        {"battle": battle(speaks, told.stamp)} | ({"winners": won} if won else {}) | _leading(room, speaks, told.stamp)
    )


def _leading(room: "Room", speaks: Told, stamp: Stamp) -> dict[str, Poster]:
    """The board as a wall would show it."""
    about, metric = speaks.review.about, speaks.pack.in_order()[0]
    if speaks.pack.board.policy in UNNAMED:
        return {}
    wall = Viewer("wall", unit=about.unit)

    def make(of: Look) -> Board:
        return peers(room.home, wall, speaks.pack, metric, speaks.month, **of.asked(), today=of.reader.today)

    shown = made(looked(room, about.as_of, speaks.month), "leading", make, room.home.rules())
    leads = ranking(speaks, list(shown.rows), metric.name(room.language), stamp)
    return {"ranking": leads} if leads and shown.by == "attainment" else {}


def _button(room: "Room", about: About, told: Report, code: str, name: str, write: Callable[[], bytes]) -> None:
    st.download_button(
        room.say(f"review.download_{code}"),
        partial(_written, room, about, told, name, write),
        name,
        MIMES.get(code, "image/png"),
        icon=ICONS.get(code, ":material/image:"),
        key=f"download_{code}",
        on_click="ignore",
    )


def _written(room: "Room", about: About, told: Report, name: str, write: Callable[[], bytes]) -> bytes:
    content = write()
    format = name.rsplit(".", 1)[1]
    file = ("review", name, format, about.unit, exported.mark(content), about.version, about.manager, about.month)
    reader = told.stamp.reader if told.stamp and format != "png" else room.say("review.chat_group")
    exported.note(room.home, room.viewer, [Export(*file, reader)], datetime.now(), signing.signed())
    return content
