"""A file's mapping as text: a first guess to edit, kept in the home and used for this file and those named like it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from data import mapping, mapping_file, store
from data.errors import Refused
from data.kinds import file_kinds

if TYPE_CHECKING:
    from pages.parts.room import Room


def draw(room: "Room", file_id: str, path: Path, kind: str | None) -> None:
    """The editor, folded away."""
    with st.expander(room.say("data.mapping")):
        chosen = kind or st.selectbox(
            room.say("data.mapping_kind"),
            list(file_kinds()),
            index=None,
            format_func=lambda code: file_kinds()[code].title(room.language),
            key=f"mapping_kind_{file_id}",
        )
        if chosen is None:
            return
        text = _first(room, file_id, path, chosen)
        if text is None:
            return
        st.caption(room.say("data.mapping_help"))
        edited = st.text_area(
            room.say("data.mapping_text"),
            text,
            height=320,
            key=f"text_{file_id}_{chosen}",
            label_visibility="collapsed",
        )
        if st.button(room.say("data.mapping_save"), key=f"save_{file_id}_{chosen}"):
            _save(room, file_id, path, edited)


def _first(room: "Room", file_id: str, path: Path, kind: str) -> str | None:
    """The guess, made once a file and kind; None, with the sentence shown, where there is no table to guess from."""
    kept: dict[tuple[str, str], str] = st.session_state.setdefault("guesses", {})
    if (file_id, kind) not in kept:
        try:
            with store.scratch(room.home) as con:
                kept[file_id, kind] = mapping.guess(con, path, kind, room.home)
        except Refused as refused:
            st.caption(room.say(refused.code, **refused.values))
            return None
    return kept[file_id, kind]


def _save(room: "Room", file_id: str, path: Path, text: str) -> None:
    """Checked beside the upload first, so that a slip leaves no mapping behind."""
    name = re.sub(r"[^\w.-]", "_", path.stem)
    draft = path.with_name(f"{name}.toml")
    draft.write_text(text, "utf-8")
    try:
        mapping_file.load(draft)
    except Refused as refused:
        st.error(room.say(refused.code, **refused.values))
        return
    room.home.mappings.mkdir(parents=True, exist_ok=True)
    (room.home.mappings / draft.name).write_text(text, "utf-8")
    st.session_state[f"mapping_{file_id}"] = name
    st.session_state[f"saved_{file_id}"] = hash(text)
    st.rerun()
