"""A rule of last place tried before it is switched on: on the past, and with another bottom or line."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.last_evidence import NAMED
from metrics.last_try import Past, Tried, supposed, tried
from metrics.pack import Pack
from metrics.periods import Period
from pages.parts import lists, watch_words
from pages.parts.looking import Look, made
from pages.parts.plain import Cell, table

if TYPE_CHECKING:
    from pages.parts.room import Room


def draw(look: Look, rule: str, span: Period, found: Tried) -> None:
    """Folded: whom the rule would have named over the last periods, and who would be named by another one."""
    room = look.room
    with st.expander(room.say("last.tried"), icon=":material/history:", key=f"last_tried_{rule}"):
        _past(room, found.past)
    with st.expander(room.say("last.whatif"), icon=":material/science:", key=f"last_whatif_{rule}"):
        _whatif(look, rule, span, found)


def made_of(look: Look, pack: Pack, rule: str, span: Period) -> Tried:
    """The rule of the pack tried on the unit and period looked at, and on the past; cached until a mart changes."""
    room = look.room
    days = {"workdays": look.workdays, "as_of": look.as_of, "today": look.reader.today}

    def make(of: Look) -> Tried:
        return tried(room.home, room.viewer, pack, rule, span, of.unit, **days)  # type: ignore[arg-type]

    return made(look, "last_tried", make, span, rule, repr(pack.last_place))


def _past(room: "Room", found: Sequence[Past]) -> None:
    if not any(each.people for each in found):
        st.html(f'<p class="note">{escape(room.say("last.tried_none"))}</p>')
        return
    title = _finding(room, found)
    heads = [room.say(f"last.{name}") for name in ("period", "would_name", "people", "named_above", "beside_above")]
    note = f'<p class="note">{escape(room.say("last.tried_said"))}</p>'
    st.html(lists.section(title, note, table(heads, [_row(room, each) for each in found], title, words=2)))


def _finding(room: "Room", found: Sequence[Past]) -> str:
    names = ("named_after", "named_above", "beside_after", "beside_above")
    sums = {name: sum(getattr(each, name) for each in found) for name in names}
    named = sum(len(each.named) for each in found)
    return room.say("last.tried_finding", periods=len(found), named=named, **sums)


def _row(room: "Room", each: Past) -> list[Cell | str]:
    span = room.pack.period(each.period)
    comma = room.say("page.comma")
    named = comma.join(
        room.say("last.who_state", name=who.name or who.manager, state=room.say(f"last.state_{who.state}"))
        for who in each.named
    )
    return [
        span.title(room.language) if span else each.period,
        named or numbers.UNKNOWN,
        str(each.people),
        f"{each.named_above} / {each.named_after}",
        f"{each.beside_above} / {each.beside_after}",
    ]


def _whatif(look: Look, rule: str, span: Period, now: Tried) -> None:
    room, own = look.room, look.room.pack.last_place[rule]
    st.caption(room.say("last.whatif_help"))
    with st.form(f"last_form_{rule}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        most, held = own.peers - 1, own.bottom or 2
        bottom = st.number_input(room.say("last.whatif_bottom"), 1, most, min(held, most), width=160)
        share = float(own.line * 100)
        line = st.number_input(
            room.say("last.whatif_line"), min(0.1, share), max(200.0, share), share, 1.0, format="%.4g", width=160
        )
        asked = st.form_submit_button(room.say("last.whatif_ask"), type="primary")
    if not asked:
        return
    changed = supposed(room.pack, rule, bottom=int(bottom), bottom_share=None, line=Decimal(repr(line)) / 100)
    then = made_of(look, changed, rule, span)
    st.html(lists.section(room.say("last.whatif_now", who=_who(room, now))))
    st.html(lists.section(room.say("last.whatif_then", who=_who(room, then))))
    _past(room, then.past)


def _who(room: "Room", found: Tried) -> str:
    named = [each for each in found.standings if each.state in NAMED]
    said = [f"{each.name or each.manager} {watch_words.state(room, each)}" for each in named]
    return room.say("page.comma").join(said) or room.say("last.nobody")
