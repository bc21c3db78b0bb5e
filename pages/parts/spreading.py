"""Spreading a long period's targets over its months: evenly, by workdays or by last year's shape, shown, then saved."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from metrics import workdays
from metrics.periods import Period
from metrics.setting import adds_up, last_year, month_weights, months_of, parted
from pages.parts import lists, saving, tables
from pages.parts.drafting import Draft, owner

SHAPES = ("even", "workdays", "last_year")
ROW, ROWS = 36, 18


def draw(draft: Draft, as_of: date) -> None:
    """The ways to spread, then the months of everybody in the grid with the button that stores them."""
    room, months = draft.room, months_of(draft.desk.period)
    if not months:
        return
    if not adds_up(draft.desk.metric):
        st.caption(room.say("targets.spread_not"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f"<strong>{room.say('targets.spread', count=len(months))}</strong>", width="content")
        for shape in SHAPES:
            if st.button(room.say(f"targets.spread_{shape}"), key=f"spread_{shape}"):
                st.session_state["spread"] = (draft.key, _weights(draft, months, shape, as_of))
    key, weights = st.session_state.get("spread", ("", []))
    if key != draft.key:
        return
    if not weights:
        st.warning(room.say("targets.spread_no_year"))
        return
    calendar = workdays.load(room.home, every_day=room.pack.pace == "calendar")
    if years := calendar.fallback(months[0].first_day, months[-1].until):
        st.caption(room.say("morning.fallback", years=room.say("page.comma").join(str(year) for year in years)))
    _table(draft, months, weights)


def _weights(draft: Draft, months: Sequence[Period], shape: str, as_of: date) -> list[Decimal]:
    room = draft.room
    calendar = workdays.load(room.home, every_day=room.pack.pace == "calendar")
    if shape != "last_year":
        return month_weights(months, calendar, shape)
    found = last_year(room.marts, room.pack, draft.desk.metric, months, room.unit, calendar, as_of)
    return found if sum(found) else []


def _table(draft: Draft, months: Sequence[Period], weights: list[Decimal]) -> None:
    room, amounts, step = draft.room, draft.amounts, draft.desk.metric.step
    spread = [(seat, parted(whole, weights, max(step, Decimal(1))))
              for seat in draft.rows if (whole := amounts[owner(seat)]) is not None]  # fmt: skip
    if not spread:
        st.caption(room.say("targets.spread_empty"))
        return
    scale, unit = tables.scale(room, draft.desk.metric), tables.counted_in(room, draft.desk.metric)
    heads = [month.title(room.language) + unit for month in months]
    rows = [_row(draft, seat, heads, each, scale) for seat, each in spread]
    st.html(lists.section(room.say("targets.spread_table")))
    st.dataframe(pd.DataFrame(rows), hide_index=True, row_height=ROW, height=min(len(rows) + 1, ROWS) * ROW + 3,
                 column_config={head: st.column_config.NumberColumn(format="localized") for head in heads})  # fmt: skip
    if st.button(
        room.say("targets.spread_save", count=len(rows) * len(months)), type="primary", disabled=bool(draft.unread)
    ):
        saving.save(draft, [saving.row(draft, owner(seat), month.code, amount)
                            for seat, each in spread for month, amount in zip(months, each, strict=True)])  # fmt: skip


def _row(draft: Draft, seat: Any, heads: list[str], amounts: list[Decimal], scale: Decimal) -> dict[str, Any]:
    room = draft.room
    name = room.unit_name(seat.owner) if seat.kind == "unit" else seat.name or seat.owner
    shown = {head: float(amount / scale) for head, amount in zip(heads, amounts, strict=True)}
    return {room.say("targets.head_name"): name} | shown | {room.say("targets.head_sum"): float(sum(amounts) / scale)}
