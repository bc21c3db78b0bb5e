"""Navigation: every file in `pages/` is a page, and who may open it; the menu shows each visitor no others."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from data.errors import BoardError
from data.home import open_home
from data.scope import Role
from data.text import say
from pages.parts import visit

FOLDER = Path(__file__).parents[1]
HEADS: tuple[Role, ...] = ("owner", "head", "data_officer")
PEOPLE: tuple[Role, ...] = (*HEADS, "manager")
# who may open a page, the daily ones first; the first page is the one that opens
ROLES: dict[str, tuple[Role, ...]] = {
    "morning": (*PEOPLE, "wall"),
    "meeting": (*HEADS, "wall"),
    "target": PEOPLE,
    "gap": PEOPLE,
    "calls": PEOPLE,
    "log": PEOPLE,
    "board": (*PEOPLE, "wall"),
    "coverage": HEADS,
    "rewards": (*PEOPLE, "wall"),
    "review": PEOPLE,
    "targets": HEADS,
    "data": HEADS,
}


def pages(language: str, role: Role | None) -> list[Page]:
    """Every page; those a role may not open are not in the menu, and say so where their address is typed."""
    return [
        st.Page(
            FOLDER / f"{name}.py",
            title=say(f"page.{name}", language),
            url_path=name,
            default=name == next(iter(ROLES)),
            visibility="visible" if role is None or role in roles else "hidden",
        )
        for name, roles in ROLES.items()
    ]


def show(language: str) -> Page:
    """Draws the menu and returns the page asked for."""
    st.session_state["menu"] = True
    try:
        role = visit.role(open_home())
    except BoardError:
        # the page says what is wrong
        role = None
    return st.navigation(pages(language, role))


def ensure(language: str) -> None:
    """Starts over with the menu when a page was opened before any visitor ran `dashboard.py` on this server.

    Until then Streamlit runs files of `pages/` on their own.
    """
    if "menu" not in st.session_state:
        show(language)
        st.rerun()
