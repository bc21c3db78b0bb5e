"""Morning meeting: are we on target, where does it come from, and can today's numbers be trusted."""

import streamlit as st

from data.text import numbers
from pages.parts import address, doubts, headline, meeting, sealed, words
from pages.parts.cards import GO, card, no_target
from pages.parts.facts import morning
from pages.parts.room import enter

CARDS = 4
FEW = 8
SKELETON = 800

room = enter("morning")
as_of = room.as_of or room.today
with st.skeleton(SKELETON):
    board = morning(room, as_of)
main, who = board.main, words.viewed(room)
shown = meeting.kept(board)[:CARDS]
own = board.own[main.id]

said = room.say(
    "morning.data_day",
    who=who,
    day=numbers.day(as_of, room.language, year=True),
    trust=doubts.short(room, board.trust),
    version=room.marts.version,
)
notes = (words.incomplete(room, own), sealed.moved(room, main, board.period, as_of), said)
sentence = headline.answer(room, own, main, board.period, who)
st.html(headline.top(room, "morning.question", sentence, notes, board.period))
if own.target is None:
    no_target(room, own, room.say("morning.no_target", who=who))

with st.container(key="cards"):
    for place, metric in zip(st.columns(CARDS), shown, strict=False):
        with place:
            since = board.last_days.get(metric.id)
            card(room, metric, board.own[metric.id], board.days[metric.id], since[0] if since else None)

left, right = st.columns([4, 5], gap="medium")
rows = meeting.beneath(board) or meeting.kept(board)
with left:
    st.html(meeting.rows(room, board))
with right:
    st.html(meeting.last_day(room, board))
    st.html(meeting.leads(room, board))
# Beside many rows the room is on the right.
with left if len(rows) < FEW else right:
    st.html(doubts.block(room, board.trust))
with right, st.container(horizontal=True):
    st.page_link("pages/target.py", label=room.say("morning.to_target"), icon=GO, query_params=address.here())
    if board.trust.doubtful and room.viewer.role in ("head", "data_officer"):
        st.page_link(
            "pages/data.py", label=room.say("morning.to_data"), icon=GO, query_params=address.here(view="aside")
        )
