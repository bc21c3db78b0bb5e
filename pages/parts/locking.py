"""Locking the targets of a unit and all below it, letting them go, and showing the task target: each a stored click."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import targets
from data.errors import BoardError
from data.targets import Days
from pages.parts import lists, saving, signing
from pages.parts.drafting import Draft

if TYPE_CHECKING:
    from pages.parts.room import Room


def draw(draft: Draft) -> None:
    """Whether the targets are locked, by whom, and the button; for the task level what is concealed."""
    if draft.desk.level == "task":
        _task(draft)
    room, locks = draft.room, draft.desk.locks
    code = "locked" if locks else "unlocked"
    st.html(lists.section(room.say(f"targets.{code}", level=room.say(f"page.level_{draft.desk.level}"))))
    for lock in locks:
        st.caption(room.say("targets.locked_by", **_about(room, draft, lock)))
    mine = any(lock["unit"] == room.unit and lock["period"] == draft.desk.period.code for lock in locks)
    if locks and not mine:
        st.caption(room.say("targets.locked_above"))
        return
    st.caption(room.say("targets.lock_help" if not locks else "targets.unlock_help"))
    unsaved = bool(draft.changed or draft.unread)
    if unsaved and not locks:
        st.caption(room.say("targets.lock_unsaved"))
    asked, icon = ("unlock_reason", "lock_open") if locks else ("note", "lock")
    note = st.text_input(room.say(f"targets.{asked}"), key=f"{asked} {draft.key}", max_chars=200).strip()
    st.caption(room.say("targets.signs", who=signing.by(room, room.viewer.name, signing.signed())))
    icon = f":material/{icon}:"
    if st.button(room.say("targets.unlock" if locks else "targets.lock"), icon=icon, disabled=unsaved):
        if locks and not note:
            st.warning(room.say("targets.unlock_missing"))
        else:
            _lock(draft, not locks, note)


def _lock(draft: Draft, locked: bool, note: str) -> None:
    room = draft.room
    try:
        with st.spinner(room.say("targets.saving"), show_time=True):
            refused = targets.lock(
                room.home, room.viewer, room.unit, [days(draft)], [draft.desk.level], locked=locked,
                note=note or None, signed=signing.signed(), today=room.today,
            )  # fmt: skip
    except BoardError as error:
        st.error(room.say(error.code, **error.values))
        return
    saving.tell(("locked" if locked else "unlocked", 1, tuple(refused)))


def days(draft: Draft) -> Days:
    period = draft.desk.period
    return Days(period.code, period.first_day, period.last_day)


def _task(draft: Draft) -> None:
    """What managers can't see, and the way to show it: twice asked, once kept."""
    room, told = draft.room, draft.desk.revealed
    if told:
        values = _about(room, draft, told | {"unit": told["above"], "period": draft.desk.period.code, "note": None})
        st.html(lists.section(room.say("targets.revealed")))
        st.caption(room.say("targets.revealed_by", **values))
        return
    st.html(lists.section(room.say("targets.concealed")))
    st.caption(room.say("targets.concealed_help"))
    if room.viewer.role not in targets.REVEALERS:
        return
    with st.popover(room.say("targets.reveal"), icon=":material/visibility:", disabled=not draft.desk.tasks):
        title = draft.desk.period.title(room.language)
        st.markdown(room.say("targets.reveal_ask", unit=room.unit_name(room.unit), period=title))
        if st.button(room.say("targets.reveal_yes"), type="primary", key="reveal_yes"):
            _reveal(draft)


def _reveal(draft: Draft) -> None:
    room = draft.room
    try:
        with st.spinner(room.say("targets.saving"), show_time=True):
            refused = targets.reveal(room.home, room.viewer, room.unit, [days(draft)], room.today, signing.signed())
    except BoardError as error:
        st.error(room.say(error.code, **error.values))
        return
    saving.tell(("revealed", 1, tuple(refused)))


def _about(room: "Room", draft: Draft, row: dict[str, Any]) -> dict[str, object]:
    period = room.pack.period(row["period"]) or draft.desk.period
    note = room.say("targets.with_note", note=row["note"]) if row["note"] else ""
    return {
        "who": signing.by(room, row["writer"], row["signed"]),
        "at": moment(row["stated_at"]),
        "unit": room.unit_name(row["unit"]),
        "period": period.title(room.language),
        "note": note,
    }


def moment(stated: datetime) -> str:
    """A stored moment, which is UTC, in the time of this machine."""
    return f"{stated.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"
