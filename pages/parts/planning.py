"""Plans for today and tomorrow, and the evening's review of them and of follow-ups, in four states with why."""

from datetime import date

import streamlit as st

from data.text import numbers
from pages.parts import entered, said, writing
from pages.parts.entered import Row
from pages.parts.journal import OPEN, STATES, Journal
from pages.parts.lists import section


def draw(journal: Journal) -> None:
    """Today's and tomorrow's plans and a form to add to them."""
    left, right = st.columns([5, 4], gap="large")
    with right:
        for code, day in (("today", journal.room.today), ("tomorrow", journal.tomorrow)):
            st.html(_listed(journal, f"log.plans_{code}", day))
    with left:
        _form(journal)


def _listed(journal: Journal, title: str, day: date) -> str:
    rows = [row for row in journal.plans if row["day"] == day]
    finding = journal.room.say(title, day=journal.day(day), count=len(rows))
    if not rows:
        return section(finding, f'<p class="note">{journal.room.say("log.no_plans")}</p>')
    lines = (said.line(journal, named(journal, row), "", said.word(journal, "state", row["state"])) for row in rows)
    return section(finding, f'<ul class="entries">{"".join(lines)}</ul>')


def named(journal: Journal, row: Row) -> str:
    """What is to be done, and with whom."""
    who = journal.called(row.get("customer"), row.get("customer_name"))
    return " · ".join(part for part in (who, row.get("what") or "") if part)


def _form(journal: Journal) -> None:
    room, key = journal.room, writing.fresh("plan")
    days = {"today": room.today, "tomorrow": journal.tomorrow}
    with st.form("plan", border=False):
        when = writing.pick(room, "when", tuple(days), key, "tomorrow")
        what = st.text_input(room.say("log.plan_what"), key=f"what {key}", max_chars=200)
        whom = writing.whom(journal, key, "log.plan_whom")
        if not st.form_submit_button(room.say("log.plan_add"), type="primary", icon=":material/add:", width="stretch"):
            return
    if not what.strip():
        st.warning(room.say("log.plan_lacks"))
        return
    row = whom | {"plan": key, "manager": journal.person.manager, "what": what, "day": days[when or "tomorrow"]}
    if entered.save(room, {"plan": [row]}, room.say("log.plan_saved", what=what)):
        writing.saved("plan")


def review(journal: Journal) -> None:
    """What was to be done by today, plans first; each gets a state, and why where it was not done."""
    room = journal.room
    plans = [row for row in journal.plans if row["day"] <= room.today]
    if not plans and not journal.promises:
        st.info(room.say("log.review_nothing"))
        return
    with st.form("review", border=False):
        found = [_row(journal, "plan", row) for row in plans]
        found += [_row(journal, "follow_up", row) for row in journal.promises]
        sent = st.form_submit_button(room.say("log.review_save"), type="primary", icon=":material/save:")
    changed = [each for each in found if each is not None]
    if sent and changed:
        rows = {kind: [row for of, row in changed if of == kind] for kind in ("plan", "follow_up")}
        if entered.save(room, rows, room.say("log.review_saved", count=len(changed))):
            st.rerun()


def _row(journal: Journal, kind: str, row: Row) -> tuple[str, Row] | None:
    """One row of the review; gives what was changed of it."""
    room, key, was = journal.room, str(row[kind]), str(row["state"] or STATES[0])
    with st.container(key=f"review_{key}", gap="xsmall"):
        late = row["due"] if kind == "follow_up" else row["day"]
        old = room.say("log.from", day=numbers.short_day(late, room.language)) if late and late < room.today else ""
        st.html(f'<ul class="entries">{said.line(journal, named(journal, row), "", _mark(journal, kind, old))}</ul>')
        with st.container(horizontal=True, gap="small"):
            state = st.segmented_control(
                room.say("log.state"),
                STATES,
                default=was,
                required=True,
                format_func=lambda code: room.say(f"log.state_{code}"),
                key=f"state {key}",
                label_visibility="collapsed",
            )
            why = st.text_input(
                room.say("log.why"),
                row["why"] or "",
                key=f"why {key}",
                placeholder=room.say("log.why"),
                label_visibility="collapsed",
                max_chars=200,
            )
    if (state, why) == (was, row["why"] or ""):
        return None
    told: Row = {kind: key, "state": state, "why": why}
    return kind, told | ({"closed": None if state in OPEN else room.today} if kind == "follow_up" else {})


def _mark(journal: Journal, kind: str, old: str) -> str:
    return " · ".join(part for part in (journal.room.say(f"log.is_{kind}"), old) if part)
