"""The sidebar: who I am, unit, day, language, and nothing else."""

from typing import TYPE_CHECKING
from urllib.parse import quote

import streamlit as st

from data import sample
from data.scope import Viewer
from data.text import LANGUAGES
from pages.parts import address
from pages.parts.visit import COOKIE

if TYPE_CHECKING:
    from pages.parts.room import Room

INDENT = "\u3000"
# On a phone the sidebar lies over the page, and Streamlit leaves it open after a choice.
FOLD = """<script>
const side = document.querySelector("[data-testid=stSidebar]");
if (innerWidth < 768 && side?.getBoundingClientRect().right > 0)
  side.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
</script>"""

REMEMBER = '<script>document.cookie = "%s=%s; path=/; max-age=31536000; samesite=strict"</script>'


def draw(room: "Room") -> None:
    """Each choice goes to the address at once; the page runs again with it."""
    with st.sidebar:
        if room.home.links.exists():
            st.markdown(f"{room.say('page.viewer')}  \n**{_person(room, room.viewer, _named(room))}**")
            _remember()
        elif room.sample and room.reader is not None:
            _who(room)
        if room.reader is not None:
            _unit(room)
            _day(room)
        _language(room)
        if st.session_state.pop("fold", False):
            st.html(FOLD, unsafe_allow_javascript=True)


def _select(room: "Room", name: str, options: list[str], value: str, names: dict[str, str]) -> None:
    st.session_state[f"choice_{name}"] = value
    st.selectbox(
        room.say(f"page.{name}"),
        options,
        format_func=lambda option: names.get(option, option),
        key=f"choice_{name}",
        on_change=address.choose,
        args=(name,),
    )


def _who(room: "Room") -> None:
    people = {viewer.name: _person(room, viewer, name) for viewer, name in _made_up(room)}
    people.setdefault(room.viewer.name, _person(room, room.viewer, room.viewer.name))
    _select(room, "viewer", list(people), room.viewer.name, people)


def _named(room: "Room") -> str:
    return room.person or (room.unit_name(room.viewer.unit) if room.viewer.unit else room.viewer.name)


def _remember() -> None:
    """Has the browser keep the key of a link that was just opened, so that the next visit needs no link."""
    if key := st.session_state.pop("new_key", None):
        st.html(REMEMBER % (COOKIE, quote(key)), unsafe_allow_javascript=True)


def _made_up(room: "Room") -> list[tuple[Viewer, str]]:
    return [(viewer, zh if room.language == "zh" else en) for viewer, zh, en in sample.viewers(room.home)]


def _person(room: "Room", viewer: Viewer, name: str) -> str:
    return room.say("page.person", name=name, role=room.say(f"page.role_{viewer.role}"))


def _unit(room: "Room") -> None:
    nodes = room.tree.ordered()
    if room.viewer.role == "manager" or len(nodes) < 2:
        st.markdown(f"{room.say('page.unit')}  \n**{room.unit_name(room.unit)}**")
        return
    top = nodes[0].depth
    names = {node.unit: INDENT * (node.depth - top) + room.unit_name(node.unit) for node in nodes}
    _select(room, "unit", list(names), room.unit, names)


def _day(room: "Room") -> None:
    st.session_state["choice_day"] = room.as_of
    st.date_input(room.say("page.day"), key="choice_day", on_change=address.choose, args=("day",), format="YYYY-MM-DD")


def _language(room: "Room") -> None:
    st.session_state["choice_lang"] = room.language
    st.segmented_control(
        room.say("page.language"),
        LANGUAGES,
        required=True,
        format_func=lambda code: room.say(f"page.language_{code}"),
        key="choice_lang",
        on_change=address.choose,
        args=("lang",),
    )
