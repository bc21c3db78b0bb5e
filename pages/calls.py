"""Call list: whom to call tomorrow (or today), why, and what to know before; outcomes are entered here."""

import streamlit as st

from pages.parts import called, calling, calls, headline
from pages.parts.people import pick
from pages.parts.room import enter

SKELETON = 700

room = enter("calls")
answer = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    person, day = pick(room), calls.day(room)
if person is None:
    with answer:
        st.html(headline.top(room, "calls.question", calls.nobody(room), ()))
    st.stop()
with st.skeleton(SKELETON):
    found = calls.listed(room, person, day)
calling.tell()
with answer:
    st.html(headline.top(room, "calls.question", calls.answer(room, found), calls.notes(room, found)))
calling.rows(room, found)
if found.calls or found.waiting:
    st.html(f"<div>{calls.launches(room, found)}{called.waiting(room, found)}</div>")
    called.downloads(room, found, (calls.said(room, found), *calls.notes(room, found)[:1]))
