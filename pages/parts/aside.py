"""What was set aside: rows in quarantine with the reason and their download, and the warnings beside them."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import quarantine
from data.kinds import kinds
from data.text import has
from pages.parts import address

if TYPE_CHECKING:
    from pages.parts.room import Room

SHOWN = 500
ROWS = {
    "quarantine": "select * from quarantine where $batch is null or batch = $batch order by batch desc, line",
    "warning": "select *, null as sheet from warning where $batch is null or batch = $batch order by batch desc, line",
}


def draw(room: "Room") -> None:
    """Quarantine first, then warnings, of all batches or of the one chosen."""
    if room.reader is None:
        st.info(room.say("data.aside_none"))
        return
    batch = _batch(room)
    rows = {what: room.reader.rows(sql, {"batch": batch}) for what, sql in ROWS.items()}
    _quarantine(room, rows["quarantine"])
    _warnings(room, rows["warning"])


def _batch(room: "Room") -> int | None:
    """The batch asked for in the address; only those with something set aside are offered."""
    sql = "select distinct batch, file from (select batch, file from quarantine union all select batch, file from warning)"
    found = {str(row["batch"]): row["file"] for row in room.marts.rows(f"{sql} order by batch desc")}
    asked = address.asked("batch")
    st.session_state["choice_batch"] = asked if asked in found else None
    st.selectbox(
        room.say("data.of_batch"),
        list(found),
        format_func=lambda number: room.say("data.batch_of", batch=number, file=found[number]),
        placeholder=room.say("data.every_batch"),
        key="choice_batch",
        on_change=address.choose,
        args=("batch",),
        width=420,
    )
    return int(asked) if asked in found else None


def _quarantine(room: "Room", rows: list[dict[str, Any]]) -> None:
    st.subheader(room.say("data.quarantine_title", count=len(rows)))
    if not rows:
        st.success(room.say("data.quarantine_none"))
        return
    st.caption(room.say("data.quarantine_help"))
    for batch, file in dict.fromkeys((row["batch"], row["file"]) for row in rows):
        st.download_button(
            room.say("data.quarantine_download", file=file, batch=batch),
            quarantine.download(room.marts, batch, room.language),
            file_name=f"{file.rpartition('.')[0]}_{batch}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"quarantine_{batch}",
        )
    _table(room, rows, "quarantine")


def _warnings(room: "Room", rows: list[dict[str, Any]]) -> None:
    st.subheader(room.say("data.warnings_title", count=len(rows)))
    if not rows:
        st.success(room.say("data.warnings_none"))
        return
    st.caption(room.say("data.warnings_help"))
    _table(room, rows, "warning")


def _table(room: "Room", rows: list[dict[str, Any]], what: str) -> None:
    """How often each reason, then the rows themselves, each with its sentence."""
    reasons = Counter(reason(room, what, row) for row in rows)
    if len(reasons) < len(rows):
        st.markdown("\n".join(f"- {count} × {text}" for text, count in reasons.most_common(12)))
    if len(rows) > SHOWN:
        st.caption(room.say("data.first_rows", shown=SHOWN, count=len(rows)))
    st.dataframe(
        [_row(room, what, row) for row in rows[:SHOWN]],
        hide_index=True,
        row_height=36,
        alt=room.say(f"data.{what}s_title" if what == "warning" else "data.quarantine_title", count=len(rows)),
    )


def _row(room: "Room", what: str, row: dict[str, Any]) -> dict[str, Any]:
    file = f"{row['file']} · {row['sheet']}" if row["sheet"] else row["file"]
    return {
        room.say("data.column_reason"): reason(room, what, row),
        room.say("data.column_value"): row["value"],
        room.say("data.column_column"): row["column_name"],
        room.say("data.column_line"): row["line"],
        room.say("data.column_file"): file,
        room.say("data.column_kind"): kinds()[row["kind"]].title(room.language),
        room.say("data.column_batch"): row["batch"],
    }


def reason(room: "Room", what: str, row: dict[str, Any]) -> str:
    """The sentence for a row's code; the code itself where no text knows it."""
    code = f"{what}.{row['code']}"
    return room.say(code) if has(code) else str(row["code"])
