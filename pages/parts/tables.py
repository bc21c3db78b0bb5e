"""The table of target against actual: numbers that sort, a bar for attainment, and a row one can pick."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from pages.parts import foretelling, words
from pages.parts.colours import marked
from pages.parts.columns import AMOUNTS, at_first, counted_in, heads, scale, silent

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

    from pages.parts.room import Room

__all__ = ["counted_in", "scale", "table"]
ROW = 36


def table(room: "Room", metric: Metric, lines: Sequence[Line], key: str) -> Line | None:
    """Draws the lines; the picked one, or None."""
    people = any(line.manager for line in lines)
    ranked = next((line.ranked for line in lines if line.ranked), 0)
    scored = [set(line.score_missing) for line in lines if line.score is not None or line.score_missing]
    common = set.intersection(*scored) if scored else set()
    rows = [_row(room, metric, line, people, ranked, common) for line in lines]
    frame = pd.DataFrame(rows).drop(columns=silent(room, metric, lines, rows), errors="ignore")
    event = st.dataframe(
        _written(room, metric, frame),
        hide_index=True,
        height=min(len(frame) + 1, 16) * ROW + 3,
        row_height=ROW,
        column_order=at_first(list(frame.columns)),
        column_config=heads(room, metric, lines, people, ranked),
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
    written = {"count": numbers.count, "ratio": numbers.hundredths}.get(metric.unit, numbers.tenths)
    formats: dict[str, Callable[..., str]] = {
        **{name: numbers.tenths if name == "need" else written for name in AMOUNTS},
        **{"pace": _share, "score": _share, "lead": partial(numbers.tenths, sign=True)},
        **{"rank": numbers.count, "rank_by_value": numbers.count},
    }
    shown = {name: partial(_text, write=write, language=room.language) for name, write in formats.items()}
    return frame.style.format({name: how for name, how in shown.items() if name in frame})


def _share(value: float, language: str) -> str:
    return f"{numbers.tenths(value, language)}%"


def _text(value: float, write: Callable[..., str], language: str) -> str:
    return numbers.UNKNOWN if pd.isna(value) else write(value, language)


def _row(
    room: "Room", metric: Metric, line: Line, people: bool, ranked: int, common: Collection[str]
) -> dict[str, Any]:
    row: dict[str, Any] = {"name": words.who(room, line)}
    if people:
        row["unit"] = room.unit_name(line.unit or "*")
    return row | {
        "actual": _scaled(line.actual, room, metric),
        "target_amount": _scaled(line.target, room, metric),
        "attainment": _percent(line.attainment),
        "pace": _percent(line.pace),
        "lead": _percent(line.lead),
        "expected": _scaled(line.expected, room, metric),
        "gap": _scaled(line.gap, room, metric),
        "need": _scaled(line.need_per_day, room, metric),
        "last_balance": _scaled(line.last_balance, room, metric),
        "needed_balance": _scaled(line.needed_balance, room, metric),
        "projection": _scaled(line.projection, room, metric),
        "forecast": _scaled(line.forecast, room, metric),
        "range": foretelling.span(room, metric, line),
        "band": marked(line.band, room.say(f"band.{line.band}")) if line.band else "",
        "score": _percent(line.score),
        "rank": line.rank,
        "rank_by_value": line.rank_by_value,
        "remark": words.remark(room, line, ranked, common),
        "as_of": line.as_of,
    }


def _percent(share: Decimal | None) -> float | None:
    return None if share is None else float(share) * 100


def _scaled(value: Decimal | None, room: "Room", metric: Metric) -> float | None:
    return None if value is None else float(value / scale(room, metric))
