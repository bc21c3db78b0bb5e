"""What was set aside: rows in quarantine with the reason and their download, and the warnings beside them."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import quarantine
from data.kinds import kinds
from data.quarantine import Refusal
from data.text import has, numbers
from pages.parts import address

if TYPE_CHECKING:
    from pages.parts.room import Room

SHOWN = 500
BATCHES = """
select batch, file, count(*) filter (what = 'row') as refused
from (select batch, file, 'row' as what from quarantine union all select batch, file, 'warning' from warning)
group by batch, file order by batch desc
"""
WARNINGS = "select * from warning where $batch is null or batch = $batch order by batch desc, line limit 20000"


def draw(room: "Room") -> None:
    """Quarantine first, then warnings, of all batches or of the one chosen."""
    found = room.reader.rows(BATCHES, {}) if room.reader else []
    if not found:
        st.success(room.say("data.quarantine_none"))
        return
    batch = _batch(room, {str(row["batch"]): row["file"] for row in found})
    _quarantine(room, [row["batch"] for row in found if row["refused"] and batch in (None, row["batch"])])
    _warnings(room, room.marts.rows(WARNINGS, {"batch": batch}))


def _batch(room: "Room", files: dict[str, str]) -> int | None:
    """The batch asked for in the address; only those with something set aside are offered."""
    asked = address.asked("batch")
    chosen = asked if asked in files else None
    st.session_state["choice_batch"] = chosen
    st.selectbox(
        room.say("data.of_batch"),
        list(files),
        index=None,
        format_func=lambda number: room.say("data.batch_of", batch=number, file=files[number]),
        placeholder=room.say("data.every_batch"),
        key="choice_batch",
        on_change=address.choose,
        args=("batch",),
        width=420,
    )
    return int(chosen) if chosen else None


def _quarantine(room: "Room", batches: list[int]) -> None:
    refused = {batch: quarantine.rows(room.marts, batch) for batch in batches}
    rows = [row for of_batch in refused.values() for row in of_batch]
    st.subheader(room.say("data.quarantine_title", count=len(rows)))
    if not rows:
        st.success(room.say("data.quarantine_none"))
        return
    st.caption(room.say("data.quarantine_help"))
    for batch, of_batch in refused.items():
        file = of_batch[0].file
        st.download_button(
            room.say("data.quarantine_download", file=file, batch=batch),
            quarantine.as_csv(of_batch, room.language),
            file_name=f"{Path(file).stem}_{batch}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"quarantine_{batch}",
        )
    reasons = Counter(row.code for row in rows)
    _table(room, "quarantine_title", reasons, [_refused(room, row) for row in rows[:SHOWN]], len(rows))


def _warnings(room: "Room", rows: list[dict[str, Any]]) -> None:
    st.subheader(room.say("data.warnings_title", count=len(rows)))
    if not rows:
        st.success(room.say("data.warnings_none"))
        return
    st.caption(room.say("data.warnings_help"))
    of_files = [row for row in rows if row["batch"] and row["line"] is None]
    of_lines = [row for row in rows if row not in of_files]
    for row in of_files[:SHOWN]:
        st.warning(f"{row['file']} · {_reason(room, row)}")
    if of_lines:
        reasons = Counter(row["code"] for row in of_lines)
        _table(room, "warnings_title", reasons, [_warned(room, row) for row in of_lines[:SHOWN]], len(of_lines))


def _reason(room: "Room", row: dict[str, Any]) -> str:
    return room.say(f"warning.{row['code']}", column=row["column_name"] or "", value=row["value"] or "")


def _table(room: "Room", title: str, reasons: Counter[str], shown: list[dict[str, object]], count: int) -> None:
    """How often each reason where they repeat, then the rows, each with its sentence."""
    if count > 2 * len(reasons):
        said = [f"- {often} × {why(room, code)}" for code, often in reasons.most_common()]
        st.markdown("\n".join(said))
    if count > SHOWN:
        st.caption(room.say("data.first_rows", shown=SHOWN, count=count))
    st.dataframe(
        shown,
        hide_index=True,
        row_height=36,
        placeholder=numbers.UNKNOWN,
        column_config={
            room.say("data.column_reason"): st.column_config.TextColumn(width=800),
            room.say("data.column_line"): st.column_config.NumberColumn(width="small", format="%d"),
            room.say("data.column_batch"): st.column_config.NumberColumn(width="small"),
        },
        alt=room.say(f"data.{title}", count=count),
    )


def why(room: "Room", code: str) -> str:
    """A reason in a few words, without column and value."""
    known = f"data.why_{code}"
    return room.say(known) if has(known) else room.say("data.why_other", what=code)


def _refused(room: "Room", row: Refusal) -> dict[str, object]:
    return {
        room.say("data.column_reason"): quarantine.reason(row, room.language),
        room.say("data.column_line"): row.line,
        room.say("data.column_column"): row.column,
        room.say("data.column_value"): row.value,
        room.say("data.column_file"): f"{row.file} · {row.sheet}" if row.sheet else row.file,
        room.say("data.column_kind"): kinds()[row.kind].title(room.language),
        room.say("data.column_batch"): row.batch,
    }


def _warned(room: "Room", row: dict[str, Any]) -> dict[str, object]:
    return {
        room.say("data.column_reason"): _reason(room, row),
        room.say("data.column_line"): row["line"],
        room.say("data.column_file"): row["file"],
        room.say("data.column_kind"): kinds()[row["kind"]].title(room.language),
        room.say("data.column_batch"): row["batch"],
    }
