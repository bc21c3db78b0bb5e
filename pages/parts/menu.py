"""Navigation: every file in `pages/` is a page."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from data.text import say

FOLDER = Path(__file__).parents[1]
FIRST = ("morning", "target", "gap", "calls", "log", "coverage", "targets", "data")


def pages(language: str) -> list[Page]:
    """One entry a file, the daily ones first; the first page is the one that opens."""
    names = sorted(
        (path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"),
        key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name),
    )
    return [
        st.Page(FOLDER / f"{name}.py", title=say(f"page.{name}", language), url_path=name, default=name == names[0])
        for name in names
    ]


def show(language: str) -> Page:
    """Draws the menu and returns the page asked for."""
    st.session_state["menu"] = True
    return st.navigation(pages(language))


def ensure(language: str) -> None:
    """Starts over with the menu when a page was opened before any visitor ran `dashboard.py` on this server.

    Until then Streamlit runs files of `pages/` on their own.
    """
    if "menu" not in st.session_state:
        show(language)
        st.rerun()
