"""Headline cards: a metric's value with its band and target, what is due or needed, and its last days drawn small."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from pages.parts import address, words
from pages.parts.colours import band, marked
from pages.parts.part_targets import few_targets, part_targets

if TYPE_CHECKING:
    from pages.parts.room import Room

GO = ":material/arrow_forward:"


def card(room: "Room", metric: Metric, line: Line, days: Sequence[Line], since: date | None = None) -> None:
    """One metric of one unit or person; `days` are its lines of days, `since` the first of what counts as last day."""
    spark = daily(days) if adds(metric) else stood(days)
    st.metric(
        _label(room, metric, line),
        numbers.amount(line.actual, metric.unit, room.language),
        _delta(room, line),
        delta_color=band(line.band).theme,
        delta_arrow="off",
        delta_description=_beside(room, metric, line, moved(days, since) if metric.kind == "balance_end" else None),
        help=_help(room, metric, line),
        border=True,
        height="stretch",
        chart_data=spark if any(spark) else None,
        chart_type="bar" if adds(metric) else "line",
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
    return marked(line.band, room.say(f"band.{line.band}"))


def _beside(room: "Room", metric: Metric, line: Line, change: Decimal | None) -> str | None:
    """What stands beside the band: how much is done, and the pace, the balance it takes or the last day's change."""
    parts = []
    if line.attainment is not None and line.attainment >= 0 and (line.pace or not adds(metric)):
        code = "page.card_share_due" if metric.paced else "page.card_share"
        parts.append(room.say(code, share=numbers.percent(line.attainment, room.language)))
        if adds(metric) or (metric.kind == "growth" and not metric.mean):
            parts.append(room.say("page.card_pace", pace=numbers.percent(line.pace, room.language)))
    if metric.mean and line.needed_balance is not None:
        held = line.last_balance is not None and line.last_balance >= line.needed_balance
        needed = numbers.amount(line.needed_balance, metric.unit, room.language)
        parts.append(room.say("page.card_held" if held else "page.card_needed", needed=needed))
    if change:
        amount = numbers.amount(abs(change), metric.unit, room.language)
        parts.append(room.say("page.card_moved", change=("+" if change > 0 else numbers.MINUS) + amount))
    return _between(parts) if parts else None


def _help(room: "Room", metric: Metric, line: Line) -> str:
    texts = [words.definition(room, metric, line)]
    for name, value in (("page.actual", line.actual), ("page.target_amount", line.target)):
        if value is not None:
            texts.append(f"{room.say(name)} {numbers.full(value, metric.unit, room.language)}")
    if line.lead is not None and not metric.mean:
        texts.append(f"{room.say('page.lead')} {numbers.points(line.lead, room.language)}")
    return "  \n".join([*texts, *words.reasons(room, line)])


def adds(metric: Metric) -> bool:
    """Whether each day brings a part of it."""
    return metric.kind in ("flow", "distinct")


def stood(days: Sequence[Line]) -> list[float]:
    """Where it stood on each day shown; one day alone is no line."""
    found = [float(line.actual) for line in days if line.actual is not None]
    return found if len(found) > 1 else []


def moved(days: Sequence[Line], since: date | None) -> Decimal | None:
    """What a balance changed over the last day: against the day before `since`, where both are known."""
    by_day = {line.day: line.actual for line in days}
    before = max((day for day in by_day if day and since and day < since), default=None)
    last = max((day for day in by_day if day), default=None)
    one, other = by_day.get(before), by_day.get(last)
    adjacent = before is not None and since is not None and (since - before).days == 1
    return other - one if adjacent and one is not None and other is not None else None


def daily(days: Sequence[Line]) -> list[float]:
    """What each day brought, from running totals; unknown days are left out."""
    totals = [0.0, *(float(line.actual) for line in days if line.actual is not None)]
    brought = [after - before for before, after in pairwise(totals)]
    # a bar's width of nothing, else the card's edge cuts the last bar in half
    return [*brought, 0.0] if brought else []


def no_target(room: "Room", line: Line, sentence: str) -> None:
    """Says that there is no target, or what the missing ones are good for, and where to set or import them."""
    st.info(room.say("page.import_missing") if part_targets(room, line) or few_targets(line) else sentence)
    if room.viewer.role in ("head", "data_officer"):
        with st.container(horizontal=True):
            for page, label in (("targets", "page.to_targets"), ("data", "page.to_import")):
                st.page_link(f"pages/{page}.py", label=room.say(label), icon=GO, query_params=address.here())
