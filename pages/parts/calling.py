"""The rows of a call list: who, why, what to know; the outcome in two taps, or put off with a reason."""

from datetime import date, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.text import numbers
from metrics.call_list import Call, CallList
from pages.parts import call_words, entered
from pages.parts.literal import literal

if TYPE_CHECKING:
    from pages.parts.room import Room

AT_ONCE = 12
OUTCOMES = ("reached", "met", "missed", "refused")
WHYS = ("away", "asked_later", "waiting_for")
WEEK = timedelta(days=7)


def rows(room: "Room", found: CallList) -> None:
    """The list in order, the first rows at once and the rest when asked for."""
    whose = f"{found.manager}{found.day}"
    shown = len(found.calls) if st.session_state.get("all_calls") == whose else AT_ONCE
    for place, call in enumerate(found.calls[:shown], 1):
        with st.container(horizontal=True, vertical_alignment="center", key=f"call_{call.customer}"):
            st.html(_row(room, place, call), width="stretch")
            with st.container(horizontal=True, width="content", gap="small"):
                with st.popover(room.say("calls.enter"), icon=":material/call:"):
                    _outcomes(room, found, call)
                with st.popover(room.say("calls.put_off"), icon=":material/schedule:"):
                    _put_off(room, found, call)
    if len(found.calls) > shown and st.button(room.say("calls.more", count=len(found.calls) - shown)):
        st.session_state["all_calls"] = whose
        st.rerun()


def tell() -> None:
    """Says what the last tap saved where it is seen from any row."""
    if told := st.session_state.pop(entered.TOLD, None):
        st.toast(told, icon=":material/check:")


def _row(room: "Room", place: int, call: Call) -> str:
    money = escape(call_words.money(room, call.balance))
    change = f'<span class="quiet">{escape(call_words.change(room, call))}</span>'
    who = f'<strong>{place}　{escape(call_words.name(call))}</strong> <span class="quiet">{_about(room, call)}</span>'
    reasons = [f"<b>{escape(title)}</b> {escape(what)}" for title, what in call_words.why(room, call)]
    why = escape(room.say("data.semicolon")).join(reasons)
    known = "".join(f"<span>{escape(each)}</span>" for each in call_words.known(room, call))
    return (
        f'<div class="call"><p class="who"><span>{who}</span><span class="kept">{money} {change}</span></p>'
        f'<p>{why}</p><p class="known">{known}</p></div>'
    )


def _about(room: "Room", call: Call) -> str:
    return escape(" · ".join(part for part in (call_words.tier(room, call.tier), call.customer) if part))


def _outcomes(room: "Room", found: CallList, call: Call) -> None:
    """A button an outcome; reached with a new product told of is one tap too."""
    choices: list[tuple[str, str | None, str]] = [(code, None, room.say(f"calls.outcome_{code}")) for code in OUTCOMES]
    for each in reversed([each for each in call.launched if not each["told"]][:2]):
        choices.insert(1, ("reached", each["product"], room.say("calls.reached_told", product=each["name"])))
    for code, product, label in choices:
        if st.button(literal(label), key=f"{code}{product}{call.customer}", width="stretch"):
            told = room.say("calls.saved", name=call_words.name(call), what=label)
            if entered.save(room, _contact(room, found, call, code, product), told):
                st.rerun()


def _contact(
    room: "Room", found: CallList, call: Call, outcome: str, product: str | None
) -> dict[str, list[dict[str, Any]]]:
    """The contact, and that what was due has been done if the customer was spoken to."""
    contact: dict[str, Any] = {"manager": found.manager, "customer": call.customer, "outcome": outcome}
    if outcome != "met":
        contact["channel"] = "phone"
    if room.today == date.today():
        contact["time"] = datetime.now().strftime("%H:%M")
    rows: dict[str, list[dict[str, Any]]] = {"activity": [contact | {"product": product}]}
    if call.follow_ups and outcome in room.pack.lists.get("effective", ()):
        done = {"state": "done", "closed": room.today}
        rows["follow_up"] = [{"follow_up": each["follow_up"], **done} for each in call.follow_ups]
    return rows


def _put_off(room: "Room", found: CallList, call: Call) -> None:
    """To which day and why; a reason may be typed."""
    after = found.day + timedelta(days=1)
    to = st.date_input(
        room.say("calls.put_off_to"), found.day + WEEK, min_value=after, key=f"to{call.customer}", format="YYYY-MM-DD"
    )
    reasons = [room.say(f"calls.{why}") for why in WHYS]
    why = st.selectbox(
        room.say("calls.put_off_why"), reasons, index=None, accept_new_options=True, key=f"why{call.customer}",
        placeholder=room.say("calls.put_off_unsaid"),
    )  # fmt: skip
    if st.button(room.say("calls.put_off_save"), type="primary", disabled=not why, key=f"off{call.customer}"):
        row = {"manager": found.manager, "customer": call.customer, "due": to, "why": why, "put_off": True}
        what = room.say("calls.waits_put_off", day=numbers.day(to, room.language))
        if entered.save(room, {"follow_up": [row]}, room.say("calls.saved", name=call_words.name(call), what=what)):
            st.rerun()
