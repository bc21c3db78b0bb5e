"""Target and actual: one metric over one period, from the unit viewed down to its people."""

import streamlit as st

from data.text import numbers
from pages.parts import (
    address,
    concealed,
    filters,
    headline,
    lists,
    products,
    reconciling,
    sealed,
    sealing,
    supposing,
    tables,
    words,
)
from pages.parts.cards import no_target
from pages.parts.drawn import folded, running
from pages.parts.room import enter
from pages.parts.standing import standing

SKELETON = 600

room = enter("target")
as_of = room.as_of or room.today
way, answer = st.container(), st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    period, metric, level = filters.period(room, as_of), filters.metric(room), filters.level(room)
    by = filters.by(room) if not room.viewer.manager else "manager"
person = room.viewer.manager or address.asked("manager")
with st.skeleton(SKELETON):
    found = standing(room, as_of, period, metric, by, person, level)
own, who = found.own, words.who(room, found.own)

day = room.say("page.data_day", day=numbers.day(own.as_of or as_of, room.language, year=True))
with way:
    filters.breadcrumb(room, own.unit or room.unit, who if own.manager else None)
with answer:
    concealed.stop(room, own, level)
    sentence = headline.answer(room, own, metric, period, who)
    lacks = (words.incomplete(room, own), words.paced(room, own, metric), words.scored(room, own))
    notes = (*lacks, sealed.moved(room, metric, period, as_of), day)
    st.html(headline.top(room, "target.question", sentence, notes, period))
    if own.target is None:
        no_target(room, own, room.say("target.no_target", metric=metric.name(room.language)))
left, right = st.columns(2, gap="large") if found.rows and found.days else (st.container(), st.container())
if found.days:
    with right:
        running(room, metric, found, period)
if found.rows:
    with left:
        folded(room, metric, found.rows)
    st.html(lists.section(room.say("target.table")))
    picked = tables.table(room, metric, found.rows, key=f"{room.unit}{by}{metric.id}{period.code}{level}")
    if picked is not None and not picked.unassigned:
        for name, value in (("unit", picked.unit), ("manager", picked.manager)):
            if value:
                address.put(name, value)
        st.rerun()
    st.caption(reconciling.said(room, metric, own, found.rows, by))
    products.draw(room, as_of, period, by)
    supposing.draw(room, as_of, period, metric, level, (own, *found.rows), by)
    sealing.draw(room, period)
