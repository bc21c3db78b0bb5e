"""Who sets, locks and shows targets: the role and unit the app knows, and the name somebody types once a visit."""

from typing import TYPE_CHECKING

import streamlit as st

from data.errors import BoardError
from data.ingest import SAMPLE
from data.scope import parse

if TYPE_CHECKING:
    from pages.parts.room import Room

KEY, KEPT = "signed_now", "signed"


def draw(room: "Room") -> None:
    """The field for the name; it is kept for the visit, on whatever page somebody goes in between."""
    st.session_state.setdefault(KEY, st.session_state.get(KEPT, ""))
    st.text_input(
        room.say("targets.signed"), key=KEY, max_chars=40, on_change=_keep, width=260,
        placeholder=room.say("targets.signed_place"), help=room.say("targets.signed_help"),
    )  # fmt: skip


def _keep() -> None:
    st.session_state[KEPT] = st.session_state[KEY]


def signed() -> str | None:
    return str(st.session_state.get(KEPT, "")).strip() or None


def by(room: "Room", writer: str, name: str | None) -> str:
    """Who wrote an entry or imported a file: the name typed and the role, else the role and that nobody signed."""
    if writer == SAMPLE:
        return room.say("targets.writer_sample")
    role = _role(room, writer)
    return room.say("targets.signed_by", name=name, role=role) if name else room.say("targets.unsigned", role=role)


def _role(room: "Room", writer: str) -> str:
    try:
        viewer = parse(writer)
    except BoardError:
        return writer
    role = room.say(f"page.role_{viewer.role}")
    whom = room.unit_name(viewer.unit) if viewer.unit else viewer.manager
    return room.say("targets.role_of", unit=whom, role=role) if whom else role
