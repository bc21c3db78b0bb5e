"""Works out from the address who is looking at which unit on which day; draws nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from data.home import Home, Settings
from data.publish import Reader, open_reader
from data.scope import OWNER, Viewer
from data.text import LANGUAGES
from metrics import workdays
from metrics.days import open_day
from pages.parts import address
from pages.parts.tree import Tree, top_unit, tree

NO_TREE = Tree("*", {})
ROLES = ("head", "data_officer", "manager", "wall")


@dataclass(frozen=True)
class Visit:
    """What the address comes to; `refused` names a unit that was asked for and is not below the viewer's own."""

    viewer: Viewer
    reader: Reader | None
    tree: Tree
    unit: str
    as_of: date | None
    today: date
    refused: str | None = None


def language() -> str:
    """The language asked for in the address, else the browser's, Chinese where it says nothing."""
    asked = address.asked("lang")
    if asked in LANGUAGES:
        return str(asked)
    locale = st.context.locale
    return "zh" if locale is None or locale.lower().startswith("zh") else "en"


def visit(home: Home, settings: Settings) -> Visit:
    """The visit the address asks for; the viewer in the address counts on the sample only."""
    viewer = _viewer(home, settings.sample)
    reader = open_reader(home, viewer)
    if reader is None:
        return Visit(viewer, None, NO_TREE, NO_TREE.top, None, date.today())
    top = top_unit(reader, viewer)
    asked = _asked_day()
    opens = asked or open_day(reader, top) or date.today() - timedelta(days=1)
    units = tree(reader, top, opens)
    unit = address.asked("unit") or top
    refused = None if unit in units.nodes or unit == top else unit
    unit = top if refused else unit
    as_of = asked or open_day(reader, unit) or opens
    today = workdays.load(home).next_workday(as_of) if settings.sample else date.today()
    return Visit(viewer, reader, units, unit, as_of, today, refused)


def _viewer(home: Home, sample: bool) -> Viewer:
    asked = parse_viewer(address.asked("viewer")) if sample else None
    if asked is not None:
        return asked
    reader = open_reader(home, OWNER)
    return Viewer("head", unit=top_unit(reader, OWNER) if reader else "*")


def parse_viewer(text: str | None) -> Viewer | None:
    """`head:U01` or `manager:M07` as the address writes it; None for anything else, the owner included."""
    role, _, subject = (text or "").partition(":")
    if not subject or role not in ROLES:
        return None
    return Viewer("manager", manager=subject) if role == "manager" else Viewer(role, unit=subject)  # type: ignore[arg-type]


def _asked_day() -> date | None:
    text = address.asked("day")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
