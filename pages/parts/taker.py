"""Has the server take the inbox while it runs, so that what one visitor enters reaches the others, worked out."""

from threading import Event

import streamlit as st

from data import taker
from data.home import Home
from metrics import ready


@st.cache_resource(show_spinner=False)
def once(home: Home) -> Event:
    """Starts the one thread of this server; it ends with the server."""
    return taker.start(home, then=ready.keeper())
