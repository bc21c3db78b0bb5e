"""Comments on a review's sections: what is published with what the writer has just entered, and the form."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metrics.review import comments
from metrics.review.report import Comments
from metrics.review.shape import About
from metrics.review.view import Seen
from pages.parts import entered, signing

if TYPE_CHECKING:
    from pages.parts.room import Room


def said(room: "Room", held: Seen) -> Comments:
    """By section, oldest first; the viewer's own at once, but on a sealed month none that came later."""
    about, sealed = held.review.about, held.seal is not None
    found = comments.said(room.marts, about, sealed)
    if not sealed:
        whose = [(name, wanted) for name, wanted in _whose(about).items() if name != "unit" or not about.manager]
        written = [{"writer": room.viewer.name} | row for row in entered.over(room, "comment", found)]
        found = [row for row in written if all(row.get(name, wanted) == wanted for name, wanted in whose)]
    return comments.comments(found, about, room.language)


def _whose(about: About) -> dict[str, Any]:
    return {"unit": about.unit, "manager": about.manager, "period": about.month}


def form(room: "Room", held: Seen, codes: Sequence[tuple[str, str]]) -> None:
    """Which section, and what is to be said of it; a sealed month takes no more."""
    about, names = held.review.about, dict(codes)
    if held.seal:
        st.popover(
            room.say("review.comment"), icon=":material/add_comment:", disabled=True,
            help=room.say("review.comment_sealed"),
        )  # fmt: skip
        return
    with (
        st.popover(room.say("review.comment"), icon=":material/add_comment:"),
        st.form("comment", clear_on_submit=True, border=False),
    ):
        section = st.selectbox(room.say("review.comment_on"), list(names), format_func=lambda code: names[code])
        name = st.text_input(
            room.say("targets.signed"), signing.signed() or "", max_chars=40, help=room.say("targets.signed_help")
        )
        what = st.text_area(room.say("review.comment_what"), max_chars=500)
        if not st.form_submit_button(room.say("review.comment_save"), type="primary") or not what.strip():
            return
    row = _whose(about) | {"section": section, "what": what.strip(), "signed": name.strip() or None}
    if entered.save(room, {"comment": [row]}, room.say("review.commented")):
        st.rerun()
