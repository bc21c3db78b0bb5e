"""My gap: how far from the target, how much a day, and whom to call; for a manager, or a head about one person."""

import streamlit as st

from data.text import numbers
from pages.parts import address, filters, gaps, headline, lists, pledged, prizes, watching, words
from pages.parts.cards import GO, no_target
from pages.parts.looking import looked
from pages.parts.mine import mine
from pages.parts.people import pick, then
from pages.parts.room import enter
from pages.parts.today import today

SKELETON = 700

room = enter("gap")
as_of = room.as_of or room.today
answer = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    period, person = filters.period(room, as_of), pick(room)
if person is None:
    st.info(room.say("gap.nobody", unit=room.unit_name(room.unit)))
    st.stop()
person = then(room, person, period)
with st.skeleton(SKELETON):
    found = mine(room, person, as_of, period)

main = found.card.main if found.card else None
with answer:
    if found.card is None or main is None:
        st.html(headline.top(room, "gap.question", f'<p class="answer">{room.say("gap.nothing")}</p>', ()))
    else:
        sentence = headline.answer(room, main.line, main.metric, period, person.name)
        day = room.say("page.data_day", day=numbers.day(main.line.as_of or as_of, room.language, year=True))
        notes = (words.incomplete(room, main.line), words.paced(room, main.line, main.metric))
        st.html(headline.top(room, "gap.question", sentence, (*notes, gaps.scored(room, found.card), day), period))
        if main.line.target is None:
            no_target(room, main.line, room.say("gap.no_target", who=person.name))
with st.container(horizontal=True, key="actions"):
    for page in ("calls", "log"):
        params = address.here(manager=person.manager)
        st.page_link(f"pages/{page}.py", label=room.say(f"gap.to_{page}"), icon=GO, query_params=params)

cards = found.card.cards if found.card else ()
first, others = gaps.split(cards)
left, right = st.columns([5, 4], gap="large")
with left:
    st.html(gaps.distances(room, first))
    if others:
        with st.expander(room.say("gap.rest", count=len(others))):
            st.html(gaps.rest(room, others))
with right:
    st.html(gaps.covered(room, found.held, today(room, person.manager)))
    st.html(gaps.promises(room, found))
    look = looked(room, as_of, period)
    for part in (pledged.own(look, person), prizes.on_gap(look, person), watching.own(room, person, period, as_of)):
        lists.show(part)
left, right = st.columns([5, 4], gap="large")
with left:
    st.html(gaps.compared(room, found.lines, cards))
with right:
    st.html(gaps.own_goals(room, found))
