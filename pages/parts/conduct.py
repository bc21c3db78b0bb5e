"""Compliance records: who broke a rule, how long it stands in the way of prizes, and the form to add or clear one."""

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from data import entries
from data.text import numbers
from pages.parts import entered, lists, signing
from pages.parts.looking import Look
from pages.parts.people import BELOW
from pages.parts.room import Room

SAID = """
select c.compliance, c.manager, c.what, c.starts, c.ends, c.cleared, c.signed,
    coalesce((select any_value(m.name order by m.first_day desc) from manager m where m.manager = c.manager), c.manager)
        as name
from (select distinct on (compliance) * from compliance order by compliance, first_day) c
where exists (
    from compliance own
    join unit_above a on a.unit = own.unit and a.above = $unit and a.first_day < own.until and own.first_day < a.until
    where own.compliance = c.compliance
)
order by c.cleared, c.starts desc, c.compliance
"""
Said = dict[str, Any]


def draw(look: Look) -> None:
    """Every record of the unit's people, those that stand first; what stands can be cleared by a click."""
    room, day = look.room, look.room.today
    found = room.marts.rows(SAID, {"unit": look.unit})
    standing = [each for each in found if _stands(each, day)]
    strict = [rule.names.get(room.language) for rule in room.pack.rewards.values() if rule.clean]
    asked = room.say("rewards.clean_asked", prizes=room.say("page.comma").join(strict)) if strict else ""
    note = f'<p class="note">{escape(asked or room.say("rewards.clean_not_asked"))}</p>'
    st.html(lists.section(room.say("rewards.compliance", count=len(standing), among=len(found)), note))
    # who has moved on is the next head's to speak of
    people = _people(look) if room.viewer.role in entries.JUDGES else {}
    for each in found:
        _record(room, each, each["manager"] in people and _stands(each, day))
    if room.viewer.role in entries.JUDGES:
        _form(room, people)


def _people(look: Look) -> dict[str, str]:
    """Who stands below the unit today, and what they are called."""
    rows = look.room.marts.rows(BELOW, {"unit": look.unit, "day": look.room.today})
    return {row["manager"]: row["name"] or row["manager"] for row in rows}


def _stands(each: Said, day: date) -> bool:
    return not each["cleared"] and (each["ends"] is None or each["ends"] >= day)


def _record(room: Room, each: Said, clearable: bool) -> None:
    days = {"first": numbers.day(each["starts"], room.language, year=True)}
    if each["ends"]:
        days["last"] = numbers.day(each["ends"], room.language, year=True)
    state = (
        room.say("rewards.cleared")
        if each["cleared"]
        else room.say(f"rewards.counts_{'to' if days.get('last') else 'on'}", **days)
    )
    item = lists.Item(f"{each['name']} · {each['what']}", state, "at_risk" if clearable else "quiet")
    said, act = st.columns([5, 1], vertical_alignment="center")
    said.html(lists.listed([item]))
    if clearable and act.button(room.say("rewards.clear"), key=f"clear {each['compliance']}", width="stretch"):
        _enter(room, {"compliance": each["compliance"], "manager": each["manager"], "cleared": True})


def _form(room: Room, people: dict[str, str]) -> None:
    st.html(lists.section(room.say("rewards.compliance_add")))
    with st.form("compliance", clear_on_submit=True, border=False):
        who, since, until = st.columns([2, 1, 1])
        manager = who.selectbox(
            room.say("rewards.name"),
            list(people),
            format_func=people.__getitem__,
            index=None,
            placeholder="",
            key="breach_who",
        )
        starts = since.date_input(room.say("rewards.counts_from"), room.today)
        ends = until.date_input(room.say("rewards.counts_until"), None, help=room.say("rewards.counts_help"))
        what = st.text_input(room.say("rewards.compliance_what"), max_chars=200, key="breach_what")
        if not st.form_submit_button(room.say("rewards.compliance_save"), type="primary"):
            return
    if manager is None or not what.strip():
        st.warning(room.say("rewards.compliance_missing"))
        return
    if ends and ends < starts:
        st.warning(room.say("quarantine.last_before_first", column=room.say("rewards.counts_until"), value=ends))
        return
    _enter(room, {"manager": manager, "what": what.strip(), "starts": starts, "ends": ends})


def _enter(room: Room, row: dict[str, object]) -> None:
    rows = [{**row, "signed": signing.signed()}]
    entered.at_once(room, lambda: entries.enter(room.home, room.viewer, "compliance", rows, room.today))
