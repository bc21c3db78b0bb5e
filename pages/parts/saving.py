"""Saving a draft: what would change, the reason a locked target asks for, who signs, and what was not taken."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import quarantine, targets
from data.errors import BoardError
from data.quarantine import Refusal
from pages.parts import signing
from pages.parts.drafting import Draft

if TYPE_CHECKING:
    from pages.parts.room import Room


def draw(draft: Draft) -> None:
    """The button with the number of changes; under a lock a reason comes first."""
    room, changed = draft.room, draft.changed
    _told(room)
    if draft.desk.locks or draft.desk.locked_below:
        code = "targets.reason" if draft.desk.locks else "targets.reason_below"
        st.text_input(room.say(code), key=f"reason {draft.key}", max_chars=200)
    signing.draw(room)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = room.say("targets.save", count=len(changed))
        if st.button(
            label,
            type="primary",
            disabled=not changed or bool(draft.unread),
            icon=":material/save:",
            key="save_targets",
        ):
            period = draft.desk.period.code
            save(draft, [row(draft, whose, period, each) for whose, each in changed.items() if each is not None])
        if changed or draft.unread:
            st.button(room.say("targets.drop"), on_click=draft.clear)


def row(draft: Draft, whose: tuple[str, str], period: str, amount: Decimal) -> dict[str, Any]:
    """One target as it is stored; `whose` is manager or unit, and the id."""
    kind, owner = whose
    seat = next(seat for seat in draft.desk.seats if (seat.kind, seat.owner) == whose)
    stated = {"metric": draft.desk.metric.id, "level": draft.desk.level, "period": period, "amount": f"{amount:f}"}
    # a new amount leaves as it was how the target is prorated and spread
    kept = {"prorate": None if seat.prorate else "no", "shape": seat.shape}
    return stated | kept | {kind: owner, "reason": _reason(draft), "signed": signing.signed()}


def _reason(draft: Draft) -> str | None:
    return str(st.session_state.get(f"reason {draft.key}", "")).strip() or None


def save(draft: Draft, rows: Sequence[dict[str, Any]]) -> None:
    """Stores the rows, publishes and runs the page again; what was refused is said there."""
    room = draft.room
    if draft.desk.locks and not _reason(draft):
        st.warning(room.say("targets.reason_missing"))
        return
    try:
        with st.spinner(room.say("targets.saving"), show_time=True):
            refused = targets.save(room.home, room.viewer, rows, room.today)
    except BoardError as error:
        st.error(room.say(error.code, **error.values))
        return
    if not refused:
        draft.clear()
    tell(("saved", len(rows) - len(refused), tuple(refused)))


def tell(outcome: tuple[str, int, tuple[Refusal, ...]]) -> None:
    """Keeps what came of a click for the next run, which shows the new version."""
    st.session_state["set_outcome"] = outcome
    st.rerun()


def _told(room: "Room") -> None:
    what, count, refused = st.session_state.pop("set_outcome", ("", 0, ()))
    if what and (count or not refused):
        st.success(room.say(f"targets.done_{what}", count=count))
    for sentence in dict.fromkeys(quarantine.reason(each, room.language) for each in refused):
        st.warning(sentence)
