"""The history of the targets on the desk: who, when, from what to what, why, and whether it was locked then."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.text import numbers
from pages.parts import lists, locking, tables
from pages.parts.drafting import Draft

if TYPE_CHECKING:
    pass

ROW, ROWS = 36, 10


def draw(draft: Draft) -> None:
    """The newest change first; nothing but a sentence where there is none."""
    room, rows = draft.room, draft.desk.history
    st.html(lists.section(room.say("targets.history", count=len(rows)) if rows else room.say("targets.history_none")))
    if not rows:
        return
    people = {seat.owner: seat.name or seat.owner for seat in draft.desk.people}
    unit = tables.counted_in(room, draft.desk.metric)
    column = st.column_config
    st.dataframe(
        pd.DataFrame([_row(draft, row, people) for row in rows]),
        hide_index=True,
        row_height=ROW,
        height=min(len(rows) + 1, ROWS) * ROW + 3,
        placeholder=numbers.UNKNOWN,
        column_config={
            "at": column.DatetimeColumn(room.say("targets.history_at"), format="YYYY-MM-DD HH:mm"),
            "who": column.TextColumn(room.say("targets.history_who")),
            "whose": column.TextColumn(room.say("targets.history_whose")),
            "before": column.NumberColumn(room.say("targets.history_before") + unit, format="localized"),
            "amount": column.NumberColumn(room.say("targets.history_amount") + unit, format="localized"),
            "reason": column.TextColumn(room.say("targets.history_reason"), width="medium"),
            "locked": column.TextColumn(room.say("targets.history_locked")),
        },
        alt=room.say("targets.history", count=len(rows)),
    )


def _row(draft: Draft, row: dict[str, Any], people: dict[str, str]) -> dict[str, Any]:
    room, scale = draft.room, tables.scale(draft.room, draft.desk.metric)

    def shown(name: str) -> float | None:
        return None if row[name] is None else float(row[name] / scale)

    return {
        "at": datetime.fromtimestamp(row["stated_at"], UTC).astimezone().replace(microsecond=0, tzinfo=None),
        "who": locking.writer(room, row["writer"]),
        "whose": people.get(row["manager"], row["manager"]) if row["manager"] else room.unit_name(row["unit"]),
        "before": shown("before"),
        "amount": shown("amount"),
        "reason": row["reason"] or "",
        "locked": room.say("targets.was_locked") if row["locked"] else "",
    }
