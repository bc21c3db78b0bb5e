"""The table of target against actual: numbers that sort, a bar for attainment, and a row one can pick."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from pages.parts import words
from pages.parts.colours import band

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

    from pages.parts.room import Room

AMOUNTS = ("actual", "target_amount", "gap", "need", "projection")
ROW = 36


def table(room: "Room", metric: Metric, lines: Sequence[Line], key: str) -> Line | None:
    """Draws the lines; the picked one, or None."""
    people = any(line.manager for line in lines)
    ranked = next((line.ranked for line in lines if line.ranked), 0)
    rows = [_row(room, metric, line, people, ranked) for line in lines]
    frame = pd.DataFrame(rows).drop(columns=_said(room, lines, rows))
    event = st.dataframe(
        _written(room, metric, frame),
        hide_index=True,
        height=min(len(frame) + 1, 16) * ROW + 3,
        row_height=ROW,
        column_config=_columns(room, metric, lines, people, ranked),
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        placeholder=numbers.UNKNOWN,
        alt=room.say("target.table_alt", metric=metric.name(room.language)),
    )
    picked = event["selection"]["rows"]
    return lines[picked[0]] if picked and picked[0] < len(lines) else None


def _written(room: "Room", metric: Metric, frame: pd.DataFrame) -> "Styler":
    """The numbers as everywhere else, with a true minus; beneath, they stay numbers and sort as such."""
    money = metric.unit != "count"
    formats: dict[str, Callable[..., str]] = {
        **{name: numbers.tenths if money or name == "need" else numbers.count for name in AMOUNTS},
        **{"pace": _share, "lead": partial(numbers.tenths, sign=True)},
        **{"rank": numbers.count, "rank_by_value": numbers.count},
    }
    shown = {name: partial(_text, write=write, language=room.language) for name, write in formats.items()}
    return frame.style.format({name: how for name, how in shown.items() if name in frame})


def _share(value: float, language: str) -> str:
    return f"{numbers.tenths(value, language)}%"


def _text(value: float, write: Callable[..., str], language: str) -> str:
    return numbers.UNKNOWN if pd.isna(value) else write(value, language)


def _said(room: "Room", lines: Sequence[Line], rows: Sequence[dict[str, Any]]) -> list[str]:
    """Columns that would only repeat the page's data day, or nothing at all."""
    one_unit = {line.unit for line in lines} <= {room.unit}
    one_day = {line.as_of for line in lines} <= {room.as_of, None}
    quiet = not any(row["remark"] for row in rows)
    untargeted = all(line.attainment is None and line.target_state != "best" for line in lines)
    idle = {"unit": one_unit, "as_of": one_day, "remark": quiet, "rank": untargeted}
    return [name for name, drop in idle.items() if drop and name in rows[0]]


def _row(room: "Room", metric: Metric, line: Line, people: bool, ranked: int) -> dict[str, Any]:
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
        "remark": words.remark(room, line, ranked),
        "as_of": line.as_of,
    }


def _percent(share: Decimal | None) -> float | None:
    return None if share is None else float(share) * 100


def _scaled(value: Decimal | None, room: "Room", metric: Metric) -> float | None:
    return None if value is None else float(value / scale(room, metric))


def scale(room: "Room", metric: Metric) -> Decimal:
    """What the table's amounts are counted in: 万 or thousands for money, hundredths for shares, one for the rest."""
    if metric.unit == "share":
        return Decimal("0.01")
    if not _is_money(metric):
        return Decimal(1)
    return Decimal(10_000 if room.language == "zh" else 1_000)


def counted_in(room: "Room", metric: Metric) -> str:
    """The same in words, for the head of a column."""
    if not _is_money(metric):
        return room.say("target.in_percent") if metric.unit == "share" else ""
    return room.say("target.in_scale", currency=numbers.currency(metric.unit, room.language))


def _is_money(metric: Metric) -> bool:
    return metric.unit not in ("count", "ratio", "share")


def _columns(room: "Room", metric: Metric, lines: Sequence[Line], people: bool, ranked: int) -> dict[str, Any]:
    longest = max([120.0, *(float(line.attainment) * 100 for line in lines if line.attainment is not None)])
    column = st.column_config
    return _amounts(room, metric) | {
        "name": column.TextColumn(room.say("target.by_manager" if people else "target.by_unit"), pinned=True),
        "unit": column.TextColumn(room.say("page.unit")),
        "attainment": column.ProgressColumn(
            room.say("page.attainment"), format="%.1f%%", min_value=0, max_value=min(longest, 200)
        ),
        "pace": column.NumberColumn(room.say("page.pace")),
        "lead": column.NumberColumn(room.say("target.head_lead"), help=room.say("target.lead_help")),
        "band": column.TextColumn(room.say("page.band")),
        "rank": column.NumberColumn(room.say("target.rank", among=ranked), help=room.say("target.rank_help")),
        "rank_by_value": column.NumberColumn(room.say("target.rank_by_value")),
        "as_of": column.DateColumn(room.say("page.day"), format="YYYY-MM-DD"),
        "remark": column.TextColumn(room.say("page.remark"), width="medium"),
    }


def _amounts(room: "Room", metric: Metric) -> dict[str, Any]:
    """The heads of the amounts, short, with what money is counted in; the whole name stands in the help."""
    unit = counted_in(room, metric)
    heads = {name: room.say(f"page.{name}") for name in AMOUNTS} | {"need": room.say("target.head_need")}
    return {
        name: st.column_config.NumberColumn(head + unit, help=room.say("page.need") if name == "need" else None)
        for name, head in heads.items()
    }
