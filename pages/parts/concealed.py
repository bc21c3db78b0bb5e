"""Where a task target may be concealed: the page ends without a word on whether there is one."""

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data import targets
from metrics.line import Line
from pages.parts import headline

if TYPE_CHECKING:
    from pages.parts.room import Room


def stop(room: "Room", line: Line, level: str) -> None:
    """Ends the page for whoever sets no targets and is shown no task target."""
    if level != "task" or line.target is not None or room.viewer.role in targets.SETTERS:
        return
    sentence = f'<p class="answer">{escape(room.say("target.nothing_shown"))}</p>'
    st.html(headline.top(room, "target.question", sentence, ()))
    st.stop()
