"""Coverage: who covers the portfolio, who is busy without result, and what is left undone."""

from html import escape

import streamlit as st

from data.text import numbers
from pages.parts import busy, covering, filters, golden, headline, honest, keeping, least, promised, sealed, steps
from pages.parts.looking import covered, looked, made
from pages.parts.room import enter
from pages.parts.today import said, today

SKELETON = 700
VIEWS = {
    "busy": busy.draw,
    "steps": steps.draw,
    "hours": golden.draw,
    "minimum": least.draw,
    "promised": promised.draw,
    "kept": keeping.draw,
    "honest": honest.draw,
}

room = enter("coverage")
as_of = room.as_of or room.today
way, answer = st.container(), st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    period, view = filters.period(room, as_of), filters.view(room, ("coverage", *VIEWS))
look = looked(room, as_of, period)
with st.skeleton(SKELETON):
    found = made(look, "coverage", covered)
    with way:
        filters.breadcrumb(room, room.unit, page="coverage")
    with answer:
        day = numbers.day((found.line and found.line.as_of) or as_of, room.language, year=True)
        sentence = f'<p class="answer">{escape(covering.answer(room, found))}</p>'
        follows = [room.say("coverage.follows")] if sealed.held(room, period) else []
        told = (room.say("page.data_day", day=day), *follows)
        st.html(headline.top(room, "coverage.question", sentence, told, period))
        st.html(f"<div>{said(room, today(room))}</div>")
    if view == "coverage":
        covering.draw(room, found)
    else:
        VIEWS[view](look)
