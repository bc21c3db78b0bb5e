"""The breadth of what is sold: product by person or unit, what nobody sold first, in a fold of the target page."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.home import Home
from data.reader import Reader
from data.text import numbers
from metrics import workdays
from metrics.breadth import Owner, Row, breadth, measure
from metrics.pack import Metric, Pack
from metrics.periods import Period
from pages.parts import lists, tables

if TYPE_CHECKING:
    from pages.parts.room import Room

ROW, ROWS, NAMED = 36, 20, 5
FIXED = ("product", "category", "sellers", "amount")


def draw(room: "Room", as_of: date, period: Period, by: str) -> None:
    """The finding and the matrix; nothing for a pack that counts no sales."""
    metric = measure(room.pack)
    if metric is None:
        return
    key = (room.home.path, room.viewer.name, room.pack.id, room.stamp(), room.unit, as_of, period, by == "manager")
    with st.expander(room.say("target.breadth", period=period.title(room.language)), icon=":material/grid_on:"):
        owners, rows = _breadth(key, room.home, room.marts, room.pack, metric)
        if not rows or not any(owner.known for owner in owners):
            st.caption(room.say("target.breadth_none"))
            return
        finding = _finding(room, rows)
        st.html(lists.section(finding))
        _table(room, metric, owners, rows, finding)


@st.cache_resource(show_spinner=False, max_entries=100)
def _breadth(
    key: tuple[object, ...], _home: Home, _reader: Reader, _pack: Pack, _metric: Metric
) -> tuple[list[Owner], list[Row]]:
    *_, unit, as_of, period, people = key
    assert isinstance(unit, str) and isinstance(as_of, date) and isinstance(period, Period)
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    return breadth(
        _reader, _pack, _metric, period, unit, workdays=calendar, as_of=as_of, people=bool(people)
    )  # fmt: skip


def _finding(room: "Room", rows: Sequence[Row]) -> str:
    unsold = [row.name for row in rows if row.amount <= 0 and not row.sellers]
    if not unsold:
        return room.say("target.breadth_all", among=len(rows))
    names = room.say("page.comma").join(unsold[:NAMED]) + (room.say("target.breadth_more") if unsold[NAMED:] else "")
    return room.say("target.breadth_unsold", count=len(unsold), among=len(rows), names=names)


def _table(room: "Room", metric: Metric, owners: Sequence[Owner], rows: Sequence[Row], finding: str) -> None:
    scale, unit = tables.scale(room, metric), tables.counted_in(room, metric)

    def cells(row: Row) -> dict[str, Any]:
        sold = {o.owner: float(row.sold.get(o.owner, 0) / scale) if o.known else None for o in owners}
        said = (row.name, row.category or "", row.sellers, float(row.amount / scale))
        return dict(zip(FIXED, said, strict=True)) | {f"of {owner}": value for owner, value in sold.items()}

    column = st.column_config
    heads = {name: room.say(f"target.breadth_{name}", among=len(owners)) for name in FIXED}
    st.dataframe(
        pd.DataFrame([cells(row) for row in rows]),
        hide_index=True,
        row_height=ROW,
        height=min(len(rows) + 1, ROWS) * ROW + 3,
        placeholder=numbers.UNKNOWN,
        column_config={
            "product": column.TextColumn(heads["product"], pinned=True, width=150),
            "category": column.TextColumn(heads["category"], width="small"),
            "sellers": column.NumberColumn(heads["sellers"]),
            "amount": column.NumberColumn(heads["amount"] + unit, format="localized"),
            **{f"of {o.owner}": column.NumberColumn(o.name, format="localized", width="small") for o in owners},
        },
        alt=finding,
    )
