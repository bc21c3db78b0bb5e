"""Monthly review: what a month came to, who made it so, and what it is held against; with comments and files."""

from html import escape

import streamlit as st

from data.errors import Refused
from metrics.review.report import coded, report
from metrics.review.words import Told
from pages.parts import commenting, document, entered, filters, headline, reviewing, sealing
from pages.parts.literal import literal
from pages.parts.room import enter

SKELETON = 900

room = enter("review")
as_of = room.as_of or room.today
way, answer, tools = (
    st.container(),
    st.container(),
    st.container(horizontal=True, vertical_alignment="bottom", key="tools"),
)
with tools:
    month = reviewing.month(room, as_of)
try:
    with st.skeleton(SKELETON):
        found = reviewing.found(room, month)
except Refused as refused:
    st.info(literal(room.say(refused.code, **refused.values)))
    st.stop()
said = commenting.said(room, found)
told = report(
    found.review, found.pack, room.language, comments=said, stamp=reviewing.stamped(room, found)
)  # fmt: skip
codes = [code for code, _ in coded(Told(found.review, found.pack, room.language))]
with way:
    filters.breadcrumb(room, room.unit, page="review")
with answer:
    sentence = f'<p class="answer">{escape(told.notes[0])}</p>'
    st.html(headline.top(room, "review.question", sentence, told.notes[1:]))
with tools:
    commenting.form(room, found, [(code, section.title) for code, section in zip(codes, told.sections, strict=True)])
    reviewing.downloads(room, found, told)
entered.tell()
with st.container(key="document"):
    for code, section in zip(codes, told.sections, strict=True):
        document.draw(room, code, section, answered=code != "summary")
    with st.expander(room.say("review.definitions", count=len(told.definitions))):
        st.html(document.definitions(told.definitions))
sealing.draw(room, month)
