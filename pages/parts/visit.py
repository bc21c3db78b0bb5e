"""Works out from the address who is looking at which unit on which day; draws nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from threading import local

import streamlit as st

from data.errors import Refused
from data.home import Home, Settings
from data.links import viewer_of
from data.publish import open_reader
from data.reader import Reader
from data.scope import OWNER, Role, Viewer, parse
from data.text import LANGUAGES
from data.viewers import known
from metrics import workdays
from metrics.days import open_day
from pages.parts import address
from pages.parts.tree import Tree, person_name, top_unit, tree

# what the browser keeps a personal link's key as
COOKIE = "board_key"
NO_TREE = Tree("*", {})
# a day of any other is a slip in the address
YEARS = range(1900, 2200)
# Streamlit runs each visitor's script in a thread of its own.
_run = local()


def opened(home: Home, viewer: Viewer, sample: bool) -> Reader | None:
    """A reader for this run, which `close` closes when the run is over; on the sample today is not the clock's."""
    reader = open_reader(home, viewer, None if sample else date.today())
    if reader is not None:
        _run.readers = [*getattr(_run, "readers", []), reader]
    return reader


def close() -> None:
    """Closes the readers of this run."""
    for reader in getattr(_run, "readers", []):
        reader.close()
    _run.readers = []


@dataclass(frozen=True)
class Visit:
    """What the address comes to; `refused` names a unit that was asked for and is not below the viewer's own.

    `beyond` is a day that was asked for and that the records have not reached.
    """

    viewer: Viewer
    reader: Reader | None
    tree: Tree
    unit: str
    as_of: date | None
    today: date
    refused: str | None = None
    person: str | None = None
    beyond: date | None = None


def language() -> str:
    """The language asked for in the address, else the browser's, Chinese where it says nothing."""
    asked = address.asked("lang")
    if asked in LANGUAGES:
        return str(asked)
    locale = st.context.locale
    return "zh" if locale is None or locale.lower().startswith("zh") else "en"


@dataclass(frozen=True)
class Place:
    """Where a visit stands: `top` is the viewer's own unit, `opens` the day its records are complete to."""

    top: str
    opens: date
    tree: Tree
    person: str | None


def visit(home: Home, settings: Settings) -> Visit:
    """The visit the address asks for; the viewer in the address counts on the sample only. Raises Refused."""
    viewer = _viewer(home, settings.sample)
    reader = opened(home, viewer, settings.sample)
    if reader is None:
        return Visit(viewer, None, NO_TREE, NO_TREE.top, None, date.today())
    known(reader)
    key = (home.path, viewer.name, reader.stamp("completeness", "manager", "unit", "unit_above"))
    asked = _asked_day()
    place = _place(key, asked, reader)
    unit = address.asked("unit") or place.top
    refused = None if unit in place.tree.nodes or unit == place.top else unit
    unit = place.top if refused else unit
    opens = _open_day(key, unit, reader)
    # a day the records have not reached has nothing to show, least of all that all is well
    as_of = min(asked or date.max, opens or asked or place.opens)
    today = workdays.load(home).next_workday(as_of) if settings.sample else date.today()
    beyond = asked if asked and asked > as_of else None
    return Visit(viewer, reader, place.tree, unit, as_of, today, refused, place.person, beyond)


@st.cache_resource(show_spinner=False, max_entries=500)
def _place(key: tuple[object, ...], asked: date | None, _reader: Reader) -> Place:
    top = top_unit(_reader, _reader.viewer)
    opens = asked or open_day(_reader, top) or date.today() - timedelta(days=1)
    return Place(top, opens, tree(_reader, top, opens), person_name(_reader, _reader.viewer))


@st.cache_resource(show_spinner=False, max_entries=500)
def _open_day(key: tuple[object, ...], unit: str, _reader: Reader) -> date | None:
    return open_day(_reader, unit)


def role(home: Home) -> Role:
    """As what somebody is here; raises Refused."""
    named = _named(home, home.settings().sample)
    return named.role if named else "head"


def _named(home: Home, sample: bool) -> Viewer | None:
    """Whom the visitor's link names, or on the sample the address; None for whoever else opens it."""
    linked = viewer_of(home, remembered())
    if linked is not None:
        return linked
    asked = address.kept("viewer") if sample else None
    try:
        found = parse(asked) if asked else OWNER
    except Refused:
        return None
    return None if found == OWNER else found


def _viewer(home: Home, sample: bool) -> Viewer:
    named = _named(home, sample)
    if named is not None:
        return named
    reader = opened(home, OWNER, sample)
    if reader is None:
        return Viewer("head", unit=NO_TREE.top)
    return Viewer("head", unit=_root((home.path, reader.stamp("unit")), reader))


def remembered() -> str | None:
    """The key this visitor came with: from the link, which then leaves the address, else as the browser kept it."""
    if key := address.asked("key"):
        st.session_state["key"] = st.session_state["new_key"] = key
        address.put("key", None)
    return st.session_state.get("key") or dict(st.context.cookies).get(COOKIE)


@st.cache_resource(show_spinner=False, max_entries=20)
def _root(key: tuple[object, ...], _reader: Reader) -> str:
    return top_unit(_reader, OWNER)


def _asked_day() -> date | None:
    text = address.asked("day")
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year in YEARS else None
