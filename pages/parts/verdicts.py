"""Disputed announcements: what was told, what the records say now, and the head's word on it with the reason."""

from html import escape

import streamlit as st

from data import entries
from data.text import numbers
from metrics.announced import Announced, Verdict, decide
from pages.parts import entered, lists, prizes, reward_words, signing
from pages.parts.lists import Item
from pages.parts.looking import Look
from pages.parts.room import Room


def draw(look: Look) -> None:
    """The open ones with a form each, then what was decided, by whom and why."""
    room, told = look.room, prizes.found(look).announced
    waiting = [each for each in told if each.disputed]
    if not waiting:
        st.html(lists.section(room.say("rewards.no_disputes")))
    for each in waiting:
        _dispute(room, each)
    settled = [each for each in told if each.state != "announced" and not each.disputed]
    if settled:
        items = [_settled(room, each) for each in settled]
        st.html(lists.section(room.say("rewards.settled", count=len(settled)), lists.listed(items)))


def what(room: Room, each: Announced) -> str:
    """The award, and to whom it was given."""
    return f"{reward_words.name(room, each.rule)} · {each.name}"


def _dispute(room: Room, each: Announced) -> None:
    day = numbers.day(each.day, room.language)
    by = signing.by(room, each.announced_by, each.signed)
    why = room.say(f"rewards.reason_{each.disputed}")
    code = "rewards.disputed_again" if each.disputed == "again" else "rewards.disputed"
    note = f'<p class="note">{escape(room.say(code, day=day, by=by, why=why))}</p>'
    st.html(lists.section(f"！{what(room, each)}", note))
    if room.viewer.role not in entries.DECIDERS:
        return
    with st.form(f"verdict {each.announcement}", border=False):
        reason = st.text_input(room.say("rewards.verdict_reason"), max_chars=200)
        with st.container(horizontal=True):
            confirmed = st.form_submit_button(room.say("rewards.confirm"), icon=":material/check:")
            revoked = st.form_submit_button(room.say("rewards.revoke"), icon=":material/undo:")
    if confirmed or revoked:
        _decide(room, each, "confirmed" if confirmed else "revoked", reason.strip())


def _decide(room: Room, each: Announced, verdict: Verdict, reason: str) -> None:
    if not reason:
        st.warning(room.say("rewards.reason_missing"))
        return
    told = verdict == "confirmed" and each.disputed != "again"
    about = (each.announcement, verdict, reason, room.today, signing.signed())
    entered.at_once(room, lambda: decide(room.home, room.viewer, *about, value=each.value if told else each.now))


def _settled(room: Room, each: Announced) -> Item:
    said = room.say(f"rewards.announced_{each.state}")
    by = signing.by(room, each.writer, each.signed)
    return Item(what(room, each), room.say("rewards.settled_by", state=said, by=by, reason=each.reason or ""))
