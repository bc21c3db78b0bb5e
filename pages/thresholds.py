"""Last place and coaching: whom a head helps and with what, and what the rule would have done; for heads alone."""

import streamlit as st

from pages.parts import filters, watching
from pages.parts.room import enter

SKELETON = 600

room = enter("thresholds")
as_of = room.as_of or room.today
question = room.say("last.question") + (room.say("page.sample_mark") if room.sample else "")
st.html(f'<h1 class="question">{question}</h1>')
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    period = filters.period(room, as_of)
with st.skeleton(SKELETON):
    filters.breadcrumb(room, room.unit, page="thresholds")
    watching.draw(room, period, as_of)
