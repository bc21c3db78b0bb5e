"""Rewards and thresholds: how far to each prize, awards, disputes, rules tried on the past, notes, last place."""

from html import escape

import streamlit as st

from data.errors import Refused
from data.text import numbers
from pages.parts import conduct, filters, headline, prizes, reward_whatif, sharing, verdicts, watching
from pages.parts.literal import literal
from pages.parts.looking import looked
from pages.parts.room import enter

SKELETON = 700


VIEWS = {
    "progress": prizes.draw,
    "awards": prizes.announcements,
    "disputes": verdicts.draw,
    "compliance": conduct.draw,
    "whatif": reward_whatif.draw,
    "notes": sharing.draw,
    "last": watching.draw,
}
MAY = {"wall": ("awards",), "manager": ("progress", "awards", "notes"), "data_officer": tuple(VIEWS)[:-1]}

room = enter("rewards")
as_of = room.as_of or room.today
way, answer = st.container(), st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    period = filters.period(room, as_of)
    view = filters.view(room, MAY.get(room.viewer.role, tuple(VIEWS)), of="rewards")
look = looked(room, as_of, period)
try:
    with st.skeleton(SKELETON):
        seen = prizes.found(look)
except Refused as refused:
    st.info(literal(room.say(refused.code, **refused.values)))
    st.stop()
with way:
    filters.breadcrumb(room, room.unit, page="rewards")
with answer:
    day = room.say("page.data_day", day=numbers.day(seen.as_of, room.language, year=True))
    sentence = f'<p class="answer">{escape(prizes.answer(room, seen))}</p>'
    st.html(headline.top(room, "rewards.question", sentence, (day,), period))
VIEWS[view](look)
