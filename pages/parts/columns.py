"""The columns of the table of target against actual: which there are for a kind of number, and how each is headed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric

if TYPE_CHECKING:
    from pages.parts.room import Room

AMOUNTS = (
    *("actual", "target_amount", "expected", "gap", "need", "last_balance", "needed_balance"),
    *("projection", "forecast"),
)
# what says nothing of a kind: a ratio has no pace, an average no need per day, an end balance is its own projection
SILENT: dict[str, tuple[str, ...]] = {
    "flow": ("expected", "last_balance", "needed_balance"),
    "distinct": ("expected", "last_balance", "needed_balance"),
    "balance_end": ("pace", "lead", "need", "last_balance", "needed_balance", "projection"),
    "balance_average": ("pace", "lead", "need", "expected"),
    "growth": ("need", "expected"),
    "ratio": ("pace", "lead", "need", "expected", "last_balance", "needed_balance", "projection"),
    "plan": ("expected", "last_balance", "needed_balance"),
}
# the balance held to the end rules what to do about a growth of an average: its distance from the path is no lead
SILENT_OF_GROWN_MEAN = ("pace", "lead", "need")
# what a row can do without, the first to go first, where all of it would be wider than a screen
LATER = ("rank_by_value", "range", "pace", "expected", "score", "projection", "gap")
MOST = 12
# shown though nothing is in them
ALWAYS = ("name", "actual")


def silent(room: "Room", metric: Metric, lines: Sequence[Line], rows: Sequence[dict[str, Any]]) -> list[str]:
    """Columns that say nothing: of this kind of number, in any row, or what the page says for all of them."""
    one_unit = {line.unit for line in lines} <= {room.unit}
    one_day = len({line.as_of for line in lines} - {None}) < 2
    untargeted = all(line.attainment is None and line.target_state != "best" for line in lines)
    one_pace = len({line.pace for line in lines}) == 1
    over = not any(line.days_left for line in lines)
    idle = {"unit": one_unit, "as_of": one_day, "rank": untargeted, "pace": one_pace, "projection": over}
    empty = [name for name in rows[0] if name not in ALWAYS and not any(_holds(row[name]) for row in rows)]
    said = [name for name, drop in idle.items() if drop and name in rows[0]]
    of_kind = SILENT_OF_GROWN_MEAN if metric.kind == "growth" and metric.mean else SILENT[metric.kind]
    return list(dict.fromkeys([*of_kind, *empty, *said]))


def at_first(names: Sequence[str]) -> list[str]:
    """As many columns as a screen holds; the others are in the table's own chooser of columns."""
    # what is foretold stands in for where the pace so far leads
    later = [name for name in LATER if name in names and (name != "projection" or "forecast" in names)]
    drop = later[: max(len(names) - MOST, 0)]
    return [name for name in names if name not in drop]


def _holds(value: object) -> bool:
    return value is not None and value != ""


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


def heads(room: "Room", metric: Metric, lines: Sequence[Line], people: bool, ranked: int) -> dict[str, Any]:
    """How each column is headed and drawn."""
    longest = max([120.0, *(float(line.attainment) * 100 for line in lines if line.attainment is not None)])
    column = st.column_config
    return _amounts(room, metric, lines) | {
        "name": column.TextColumn(room.say("target.by_manager" if people else "target.by_unit"), pinned=True),
        "unit": column.TextColumn(room.say("page.unit")),
        "attainment": column.ProgressColumn(
            room.say("page.attainment"), format="%.1f%%", min_value=0, max_value=min(longest, 200)
        ),
        "pace": column.NumberColumn(room.say("page.pace")),
        "lead": column.NumberColumn(room.say("target.head_lead"), help=room.say("target.lead_help")),
        "range": column.TextColumn(room.say("page.range")),
        "band": column.TextColumn(room.say("page.band")),
        "score": column.NumberColumn(room.say("page.score"), help=room.say("target.score_help")),
        "rank": column.NumberColumn(room.say("target.rank", among=ranked), help=room.say("target.rank_help")),
        "rank_by_value": column.NumberColumn(room.say("target.rank_by_value")),
        "as_of": column.DateColumn(room.say("page.day"), format="YYYY-MM-DD"),
        "remark": column.TextColumn(room.say("page.remark"), width="medium"),
    }


def _amounts(room: "Room", metric: Metric, lines: Sequence[Line]) -> dict[str, Any]:
    """The heads of the amounts, short, with what money is counted in; the whole name stands in the help."""
    unit = counted_in(room, metric)
    named = {name: room.say(f"page.{name}") for name in AMOUNTS} | {
        "need": room.say("target.head_need"),
        "gap": room.say("page.gap_amount"),
    }
    if metric.mean:
        named["projection"] = room.say("page.projection_held")
    methods = dict.fromkeys(line.forecast_method for line in lines if line.forecast_method)
    said = room.say("page.comma").join(room.say(f"page.forecast_{method}") for method in methods)
    helps = {
        "need": room.say("page.need"),
        "needed_balance": room.say("target.needed_help" if metric.mean else "target.needed_end_help"),
        "forecast": room.say("target.forecast_help", method=said),
    }
    units = {"gap": room.say("target.in_points") if metric.unit == "share" else unit}
    return {
        name: st.column_config.NumberColumn(head + units.get(name, unit), help=helps.get(name))
        for name, head in named.items()
    }
