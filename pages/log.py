"""Work log: whom did I contact today, what follows, and what did the day come to."""

from html import escape

import streamlit as st

from data.text import numbers
from pages.parts import address, asking, entered, headline, planning, reading, writing
from pages.parts.journal import OPEN, Journal
from pages.parts.people import pick
from pages.parts.room import enter
from pages.parts.today import counted

VIEWS = {
    "write": writing.draw,
    "plan": planning.draw,
    "review": planning.review,
    "ask": asking.draw,
    "read": reading.draw,
    "goals": reading.goals,
}

room = enter("log")
answer = st.container()
person = pick(room)
if person is None:
    st.html(headline.top(room, "log.question", "", ()))
    st.info(room.say("log.nobody", unit=room.unit_name(room.unit)))
    st.stop()
journal = Journal(room, person)
day = counted(room, journal.contacts)
plans = [row for row in journal.plans if row["day"] == room.today]
values = {
    "contacts": day.contacts,
    "effective": day.effective,
    "customers": len(day.reached),
    "plans": len(plans),
    "done": sum(row["state"] == "done" for row in plans),
    "due": sum(row["state"] in OPEN for row in journal.promises),
}
code = "log.answer" if day.contacts else "log.answer_none"
sentence = room.say(code, who=person.name, day=numbers.day(room.today, room.language), **values)
with answer:
    note = room.say("log.beside", day=journal.day(room.as_of))
    st.html(headline.top(room, "log.question", f'<p class="answer">{escape(sentence)}</p>', (note,)))
entered.tell()
asked = address.asked("view")
chosen = asked if asked in VIEWS else "write"
st.session_state["choice_view"] = chosen
st.segmented_control(
    room.say("log.view"),
    list(VIEWS),
    required=True,
    format_func=lambda view: room.say(f"log.view_{view}"),
    key="choice_view",
    on_change=address.choose,
    args=("view",),
    label_visibility="collapsed",
)
VIEWS[chosen](journal)
