"""Names of metrics in targets that none of the pack answers to, said where targets come in and are set."""

from typing import TYPE_CHECKING

import streamlit as st

from data import called
from metrics import names

if TYPE_CHECKING:
    from pages.parts.room import Room


def draw(room: "Room") -> None:
    """Leaves the pack's names with the home for what is imported next; warns of targets that count nowhere."""
    called.keep(room.home, names.called(room.pack))
    found = names.strange(room.reader, room.pack) if room.reader else []
    if not found:
        return
    said = [
        room.say("targets.misnamed_near", name=name, nearest=near.name(room.language))
        if near
        else room.say("targets.misnamed_one", name=name)
        for name, near in found
    ]
    st.warning(room.say("targets.misnamed", count=len(found), names=room.say("page.comma").join(said)))
