"""The leaderboard: who stands where among their peers, as the unit's policy shows it, and what the best needed."""

import streamlit as st

from data.errors import Refused
from data.text import numbers
from metrics.policy import LEAST
from pages.parts import bump, filters, headline, placed, ranks
from pages.parts.lists import section
from pages.parts.literal import literal
from pages.parts.room import enter

SKELETON = 600

room = enter("board")
as_of = room.as_of or room.today
answer = st.container()
chosen = st.container(horizontal=True, vertical_alignment="bottom", key="ranking")
by = ranks.by()
with chosen:
    period = filters.period(room, as_of)
    # a score is of all metrics
    metric = room.pack.in_order()[0] if by == "score" else filters.metric(room)
    ranks.kinds(room)
try:
    with st.skeleton(SKELETON):
        found = ranks.board(room, period, metric, by, as_of)
except Refused as refused:
    st.info(literal(room.say(refused.code, **refused.values)))
    st.stop()
with chosen:
    ranks.among(room, found)

with answer:
    day = room.say("page.data_day", day=numbers.day(found.as_of or as_of, room.language, year=True))
    by_value = room.say("board.no_targets") if found.by != by else ""
    few = room.say("board.few", least=LEAST) if 0 < found.ranked < min(LEAST, found.peers) else ""
    notes = (by_value, few, room.say(f"board.policy_{found.policy}", top=room.pack.board.top), day)
    st.html(headline.top(room, "board.question", placed.answer(room, found, metric), notes, period))

shown = [row for row in found.rows if row.rank]
left, right = st.columns([5, 4], gap="large")
with left:
    if not shown:
        st.html(placed.lines(room, found, metric))
    else:
        title = room.say("board.rows", what=placed.what(room, found, metric), where=ranks.where(room, found))
        st.html(section(title, placed.table(room, found, metric, shown[: placed.SHOWN])))
    if rest := shown[placed.SHOWN :]:
        with st.expander(room.say("board.rest", count=len(rest))):
            st.html(placed.table(room, found, metric, rest))
with right:
    if shown:
        st.html(placed.lines(room, found, metric))
    bump.draw(room, found)
    if found.missing:
        st.html(placed.left_out(room, found))
