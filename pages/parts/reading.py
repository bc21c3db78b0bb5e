"""Reading the log back, by day or by customer, and the own goals with how they were to be reached."""

from datetime import date

import streamlit as st

from data.text import numbers
from metrics import log, periods
from pages.parts import address, entered, said, writing
from pages.parts.entered import Row
from pages.parts.journal import STATES, Journal
from pages.parts.lists import section

BY = ("day", "customer")


def draw(journal: Journal) -> None:
    """One day of this person, or all that is known to have been said with one customer."""
    room = journal.room
    chosen = "customer" if address.asked("customer") else BY[0]
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        by = writing.pick(room, "read", BY, "read", chosen) or chosen
        if by == "day":
            # in the evening today's, before anything is written the last day's
            opens = room.today if journal.contacts_of(room.today) else room.as_of or room.today
            day: date | None = st.date_input(room.say("log.day"), opens, max_value=room.today, key="read_day")
        else:
            whom = writing.whom(journal, "read").get("customer")
    if by == "day" and day is not None:
        rows = journal.contacts_of(day)
        st.html(said.contacts(journal, rows, room.say("log.day_said", day=journal.day(day), count=_times(rows))))
    elif by == "customer" and whom:
        rows = log.of_customer(room.marts, whom, room.today)
        own = [row for row in entered.over(room, "activity", []) if row["customer"] == whom]
        title = room.say("log.customer_said", customer=journal.called(whom), count=len(rows) + len(own))
        st.html(said.contacts(journal, [*own, *rows], title, by_day=True))
    else:
        st.info(room.say("log.pick_customer"))


def _times(rows: list[Row]) -> int:
    return sum(row.get("contacts", 1) for row in rows)


def goals(journal: Journal) -> None:
    """The own goals with how, looked back at; and a form for another."""
    left, right = st.columns([5, 4], gap="large")
    with right:
        _goal(journal)
    with left:
        st.html(section(journal.room.say("log.goals", count=len(journal.goals))))
        if not journal.goals:
            st.caption(journal.room.say("log.no_goals"))
        for row in journal.goals:
            _look_back(journal, row)


def _title(journal: Journal, row: Row) -> str:
    room = journal.room
    metric = room.pack.metrics.get(row["metric"] or "")
    amount = numbers.amount(row["amount"], metric.unit if metric else "", room.language) if row["amount"] else ""
    what = f"{metric.name(room.language)} {amount}" if metric else amount
    period = periods.parse(row["period"], room.pack).title(room.language)
    return " · ".join(part for part in (period, what.strip(), row["what"] or "") if part)


def _look_back(journal: Journal, row: Row) -> None:
    room, key, was = journal.room, str(row["goal"]), str(row["state"] or STATES[0])
    how = room.say("log.how_is", how=row["how"]) if row["how"] else ""
    with st.form(f"goal {key}"):
        st.html(f'<ul class="entries">{said.line(journal, _title(journal, row), how)}</ul>')
        state = writing.pick(room, "state", STATES, f"goal {key}", was)
        text = st.text_input(room.say("log.looked_back"), row["looked_back"] or "", key=f"back {key}", max_chars=500)
        sent = st.form_submit_button(room.say("log.goal_keep"), icon=":material/save:")
    if sent and (state, text) != (was, row["looked_back"] or ""):
        told = {"goal": key, "state": state or was, "looked_back": text}
        if entered.save(room, {"goal": [told]}, room.say("log.goal_kept")):
            st.rerun()


def _goal(journal: Journal) -> None:
    room, key = journal.room, writing.fresh("goal_new")
    now = [periods.containing(kind, room.today, room.pack.year) for kind in ("month", "quarter", "year")]
    titles = {each.code: each.title(room.language) for each in (*now, periods.containing("month", now[0].until))}
    names = {each.id: each.name(room.language) for each in room.pack.in_order()}
    with st.form("goal_new", border=False):
        period = st.selectbox(room.say("log.goal_period"), list(titles), format_func=titles.__getitem__, key=f"p {key}")
        what = st.text_input(room.say("log.goal_what"), key=f"what {key}", max_chars=200)
        metric = st.selectbox(
            room.say("log.goal_metric"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="",
            key=f"m {key}",
        )
        amount = st.number_input(room.say("log.goal_amount"), value=None, min_value=0.0, key=f"a {key}")
        how = st.text_area(room.say("log.goal_how"), key=f"how {key}", height=80, max_chars=500)
        sent = st.form_submit_button(room.say("log.goal_add"), type="primary", icon=":material/add:", width="stretch")
    if sent and not what.strip():
        st.warning(room.say("log.goal_lacks"))
    elif sent:
        row = {"goal": key, "manager": journal.person.manager, "period": period, "what": what, "how": how}
        if entered.save(room, {"goal": [row | {"metric": metric, "amount": amount}]}, room.say("log.goal_added")):
            writing.saved("goal_new")
