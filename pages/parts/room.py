"""The room every page enters first: who is looking, at which unit and day, in which language, and whether they may."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from data.errors import Refused
from data.home import Home, Settings, open_home
from data.reader import Reader
from data.scope import Viewer
from data.text import numbers, say
from metrics.currency import in_currency
from metrics.pack import Pack
from metrics.unit_rules import unit_pack
from pages.parts import address, menu, sidebar
from pages.parts.literal import literal
from pages.parts.tree import Tree
from pages.parts.visit import Visit, language, visit

LOOK = Path(__file__).with_name("look.css")
MARTS = (
    *("account", "activity_daily", "balance_given", "balance_spell", "batch", "completeness", "holder", "holding"),
    *("leave", "manager", "product", "quarantine", "sale_daily", "seal", "sealed_result", "target", "unit"),
    *("unit_above", "warning"),
)


@dataclass(frozen=True)
class Room:
    """What a page works with; `person` is the name of a manager who looks at the own numbers.

    `today` is the wall clock's day, except on the sample: the first workday after `as_of`.
    `reader` is None only on pages entered with `empty=True` while nothing has been published.
    """

    home: Home
    viewer: Viewer
    reader: Reader | None
    pack: Pack
    language: str
    unit: str
    tree: Tree
    as_of: date | None
    today: date
    sample: bool
    person: str | None

    @property
    def marts(self) -> Reader:
        """The reader, for pages that are only entered when there is one."""
        assert self.reader is not None
        return self.reader

    def say(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)

    def stamp(self) -> str:
        """A cache key over every mart the figures come from."""
        return self.marts.stamp(*MARTS)

    def unit_name(self, unit: str) -> str:
        node = self.tree.nodes.get(unit)
        if node is not None and node.name:
            return node.name
        return self.say("metric.unplaced") if unit == "~" else self.say("metric.all_units") if unit == "*" else unit


def enter(page: str, *, empty: bool = False) -> Room:
    """The first line of every page: resolves viewer, unit, day and language, draws the sidebar, or stops the page.

    Who may not see the page gets a sentence and a link. `empty` lets the page run before anything is published.
    """
    address.restore(page)
    spoken = language()
    st.set_page_config(page_title=f"{say(f'page.{page}', spoken)} · {say('app.title', spoken)}", layout="wide")
    st.html(LOOK)
    menu.ensure(spoken)
    home = open_home()
    settings = home.settings()
    try:
        found = visit(home, settings)
        room = _room(home, settings, spoken, found)
    except Refused as refused:
        # a direct visit comes here without the front door, which says it otherwise
        st.error(say(refused.code, spoken, **refused.values))
        if settings.sample:
            st.page_link("pages/morning.py", label=say("page.to_morning", spoken), query_params={"lang": spoken})
        st.stop()
    sidebar.draw(room)
    _stop_unless_allowed(room, page, found)
    if found.beyond:
        asked, day = (numbers.day(each, spoken, year=True) for each in (found.beyond, room.as_of))
        st.warning(room.say("page.beyond", asked=asked, day=day))
    if room.reader is None and not empty:
        st.info(room.say("page.no_records"))
        st.page_link("pages/data.py", label=room.say("page.to_import"), query_params=address.here())
        st.stop()
    return room


def _room(home: Home, settings: Settings, spoken: str, found: Visit) -> Room:
    ruled = unit_pack(home, found.reader, found.unit, found.as_of or found.today)
    pack, sample = in_currency(ruled, settings.currency), settings.sample
    whom, when = (found.viewer, found.reader, pack, spoken, found.unit, found.tree), (found.as_of, found.today)
    return Room(home, *whom, *when, sample, found.person)


def _stop_unless_allowed(room: Room, page: str, found: Visit) -> None:
    if room.viewer.role not in menu.ROLES[page]:
        st.warning(room.say("page.no_rights", page=room.say(f"page.{page}")))
        st.page_link("pages/morning.py", label=room.say("page.to_morning"), query_params=address.here())
        st.stop()
    if found.refused:
        st.warning(room.say("page.no_such_unit", unit=literal(found.refused)))
        st.page_link("pages/morning.py", label=room.say("page.to_own_unit"), query_params=address.here(unit=None))
        st.stop()
