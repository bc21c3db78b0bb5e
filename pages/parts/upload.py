"""Files in: choose them, see how they would be read, say what they stand for, import."""

import re
import shutil
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.kinds import file_kinds
from pages.parts import outcome, preview, sample
from pages.parts.literal import literal

if TYPE_CHECKING:
    from pages.parts.room import Room

KEPT_HOURS = 24


@dataclass(frozen=True)
class Chosen:
    """One uploaded file as it will be imported; `mapping` is the name of one kept in the home."""

    path: Path
    kind: str | None
    mapping: str | None
    readable: bool


def draw(room: "Room") -> None:
    """The last import's outcome, then the way to the next one."""
    if room.sample:
        sample.draw(room)
    outcome.draw(room)
    _speak(room)
    number = st.session_state.setdefault("upload", 0)
    files = st.file_uploader(
        room.say("data.upload"),
        accept_multiple_files=True,
        key=f"upload_{number}",
        help=room.say("data.upload_help"),
    )
    if not files:
        st.caption(room.say("data.upload_hint"))
        return
    chosen = [_file(room, file) for file in files]
    as_of, covers = _terms(room)
    ready = [each for each in chosen if each.readable]
    label = room.say("data.import_button", count=len(ready))
    if st.button(label, type="primary", disabled=room.sample or not ready, icon=":material/publish:"):
        outcome.take(room, ready, as_of, covers)


def _speak(room: "Room") -> None:
    """Streamlit's own words in the box are English: their place is taken by the reader's."""
    if room.language == "en":
        return
    size = st.config.get_option("server.maxUploadSize")
    zone = ".stFileUploader [data-testid=stFileUploaderDropzone"
    words = {f"{zone}] button p": "data.upload_button", f"{zone}Instructions] span": "data.upload_limit"}
    rules = [
        f'{place} {{ font-size: 0; }} {place}::after {{ content: "{room.say(code, size=size)}"; font-size: 0.875rem; }}'
        for place, code in words.items()
    ]
    st.html(f"<style>{' '.join(rules)}</style>")


def _file(room: "Room", file: UploadedFile) -> Chosen:
    path = _keep(room, file)
    with st.container(border=True):
        name, choice = st.columns([3, 2], vertical_alignment="center")
        name.markdown(room.say("data.file_line", file=literal(path.name), size=_size(file.size)))
        kind = choice.selectbox(
            room.say("data.kind"),
            list(file_kinds()),
            index=None,
            placeholder=room.say("data.kind_auto"),
            format_func=lambda code: file_kinds()[code].title(room.language),
            key=f"kind_{file.file_id}",
            label_visibility="collapsed",
        )
        mapping: str | None = st.session_state.get(f"mapping_{file.file_id}")
        readable = preview.draw(room, file.file_id, path, kind, mapping)
    return Chosen(path, kind, mapping, readable)


def _keep(room: "Room", file: UploadedFile) -> Path:
    """The upload as a file under its own name, in a folder of its own; what was left a day ago goes."""
    folder = room.home.scratch / "uploads"
    path = folder / re.sub(r"\W", "", file.file_id) / Path(file.name.replace("\\", "/")).name
    if not path.exists():
        for old in folder.glob("*"):
            if old.stat().st_mtime < time.time() - KEPT_HOURS * 3600:
                shutil.rmtree(old, ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.getbuffer())
    return path


def _size(size: int) -> str:
    if size >= 100_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(size / 1000, 0.1):.1f} KB" if size else "0 KB"


def _terms(room: "Room") -> tuple[date | None, tuple[str, ...]]:
    """What may be stated with an import: the day it is complete to, and the units it covers."""
    with st.expander(room.say("data.terms")):
        as_of = st.date_input(
            room.say("data.as_of"),
            value=None,
            format="YYYY-MM-DD",
            help=room.say("data.as_of_help"),
            key="terms_as_of",
        )
        covers = st.multiselect(
            room.say("data.covers"),
            [node.unit for node in room.tree.ordered() if node.unit not in ("*", "~")],
            format_func=room.unit_name,
            placeholder=room.say("data.covers_auto"),
            help=room.say("data.covers_help"),
            key="terms_covers",
        )
    return as_of, tuple(covers)
