"""Customers held by nobody, what people left behind, and who was lost after how long a silence."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from data.text import numbers
from metrics.handing_over import Handover, Unheld, handovers, unheld
from metrics.losses import Loss, losses
from pages.parts import address, lists
from pages.parts.looking import Look, made
from pages.parts.plain import Cell, table
from pages.parts.room import Room

NAMED = 20


def draw(look: Look) -> None:
    """Three lists: lost with the silence before, held by nobody, and handed over."""
    room = look.room
    lost = made(look, "lost", lambda of: losses(of.reader, of.pack, of.period, of.unit, **of.asked()))
    free = made(look, "unheld", lambda of: unheld(of.reader, of.pack, of.unit, of.as_of))
    left_behind = made(look, "handed", lambda of: handovers(of.reader, of.period, of.unit, of.as_of))
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_lost(room, lost))
    with right:
        st.html(_free(room, free))
        st.html(_handed(room, left_behind))


def _lost(room: Room, found: Sequence[Loss]) -> str:
    if not found:
        return lists.section(room.say("coverage.lost_none"))
    silent = sorted(each.silence for each in found if each.silence is not None)
    middle = silent[len(silent) // 2] if silent else 0
    value = numbers.amount(sum((each.value or Decimal(0) for each in found), Decimal(0)), _money(room), room.language)
    title = room.say("coverage.lost", count=len(found), value=value, days=middle)
    heads = [room.say(f"coverage.head_{name}") for name in ("customer", "tier", "manager", "day", "silence", "value")]
    rows: list[list[Cell | str]] = [
        [
            each.name or each.customer,
            each.tier or "",
            Cell(each.manager_name or each.manager or "", href=_person(each.manager)),
            numbers.short_day(each.day, room.language),
            room.say("coverage.never") if each.silence is None else str(each.silence),
            numbers.amount(each.value, _money(room), room.language),
        ]
        for each in found[:NAMED]
    ]
    return lists.section(title, table(heads, rows, title, words=3), _more(room, len(found)))


def _free(room: Room, found: Sequence[Unheld]) -> str:
    if not found:
        return lists.section(room.say("coverage.free_none"))
    title = room.say("coverage.free", count=len(found))
    heads = [room.say(f"coverage.head_{name}") for name in ("customer", "tier", "before", "until", "contacted")]
    rows: list[list[Cell | str]] = [
        [
            each.name or each.customer,
            each.tier or "",
            each.last_manager_name or each.last_manager or room.say("coverage.nobody_yet"),
            numbers.short_day(each.last_day, room.language) if each.last_day else "",
            numbers.short_day(each.last_contact, room.language) if each.last_contact else room.say("coverage.never"),
        ]
        for each in found[:NAMED]
    ]
    return lists.section(title, table(heads, rows, title, words=3), _more(room, len(found)))


def _handed(room: Room, found: Sequence[Handover]) -> str:
    if not found:
        return lists.section(room.say("coverage.handed_none"))
    blocks = []
    for each in found:
        where = room.unit_name(each.to_unit) if each.to_unit else room.say("coverage.gone")
        said = room.say(
            "coverage.handed", name=each.name or each.manager, day=numbers.day(each.last_day, room.language),
            to=where, count=len(each.left), free=each.free,
        )  # fmt: skip
        blocks.append(f'<h3 class="part">{escape(said)}</h3>{_left(room, each)}')
    return lists.section(room.say("coverage.handovers", count=len(found)), *blocks)


def _left(room: Room, handover: Handover) -> str:
    """What is to be taken over: customers nobody holds, and whatever was promised or is needed."""
    open_ones = [each for each in handover.left if each.free or each.follow_ups or each.needs]
    heads = [room.say(f"coverage.head_{name}") for name in ("customer", "held_by", "promises", "needs", "due")]
    rows: list[list[Cell | str]] = [
        [
            each.name or each.customer or "",
            Cell(room.say("coverage.nobody"), "at_risk") if each.free else each.held_by_name or each.held_by or "",
            str(len(each.follow_ups)),
            str(len(each.needs)),
            numbers.short_day(each.due, room.language) if each.due else "",
        ]
        for each in open_ones[:NAMED]
    ]
    return table(heads, rows, handover.manager, words=2) + _more(room, len(open_ones)) if rows else ""


def _more(room: Room, count: int) -> str:
    rest = count - NAMED
    return f'<p class="note">{escape(room.say("coverage.rest", count=rest))}</p>' if rest > 0 else ""


def _person(manager: str | None) -> str | None:
    return address.link("gap", manager=manager) if manager else None


def _money(room: Room) -> str:
    return room.home.settings().currency
