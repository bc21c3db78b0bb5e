"""Files that left the board: who made each, when, for whom and from which published version."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import signing

if TYPE_CHECKING:
    from pages.parts.room import Room

MOST = 500
EXPORTS = f"""
select e.*, coalesce(
    (select any_value(m.name order by m.first_day desc) from manager m where m.manager = e.manager), e.manager
) as whose
from export e order by e.day desc, e.time desc, e.file limit {MOST}
"""


def draw(room: "Room") -> None:
    """The newest first."""
    rows = room.reader.rows(EXPORTS) if room.reader else []
    if not rows:
        st.info(room.say("data.exports_none"))
        return
    st.caption(room.say("data.exports_help", count=len(rows)))
    st.dataframe(
        [_row(room, row) for row in rows], hide_index=True, row_height=36, key="export_rows",
        alt=room.say("data.view_exports"),
    )  # fmt: skip


def _row(room: "Room", row: dict[str, Any]) -> dict[str, Any]:
    return {
        room.say("data.export_day"): row["day"],
        room.say("data.export_time"): row["time"],
        room.say("data.export_by"): signing.by(room, row["writer"], row["signed"]),
        room.say("data.export_reader"): row["reader"],
        room.say("data.export_what"): row["file"],
        room.say("data.export_unit"): row["whose"] or room.unit_name(row["unit"]),
        room.say("data.export_period"): row["period"],
        room.say("data.export_version"): row["version"],
        room.say("data.export_hash"): row["hash"],
    }
