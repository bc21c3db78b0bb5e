"""Headline cards: a metric's value with its band, pace and target, and its last days as small bars."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from pages.parts import address, words
from pages.parts.colours import band
from pages.parts.part_targets import part_targets

if TYPE_CHECKING:
    from pages.parts.room import Room

GO = ":material/arrow_forward:"


def card(room: "Room", metric: Metric, line: Line, days: Sequence[Line]) -> None:
    """One metric of one unit or person; `days` are its running totals, a day each."""
    brought = daily(days)
    st.metric(
        _label(room, metric, line),
        numbers.amount(line.actual, metric.unit, room.language),
        _delta(room, line),
        delta_color=band(line.band).theme,
        delta_arrow="off",
        delta_description=_beside(room, line),
        help=_help(room, metric, line),
        border=True,
        height="stretch",
        chart_data=brought if any(brought) else None,
        chart_type="bar",
    )


def _label(room: "Room", metric: Metric, line: Line) -> str:
    parts = [metric.name(room.language)]
    if line.target is not None:
        target = numbers.amount(line.target, metric.unit, room.language)
        parts.append(f"{room.say('page.target_amount')} {target}")
    return _between([*parts, *_own_day(room, line)])


def _between(parts: Sequence[str]) -> str:
    """Parts that stay whole where the line breaks."""
    return " · ".join(part.replace(" ", words.NO_BREAK) for part in parts)


def _own_day(room: "Room", line: Line) -> list[str]:
    """The metric's own data day where its source ends before the page's."""
    if line.as_of is None or line.as_of == room.as_of:
        return []
    return [room.say("page.to_day", day=numbers.day(line.as_of, room.language))]


def _delta(room: "Room", line: Line) -> str:
    if line.band is None:
        return words.state(room, line)
    return f"{band(line.band).sign} {room.say(f'band.{line.band}')}"


def _beside(room: "Room", line: Line) -> str | None:
    if line.attainment is None or not line.pace:
        return None
    share, pace = (numbers.percent(value, room.language) for value in (line.attainment, line.pace))
    return _between([room.say("page.card_share", share=share), room.say("page.card_pace", pace=pace)])


def _help(room: "Room", metric: Metric, line: Line) -> str:
    texts = [words.definition(room, metric, line)]
    for name, value in (("page.actual", line.actual), ("page.target_amount", line.target)):
        if value is not None:
            texts.append(f"{room.say(name)} {numbers.full(value, metric.unit, room.language)}")
    if line.lead is not None:
        texts.append(f"{room.say('page.lead')} {numbers.points(line.lead, room.language)}")
    return "  \n".join([*texts, *words.reasons(room, line)])


def daily(days: Sequence[Line]) -> list[float]:
    """What each day brought, from running totals; unknown days are left out."""
    totals = [0.0, *(float(line.actual) for line in days if line.actual is not None)]
    brought = [after - before for before, after in pairwise(totals)]
    # a bar's width of nothing, else the card's edge cuts the last bar in half
    return [*brought, 0.0] if brought else []


def no_target(room: "Room", line: Line, sentence: str) -> None:
    """Says that there is no target, or what the missing ones are good for, and where to set or import them."""
    st.info(room.say("page.import_missing") if part_targets(room, line) else sentence)
    if room.viewer.role in ("head", "data_officer"):
        with st.container(horizontal=True):
            for page, label in (("targets", "page.to_targets"), ("data", "page.to_import")):
                st.page_link(f"pages/{page}.py", label=room.say(label), icon=GO, query_params=address.here())
