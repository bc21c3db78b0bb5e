"""Targets: are they set, and are they enough; proposed, handed down, spread, checked, locked and revealed here."""

import streamlit as st

from pages.parts import (
    checklist,
    drafting,
    filters,
    grid,
    headline,
    history,
    locking,
    misnamed,
    saving,
    setwords,
    spreading,
)
from pages.parts.desk import desk
from pages.parts.room import enter

SKELETON = 600

room = enter("targets")
as_of = room.as_of or room.today
answer = st.container()
misnamed.draw(room)
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    period, metric = filters.period(room, as_of, ahead=True), filters.metric(room)
    level, by = filters.level(room), filters.by(room)
with st.skeleton(SKELETON):
    found = desk(room, as_of, period, metric, level)
draft = drafting.Draft(room, found, by)

left, right = st.columns([3, 2], gap="large")
with left:
    drafting.tools(draft)
    grid.draw(draft)
    saving.draw(draft)
    spreading.draw(draft, as_of)
with right:
    checklist.draw(draft, as_of)
    locking.draw(draft)
with answer:
    sentence = setwords.answer(draft, as_of)
    st.html(headline.top(room, "targets.question", sentence, setwords.notes(draft, as_of)))
history.draw(draft)
