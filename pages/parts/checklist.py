"""The four checks on a draft as a short list, each with sign, word and number, and what doesn't add up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics import checks
from metrics.checks import Check
from metrics.seats import Seat
from pages.parts import lists
from pages.parts.drafting import Draft, owner

if TYPE_CHECKING:
    from pages.parts.room import Room

SIGNS = {"passed": ("●", "on_track"), "failed": ("！", "at_risk")}
NAMED = 6


def four(draft: Draft, as_of: date) -> list[tuple[Check, str]]:
    """The checks of what stands in the draft, each with whom it is about where people are shown apart."""
    desk, factor = draft.desk, draft.room.pack.setting.at_least
    amounts = draft.amounts
    own, metric = amounts[owner(desk.own)], desk.metric
    found = [(checks.long_term(metric, long.with_draft(desk.period, own), factor), "") for long in desk.longs]
    found = found or [(Check("long_term", "not_applicable", why="no_long_term"), "")]
    drafted = {seat.owner: amounts[owner(seat)] for seat in desk.people}
    old, new = ([seat for seat in desk.people if seat.new is which] for which in (False, True))
    for group, tenure in ((old, "old"), (new, "new")) if new else ((old, ""),):
        found.append((checks.against_usual(metric, group, drafted, factor), tenure))
    among = sum(amount is not None for amount in drafted.values())
    found.append((checks.people_over_unit(metric, among, draft.people_sum(desk.own, amounts), own), ""))
    begun = desk.period.first_day <= as_of
    return [*found, (checks.concealed(desk.tasks, desk.revealed is not None, begun), "")]


def failed(found: Sequence[tuple[Check, str]]) -> int:
    """How many lines of the list fail."""
    return sum(check.state == "failed" for check, _ in found)


def draw(draft: Draft, as_of: date) -> None:
    """The list with its finding as the title, then the sums that differ."""
    room, found = draft.room, four(draft, as_of)
    states = [check.state for check, _ in found]
    code = "failed" if "failed" in states else "open" if "not_yet" in states else "passed"
    title = room.say(f"targets.checks_{code}", count=failed(found))
    body = "".join(_item(draft, check, tenure) for check, tenure in found)
    st.html(lists.section(title, f'<ul class="checks">{body}</ul>'))
    differ = _differences(draft)
    if differ:
        st.html(lists.section(room.say("targets.sums"), lists.listed(differ)))


def _item(draft: Draft, check: Check, tenure: str) -> str:
    room = draft.room
    sign, tone = SIGNS.get(check.state, ("–", "quiet"))
    who = room.say(f"targets.tenure_{tenure}") + room.say("targets.colon") if tenure else ""
    word = f'<span class="{tone}">{sign} {escape(room.say(f"targets.check_{check.state}"))}</span>'
    said = f"{room.say(f'targets.check_{check.code}')}{room.say('targets.colon')}{who}{_numbers(draft, check)}"
    return f"<li>{word}<span>{escape(said)}</span></li>"


def _numbers(draft: Draft, check: Check) -> str:
    room, metric = draft.room, draft.desk.metric

    def amount(value: Decimal | None) -> str:
        return numbers.amount(value, metric.unit, room.language)

    if check.why:
        return _why(draft, check)
    if check.code in ("long_term", "people"):
        long = room.pack.period(check.period)
        share = numbers.percent(check.share, room.language) if check.share is not None else numbers.UNKNOWN
        growth = "_growth" if check.code == "long_term" and metric.target_class == "last" else ""
        values = {"have": amount(check.have), "base": amount(check.base), "share": share, "need": amount(check.need)}
        title = long.title(room.language) if long else ""
        said = room.say(f"targets.said_{check.code}{growth}", period=title, **values)
        return said + (_prorated(draft) if check.code == "people" else "")
    if check.code == "concealed":
        return room.say("targets.said_concealed", count=check.among)
    people = {"among": check.among, "count": len(check.owners), "without": len(check.without)}
    text = room.say("targets.said_usual" if not check.without else "targets.said_usual_without", **people)
    return text + (room.say("targets.said_short", names=_names(draft, check.owners)) if check.owners else "")


def _why(draft: Draft, check: Check) -> str:
    room = draft.room
    lacking = [room.pack.period(code) for code in check.missing]
    titles = room.say("page.comma").join(each.title(room.language) for each in lacking if each)
    long = room.pack.period(check.period) if check.period else None
    return room.say(f"targets.why_{check.why}", missing=titles, period=long.title(room.language) if long else "")


def _prorated(draft: Draft) -> str:
    """Whose targets count in part, with their own workdays of how many."""
    amounts = draft.amounts
    part = [
        f"{seat.name or seat.owner} {seat.worked()}/{seat.days}"
        for seat in draft.desk.people
        if amounts[owner(seat)] is not None and seat.worked() < seat.days
    ]
    return draft.room.say("targets.said_prorated", names=_listed(draft.room, part)) if part else ""


def _names(draft: Draft, owners: tuple[str, ...]) -> str:
    seats = {seat.owner: seat for seat in draft.desk.people}
    return _listed(draft.room, [_with_share(draft, seats[whose]) for whose in owners])


def _listed(room: "Room", names: Sequence[str]) -> str:
    more = room.say("targets.and_more", count=len(names) - NAMED) if len(names) > NAMED else ""
    return room.say("page.comma").join(names[:NAMED]) + more


def _with_share(draft: Draft, seat: Seat) -> str:
    amount = draft.amounts[owner(seat)]
    name = seat.name or seat.owner
    if amount is None or not seat.usual or seat.usual < 0:
        return name
    return f"{name} {numbers.percent(amount / seat.usual, draft.room.language)}"


def _differences(draft: Draft) -> list[lists.Item]:
    """Each unit with a target whose people, or whose units below, don't sum to it."""
    room, amounts, metric = draft.room, draft.amounts, draft.desk.metric
    if metric.kind in ("ratio", "distinct"):
        return []
    sums = [(seat, draft.people_sum(seat, amounts), "people") for seat in (draft.desk.own, *draft.desk.children)]
    below = [amounts[owner(seat)] for seat in draft.desk.children]
    known = [each for each in below if each is not None]
    if known:
        sums.insert(1, (draft.desk.own, sum(known, Decimal(0)), "units"))
    found = []
    for seat, whole, whose in sums:
        own = amounts[owner(seat)]
        if own is not None and whole is not None and own != whole:
            found.append(_difference(room, draft, seat, whole - own, whose))
    return found


def _difference(room: "Room", draft: Draft, seat: Seat, gap: Decimal, whose: str) -> lists.Item:
    text = numbers.amount(abs(gap), draft.desk.metric.unit, room.language)
    what = room.say(f"targets.sum_{whose}", unit=room.unit_name(seat.owner))
    return lists.Item(what, room.say("targets.sum_over" if gap > 0 else "targets.sum_under", gap=text))
