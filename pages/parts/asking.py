"""Asking for help and passing matters on, with the answers; a head answers here what the people below ask."""

import streamlit as st

from metrics import log
from pages.parts import entered, said, writing
from pages.parts.entered import Row
from pages.parts.journal import Journal
from pages.parts.lists import section
from pages.parts.literal import literal
from pages.parts.planning import named


def draw(journal: Journal) -> None:
    """What is asked of the viewer first, then the forms, each above what was asked or passed on so far."""
    if not journal.room.viewer.manager:
        _answer(journal)
    left, right = st.columns(2, gap="large")
    with left:
        _ask(journal)
        st.html(_listed(journal, "log.asked", journal.asked))
    with right:
        _pass_on(journal)
        st.html(_listed(journal, "log.passed", journal.passed))
        _answered(journal)


def _listed(journal: Journal, title: str, rows: list[Row]) -> str:
    still = sum(row["state"] == "open" for row in rows)
    finding = journal.room.say(title, count=len(rows), open=still)
    if not rows:
        return section(finding, f'<p class="note">{journal.room.say("log.nothing_asked")}</p>')
    lines = (said.line(journal, _head(journal, row), _reply(journal, row), _tail(journal, row)) for row in rows)
    return section(finding, f'<ul class="entries">{"".join(lines)}</ul>')


def _head(journal: Journal, row: Row) -> str:
    return " · ".join(part for part in (row.get("department") or "", named(journal, row)) if part)


def _reply(journal: Journal, row: Row) -> str:
    if not row["answer"]:
        return ""
    return journal.room.say("log.reply", who=row.get("answered_by") or row.get("department") or "", text=row["answer"])


def _tail(journal: Journal, row: Row) -> str:
    return f"{journal.day(row['day'])} · {said.word(journal, 'state', row['state'])}"


def _ask(journal: Journal) -> None:
    room, key = journal.room, writing.fresh("help")
    with st.form("help", border=False):
        what = st.text_area(room.say("log.help_what"), key=f"what {key}", height=80, max_chars=500)
        whom = writing.whom(journal, key, "log.about")
        sent = st.form_submit_button(room.say("log.help_send"), icon=":material/front_hand:", width="stretch")
    if sent and not what.strip():
        st.warning(room.say("log.help_lacks"))
    elif sent:
        row = whom | {"help_request": key, "manager": journal.person.manager, "what": what}
        if entered.save(room, {"help_request": [row]}, room.say("log.help_sent")):
            writing.saved("help")


def _pass_on(journal: Journal) -> None:
    room, key = journal.room, writing.fresh("referral")
    with st.form("referral", border=False):
        what = st.text_area(room.say("log.pass_what"), key=f"what {key}", height=80, max_chars=500)
        whom = writing.whom(journal, key)
        department = st.text_input(room.say("log.department"), key=f"department {key}", max_chars=100)
        sent = st.form_submit_button(room.say("log.pass_send"), icon=":material/forward:", width="stretch")
    if sent and not (what.strip() and whom and department.strip()):
        st.warning(room.say("log.pass_lacks"))
    elif sent:
        row = whom | {"referral": key, "manager": journal.person.manager, "what": what, "department": department}
        if entered.save(room, {"referral": [row]}, room.say("log.pass_sent", department=department)):
            writing.saved("referral")


def _answered(journal: Journal) -> None:
    """What a department answered is written down by whoever passed the matter on."""
    for row in (row for row in journal.passed if row["state"] == "open"):
        _reply_form(journal, "referral", row, journal.room.say("log.pass_answer", what=_head(journal, row)))


def _answer(journal: Journal) -> None:
    room = journal.room
    rows = entered.over(room, "help_request", log.unanswered(room.marts, room.unit))
    still = [row for row in rows if row["state"] == "open"]
    if not still:
        return
    st.html(section(room.say("log.to_answer", count=len(still))))
    knowing = journal.knowing(still)
    for row in still:
        who = row.get("name") or row["manager"]
        _reply_form(journal, "help_request", row, room.say("log.asks", who=who, what=named(knowing, row)))


def _reply_form(journal: Journal, kind: str, row: Row, label: str) -> None:
    room, key = journal.room, str(row[kind])
    with st.form(f"answer {kind} {key}", border=False):
        text = st.text_input(literal(label), key=f"answer {kind} {key} text", max_chars=500)
        sent = st.form_submit_button(room.say("log.answer_save"), icon=":material/reply:")
    if not sent or not text.strip():
        return
    told: Row = {kind: key, "answer": text, "state": "answered", "answered": room.today}
    if kind == "help_request":
        told["answered_by"] = room.person or room.unit_name(room.viewer.unit or room.unit)
    if entered.save(room, {kind: [told]}, room.say("log.answer_saved")):
        st.rerun()
