"""Batches: what was imported, what became of it, and taking one back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import batches
from data.errors import BoardError
from data.kinds import kinds
from pages.parts import address

if TYPE_CHECKING:
    from pages.parts.room import Room

BATCHES = """
select * replace (epoch(imported_at) as imported_at) from batch order by batch desc
"""
COUNTS = ("rows", "taken", "unchanged", "quarantined", "withdrawn", "warnings")


def draw(room: "Room") -> None:
    """The newest batch first; a picked row (or `batch` in the address) can be undone."""
    done = st.session_state.pop("undone", None)
    if done:
        st.success(room.say("data.undone", **done))
    rows = room.reader.rows(BATCHES, {}) if room.reader else []
    if not rows:
        st.info(room.say("data.batches_none"))
        return
    st.caption(room.say("data.batches_help"))
    event = st.dataframe(
        [_row(room, row) for row in rows],
        hide_index=True,
        row_height=36,
        on_select="rerun",
        selection_mode="single-row",
        key="batch_rows",
        column_config={
            room.say(f"data.count_{name}"): st.column_config.NumberColumn(format="%,.0f") for name in COUNTS
        },
        alt=room.say("data.view_batches"),
    )
    picked = event["selection"]["rows"]
    asked = address.asked("batch")
    batch = rows[picked[0]] if picked else next((row for row in rows if str(row["batch"]) == asked), None)
    if batch is not None:
        address.put("batch", str(batch["batch"]))
        _one(room, batch)


def _row(room: "Room", row: dict[str, Any]) -> dict[str, Any]:
    state = "undone" if row["undone"] else "in_force"
    return {
        room.say("data.column_batch"): row["batch"],
        room.say("data.column_state"): room.say(f"data.state_{state}"),
        room.say("data.column_kind"): kinds()[row["kind"]].title(room.language),
        room.say("data.column_file"): f"{row['file']} · {row['sheet']}" if row["sheet"] else row["file"],
        room.say("data.column_day"): row["day"],
        **{room.say(f"data.count_{name}"): row[name] for name in COUNTS},
        room.say("data.column_load"): room.say(f"data.load_{row['load']}"),
        room.say("data.column_imported"): datetime.fromtimestamp(row["imported_at"]).replace(microsecond=0),
    }


def _one(room: "Room", batch: dict[str, Any]) -> None:
    values = {"batch": batch["batch"], "file": batch["file"], "kind": kinds()[batch["kind"]].title(room.language)}
    st.subheader(room.say("data.batch_title", **values))
    if batch["undone"]:
        st.caption(room.say("data.batch_undone"))
        return
    with st.popover(room.say("data.undo", **values), icon=":material/undo:"):
        st.markdown(room.say("data.undo_ask", **values))
        if st.button(room.say("data.undo_yes"), type="primary", key=f"undo_{batch['batch']}"):
            _undo(room, batch["batch"], values)


def _undo(room: "Room", batch: int, values: dict[str, Any]) -> None:
    try:
        with st.spinner(room.say("data.undoing"), show_time=True):
            batches.undo(room.home, batch)
    except BoardError as error:
        st.error(room.say(error.code, **error.values))
        return
    st.session_state["undone"] = values
    st.session_state.pop("batch_rows", None)
    st.rerun()
