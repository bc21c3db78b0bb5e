"""On the sample: says whose records these are, and leaves them for one's own."""

from typing import TYPE_CHECKING

import streamlit as st

from data import sample
from data.errors import BoardError

if TYPE_CHECKING:
    from pages.parts.room import Room


def draw(room: "Room") -> None:
    """Real files are not mixed with made-up ones: the sample is left first."""
    st.info(room.say("sample.here"))
    with st.popover(room.say("sample.leave"), icon=":material/logout:"):
        st.markdown(room.say("sample.leave_ask"))
        if st.button(room.say("sample.leave_yes"), type="primary", key="leave_sample"):
            _leave(room)


def _leave(room: "Room") -> None:
    try:
        sample.leave(room.home)
    except BoardError as error:
        st.error(room.say(error.code, **error.values))
        return
    language = room.language
    st.query_params.clear()
    st.query_params["lang"] = language
    st.session_state.clear()
    st.session_state["menu"] = True
    st.rerun()
