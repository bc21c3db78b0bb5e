"""Comments on a review's sections: what is published with what the writer has just entered, and the form."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.exports.report import Comment
from metrics.review_comments import SAID
from metrics.review_report import Comments
from metrics.review_shape import About
from metrics.review_stamp import who
from pages.parts import entered, signing

if TYPE_CHECKING:
    from pages.parts.room import Room


def said(room: "Room", about: About) -> Comments:
    """By section, oldest first; the viewer's own at once."""
    params = {"unit": about.unit, "month": about.month, "manager": about.manager}
    published = room.marts.rows(SAID, params)
    found: Comments = {}
    for row in entered.over(room, "comment", published):
        if all(row.get(name, wanted) == wanted for name, wanted in _whose(about).items()):
            writer = row.get("writer") or room.viewer.name
            made = Comment(row["what"], who(about, writer, row["signed"], room.language), row["day"])
            found[row["section"]] = (*found.get(row["section"], ()), made)
    return found


def _whose(about: About) -> dict[str, Any]:
    return {"unit": about.unit, "manager": about.manager, "period": about.month}


def form(room: "Room", about: About, codes: Sequence[tuple[str, str]]) -> None:
    """Which section, and what is to be said of it."""
    names = dict(codes)
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
