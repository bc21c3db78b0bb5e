"""The table of target against actual: numbers that sort, a bar for attainment, and a row one can pick."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from pages.parts import words
from pages.parts.colours import band

if TYPE_CHECKING:
    from pages.parts.room import Room

AMOUNTS = ("actual", "target_amount", "gap", "need", "projection")
ROW = 36


def table(room: "Room", metric: Metric, lines: Sequence[Line], key: str) -> Line | None:
    """Draws the lines; the picked one, or None."""
    people = any(line.manager for line in lines)
    frame = pd.DataFrame([_row(room, metric, line, people) for line in lines]).drop(columns=_said(room, lines))
    event = st.dataframe(
        frame,
        hide_index=True,
        height=min(len(frame) + 1, 16) * ROW + 3,
        row_height=ROW,
        column_config=_columns(room, metric, lines, people),
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        placeholder=numbers.UNKNOWN,
        alt=room.say("target.table_alt", metric=metric.name(room.language)),
    )
    picked = event["selection"]["rows"]
    return lines[picked[0]] if picked and picked[0] < len(lines) else None


def _said(room: "Room", lines: Sequence[Line]) -> list[str]:
    """Columns that would only repeat the page's data day, or nothing at all."""
    one_day = {line.as_of for line in lines} <= {room.as_of, None}
    quiet = not any(words.reasons(room, line) for line in lines)
    untargeted = all(line.attainment is None and line.target_state != "best" for line in lines)
    return [name for name, idle in (("as_of", one_day), ("remark", quiet), ("rank", untargeted)) if idle]


def _row(room: "Room", metric: Metric, line: Line, people: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"name": words.who(room, line)}
    if people:
        row["unit"] = room.unit_name(line.unit or "*")
    return row | {
        "actual": _scaled(line.actual, room, metric),
        "target_amount": _scaled(line.target, room, metric),
        "attainment": _percent(line.attainment),
        "pace": _percent(line.pace),
        "lead": _percent(line.lead),
        "gap": _scaled(line.gap, room, metric),
        "need": _scaled(line.need_per_day, room, metric),
        "projection": _scaled(line.projection, room, metric),
        "band": f"{band(line.band).sign} {room.say(f'band.{line.band}')}" if line.band else "",
        "rank": line.rank,
        "rank_by_value": line.rank_by_value,
        "as_of": line.as_of,
        "remark": room.say("page.comma").join(words.reasons(room, line)),
    }


def _percent(share: Decimal | None) -> float | None:
    return None if share is None else float(share) * 100


def _scaled(value: Decimal | None, room: "Room", metric: Metric) -> float | None:
    # a browser writes 194.45 as 194.4; this much more, and it rounds half up as everywhere else
    return None if value is None else float(value) / _scale(room, metric) + (1e-9 if value > 0 else -1e-9)


def _scale(room: "Room", metric: Metric) -> int:
    """What the table's amounts are counted in: 万 or thousands for money, one for the rest."""
    if metric.unit == "count":
        return 1
    return 10_000 if room.language == "zh" else 1_000


def _columns(room: "Room", metric: Metric, lines: Sequence[Line], people: bool) -> dict[str, Any]:
    ranked = next((line.ranked for line in lines if line.ranked), 0)
    longest = max([120.0, *(float(line.attainment) * 100 for line in lines if line.attainment is not None)])
    column = st.column_config
    return _amounts(room, metric) | {
        "name": column.TextColumn(room.say("target.by_manager" if people else "target.by_unit"), pinned=True),
        "unit": column.TextColumn(room.say("page.unit")),
        "attainment": column.ProgressColumn(
            room.say("page.attainment"), format="%.1f%%", min_value=0, max_value=min(longest, 200)
        ),
        "pace": column.NumberColumn(room.say("page.pace"), format="%.1f%%"),
        "lead": column.NumberColumn(room.say("target.lead_points"), format="%+.1f"),
        "band": column.TextColumn(room.say("page.band")),
        "rank": column.NumberColumn(
            room.say("target.rank", among=ranked), format="%d", help=room.say("target.rank_help")
        ),
        "rank_by_value": column.NumberColumn(room.say("target.rank_by_value"), format="%d"),
        "as_of": column.DateColumn(room.say("page.day"), format="YYYY-MM-DD"),
        "remark": column.TextColumn(room.say("page.remark")),
    }


def _amounts(room: "Room", metric: Metric) -> dict[str, Any]:
    money = metric.unit != "count"
    unit = room.say("target.in_scale") if money else ""
    return {
        name: st.column_config.NumberColumn(
            room.say(f"page.{name}") + unit, format="%,.1f" if money or name == "need" else "%,.0f"
        )
        for name in AMOUNTS
    }
