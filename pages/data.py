"""Data: can today's numbers be trusted, and what is still missing: files in, what became of them, what pages need."""

from html import escape

import streamlit as st

from pages.parts import address, aside, batches, completeness, exports, misnamed, templates, upload
from pages.parts.room import enter

VIEWS = {
    "import": upload.draw,
    "aside": aside.draw,
    "batches": batches.draw,
    "complete": completeness.draw,
    "needs": templates.draw,
    "exports": exports.draw,
}

room = enter("data", empty=True)
st.html(
    f'<h1 class="question">{escape(room.say("data.question"))}</h1>'
    f'<p class="answer">{escape(completeness.answer(room))}</p>'
    f'<p class="note">{escape(completeness.note(room))}</p>'
)
misnamed.draw(room)

asked = address.asked("view")
chosen = asked if asked in VIEWS else "import"
st.session_state["choice_view"] = chosen
st.segmented_control(
    room.say("data.view"),
    list(VIEWS),
    required=True,
    format_func=lambda view: room.say(f"data.view_{view}"),
    key="choice_view",
    on_change=address.choose,
    args=("view",),
    label_visibility="collapsed",
)
VIEWS[chosen](room)
