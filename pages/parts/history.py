"""The history of the targets on the desk: who, when, from what to what, why; and when they were locked and let go."""

from datetime import UTC
from typing import Any

import pandas as pd
import streamlit as st

from data.text import numbers
from pages.parts import lists, signing, tables
from pages.parts.drafting import Draft

ROW, ROWS = 36, 10
HEADS = ("who", "what", "whose", "reason", "then")


def draw(draft: Draft) -> None:
    """The newest first, locks among the changes; nothing but a sentence where there is none."""
    room, rows = draft.room, sorted([*_changes(draft), *_turns(draft)], key=lambda row: row.pop("batch"), reverse=True)
    title = room.say("targets.history", count=len(rows)) if rows else room.say("targets.history_none")
    st.html(lists.section(title))
    if not rows:
        return
    unit = tables.counted_in(room, draft.desk.metric)
    column = st.column_config
    texts = {name: column.TextColumn(room.say(f"targets.history_{name}")) for name in HEADS}
    amounts = {
        name: column.NumberColumn(room.say(f"targets.history_{name}") + unit, format="localized")
        for name in ("before", "amount")
    }
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        row_height=ROW,
        height=min(len(rows) + 1, ROWS) * ROW + 3,
        placeholder=numbers.UNKNOWN,
        column_config={
            **texts,
            **amounts,
            "at": column.DatetimeColumn(room.say("targets.history_at"), format="YYYY-MM-DD HH:mm"),
            "who": column.TextColumn(room.say("targets.history_who"), width="medium"),
            "reason": column.TextColumn(room.say("targets.history_reason"), width="medium"),
        },
        alt=title,
    )


def _changes(draft: Draft) -> list[dict[str, Any]]:
    people = {seat.owner: seat.name or seat.owner for seat in draft.desk.people}
    room, scale = draft.room, tables.scale(draft.room, draft.desk.metric)
    found = []
    for row in draft.desk.history:
        before, amount = (None if row[name] is None else float(row[name] / scale) for name in ("before", "amount"))
        what = "dropped" if row["amount"] is None else "set" if row["before"] is None else "changed"
        whose = people.get(row["manager"], row["manager"]) if row["manager"] else room.unit_name(row["unit"])
        then = "was_locked" if row["locked"] else "was_unlocked" if row["unlocked"] else None
        beside = {"before": before, "amount": amount, "then": room.say(f"targets.{then}") if then else ""}
        found.append(_row(draft, row, what, whose, row["reason"]) | beside)
    return found


def _turns(draft: Draft) -> list[dict[str, Any]]:
    """Locks and their ends; of another period or unit than the one at hand they say which."""
    room, found = draft.room, []
    for row in draft.desk.turns:
        period = room.pack.period(row["period"])
        other = period.title(room.language) if period and row["period"] != draft.desk.period.code else ""
        what = "locked" if row["locked"] else "unlocked"
        beside = {"before": None, "amount": None, "then": ""}
        found.append(_row(draft, row, what, room.unit_name(row["unit"]) + other, row["note"]) | beside)
    return found


def _row(draft: Draft, row: dict[str, Any], what: str, whose: str, why: str | None) -> dict[str, Any]:
    room = draft.room
    return {
        "batch": row["batch"],
        "at": row["stated_at"].replace(tzinfo=UTC).astimezone().replace(microsecond=0, tzinfo=None),
        "who": signing.by(room, row["writer"], row["signed"]),
        "what": room.say(f"targets.did_{what}"),
        "whose": whose,
        "reason": why or "",
    }
