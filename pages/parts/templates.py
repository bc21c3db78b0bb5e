"""What each page still needs, and an empty template for each kind of record in either language."""

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from data import templates
from data.exports.formats import MIMES
from data.kinds import Kind, file_kinds
from data.needs import Need, needs
from data.text import LANGUAGES, numbers

if TYPE_CHECKING:
    from pages.parts.room import Room


def draw(room: "Room") -> None:
    """Page by page what is missing, then every kind with what it is for, then one kind's template."""
    found = needs(room.reader)
    st.markdown("\n".join(f"- {_page(room, page, found)}" for page in dict.fromkeys(need.page for need in found)))
    st.dataframe(
        [_row(room, kind, found) for kind in file_kinds().values()],
        hide_index=True,
        row_height=36,
        alt=room.say("data.view_needs"),
        column_config={
            room.say("data.column_without"): st.column_config.TextColumn(width="large"),
            room.say("data.count_rows"): st.column_config.NumberColumn(format="%,.0f"),
        },
    )
    st.subheader(room.say("data.templates"))
    st.caption(room.say("data.templates_help"))
    _template(room)


def _page(room: "Room", page: str, found: list[Need]) -> str:
    """What the page can't stand without, then what would make it say more."""
    lacking = [need for need in found if need.page == page and not need.rows]
    said = []
    for code, smallest in (("page_empty", True), ("page_lacks", False)):
        names = [file_kinds()[need.kind].title(room.language) for need in lacking if need.smallest is smallest]
        if names:
            kinds_named = room.say("page.comma").join(names)
            said.append(room.say(f"data.{code}", page=room.say(f"page.{page}"), kinds=kinds_named))
    return "\n- ".join(said) or room.say("data.page_whole", page=room.say(f"page.{page}"))


def _row(room: "Room", kind: Kind, found: list[Need]) -> dict[str, object]:
    own = [need for need in found if need.kind == kind.kind]
    rows = max((need.rows for need in own), default=0)
    day = next((need.complete_to for need in own if need.complete_to), None)
    state = "held" if rows else "needed" if any(need.smallest for need in own) else "wanted"
    return {
        room.say("data.column_kind"): kind.title(room.language),
        room.say("data.column_state"): room.say(f"data.need_{state}"),
        room.say("data.count_rows"): rows,
        room.say("data.column_complete"): numbers.day(day, room.language) if day else "",
        room.say("data.column_without"): room.say(f"data.without_{kind.kind}"),
    }


def _template(room: "Room") -> None:
    picked = st.selectbox(
        room.say("data.kind"),
        list(file_kinds()),
        format_func=lambda code: file_kinds()[code].title(room.language),
        key="template_kind",
        width=420,
    )
    kind = file_kinds()[picked]
    with st.container(horizontal=True):
        for language in LANGUAGES:
            st.download_button(
                room.say(f"data.template_{language}", kind=kind.title(language)),
                partial(templates.template, kind.kind, language),
                file_name=templates.file_name(kind.kind, language),
                mime=MIMES["xlsx"],
                icon=":material/download:",
                on_click="ignore",
                key=f"template_{language}",
            )
    st.dataframe(
        [_field(room, kind, name) for name in kind.fields],
        hide_index=True,
        row_height=36,
        alt=room.say("data.templates"),
    )


def _field(room: "Room", kind: Kind, name: str) -> dict[str, object]:
    field = kind.fields[name]
    words = getattr(field.names, room.language)
    need = "required" if field.required else "optional"
    return {
        room.say("data.column_column"): words[0],
        room.say("data.column_required"): room.say(f"data.field_{need}"),
        room.say("data.column_type"): room.say(f"data.type_{field.type}"),
        room.say("data.column_example"): field.example,
        room.say("data.column_also"): room.say("page.comma").join(words[1:]),
    }
