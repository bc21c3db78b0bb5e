"""A draft of targets: kept with the visit until saved, proposed from the usual or handed down from the unit's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from data import typed
from data.typed import Typed
from metrics.seats import Seat, people_sum
from metrics.setting import cascaded, proposed
from pages.parts import tables
from pages.parts.desk import Desk

if TYPE_CHECKING:
    from pages.parts.room import Room

Owner = tuple[str, str]
Amounts = dict[Owner, Decimal | None]
CASCADE = "cascade"
LEAST, USUAL_PERCENT, MOST = 50, 120, 300


@dataclass(frozen=True)
class Draft:
    """What is being drafted for one desk, `by` unit or manager; amounts by kind and owner."""

    room: "Room"
    desk: Desk
    by: str

    @property
    def key(self) -> str:
        desk = self.desk
        return f"{self.room.viewer.name} {self.room.unit} {desk.period.code} {desk.metric.id} {desk.level} {self.by}"

    @property
    def rows(self) -> tuple[Seat, ...]:
        """Those in the grid: the unit itself and what is below it."""
        return (self.desk.own, *(self.desk.children if self.by == "unit" else self.desk.people))

    @property
    def factor(self) -> Decimal:
        return Decimal(str(st.session_state.get("stretch_percent", USUAL_PERCENT))) / 100

    @property
    def kept(self) -> Amounts:
        """Every amount on the desk as the grid starts with it: drafted before, else in force."""
        kept: Amounts = st.session_state.get("draft", {}).get(self.key, {})
        return self.in_force | kept

    @property
    def in_force(self) -> Amounts:
        return {owner(seat): seat.now for seat in self.desk.seats}

    @property
    def texts(self) -> dict[Owner, str]:
        """Texts the grid starts with because they could not be read."""
        texts: dict[Owner, str] = st.session_state.get("draft_texts", {}).get(self.key, {})
        return texts

    @property
    def typed(self) -> dict[Owner, Typed]:
        """What has been typed or pasted into the grid, as it is read."""
        edited = st.session_state.get(self.grid, {}).get("edited_rows", {})
        cells = {owner(self.rows[int(row)]): str(cells["new"] or "") for row, cells in edited.items() if "new" in cells}
        texts, metric = self.texts | cells, self.desk.metric
        scale, share = tables.scale(self.room, metric), metric.unit == "share"
        read = typed.amounts(self.room.home, tuple(texts.values()), scale, metric.unit, share)
        return dict(zip(texts, read, strict=True))

    @property
    def unread(self) -> dict[Owner, Typed]:
        """What was typed and could not be read, so that it changes nothing."""
        return {whose: cell for whose, cell in self.typed.items() if cell.code}

    @property
    def amounts(self) -> Amounts:
        """Every amount on the desk, with what has been typed into the grid and could be read."""
        return self.kept | {whose: cell.amount for whose, cell in self.typed.items() if not cell.code}

    def people_sum(self, seat: Seat, amounts: Amounts) -> Decimal | None:
        """What the people of a unit come to, prorated; None where that is no sum, or nobody there has a target."""
        if seat.kind == "manager" or self.desk.metric.kind in ("ratio", "distinct"):
            return None
        held = {whose: amount for (kind, whose), amount in amounts.items() if kind == "manager"}
        return people_sum(self.desk.people, held, None if seat is self.desk.own else seat.owner)

    @property
    def changed(self) -> Amounts:
        """Amounts that differ from what is in force; an emptied cell changes nothing."""
        now = self.in_force
        return {whose: amount for whose, amount in self.amounts.items() if amount is not None and amount != now[whose]}

    @property
    def grid(self) -> str:
        """The grid's key; another one when it has to start from other amounts."""
        return f"grid {self.key} {st.session_state.get('grid_version', 0)}"

    def put(self, amounts: Mapping[Owner, Decimal | None]) -> None:
        """Takes amounts into the draft, beside what was typed; the grid starts anew from them."""
        now = self.in_force
        drafted = {whose: amount for whose, amount in {**self.amounts, **amounts}.items() if amount != now[whose]}
        unread = {whose: cell.text for whose, cell in self.unread.items() if whose not in amounts}
        st.session_state.setdefault("draft", {})[self.key] = drafted
        st.session_state.setdefault("draft_texts", {})[self.key] = unread
        self._anew()

    def clear(self) -> None:
        """Drops the draft, as after it was saved."""
        for kept in ("draft", "draft_texts"):
            st.session_state.get(kept, {}).pop(self.key, None)
        self._anew()

    def _anew(self) -> None:
        st.session_state["grid_version"] = st.session_state.get("grid_version", 0) + 1


def owner(seat: Seat) -> Owner:
    return seat.kind, seat.owner


def tools(draft: Draft) -> None:
    """The stretch in percent, and what fills the column of new targets."""
    room = draft.room
    below = draft.rows[1:]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            room.say("targets.stretch"), LEAST, MOST, USUAL_PERCENT, step=5, key="stretch_percent", width=150,
            help=room.say("targets.stretch_help"), on_change=draft.put, args=({},),
        )  # fmt: skip
        none = all(seat.usual is None for seat in draft.rows)
        st.button(room.say("targets.propose"), on_click=_propose, args=(draft,), disabled=none)
        with st.popover(room.say("targets.cascade"), disabled=not below, key=CASCADE, on_change="rerun"):
            own = draft.amounts[owner(draft.desk.own)]
            st.caption(room.say("targets.cascade_help" if own is not None else "targets.cascade_none"))
            for way in ("usual", "equal"):
                st.button(
                    room.say(f"targets.cascade_{way}"), on_click=_cascade, args=(draft, below, way == "equal"),
                    disabled=own is None,
                )  # fmt: skip


def _propose(draft: Draft) -> None:
    found = {owner(seat): proposed(draft.desk.metric, seat.usual, draft.factor) for seat in draft.rows}
    draft.put({whose: amount for whose, amount in found.items() if amount is not None})


def _cascade(draft: Draft, below: Sequence[Seat], equal: bool) -> None:
    own = draft.amounts[owner(draft.desk.own)]
    if own is not None:
        whole = (own * draft.factor).quantize(Decimal("0.01"))
        amounts = cascaded(whole, [seat.usual for seat in below], _step(draft, whole), equal)
        draft.put({owner(seat): amount for seat, amount in zip(below, amounts, strict=True)})
    st.session_state[CASCADE] = False


def _step(draft: Draft, whole: Decimal) -> Decimal:
    """Whole hundreds of large amounts, the metric's own step of small ones."""
    return max(draft.desk.metric.step, Decimal(100)) if abs(whole) >= 1_000_000 else draft.desk.metric.step
