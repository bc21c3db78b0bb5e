"""The steps of the meeting about numbers: trust, the last day, pace, gaps and coverage; no customer, no person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from metrics.pledges import STATES, Pledge, counted
from pages.parts import doubts, meeting
from pages.parts.bullets import bullet, bullets
from pages.parts.lists import Item
from pages.parts.script import Script
from pages.parts.slide import Slide, listed, pair, rest

if TYPE_CHECKING:
    from pages.parts.room import Room

BARS = 9


def trust(script: Script) -> Slide:
    """Which source and unit is missing, and what was set aside."""
    room, found = script.room, script.board.trust
    return Slide(doubts.summary(room, found), listed(room, doubts.items(room, found)))


def last_day(script: Script) -> Slide:
    """What the last day brought against its share of the target, and its pledges kept or not."""
    room, board = script.room, script.board
    own = [each for each in board.results if each.manager is None and each.unit == room.unit]
    planned = [each for each in own if each.plan]
    over = sum(each.actual >= each.plan for each in planned if each.plan)
    day = meeting.days(room, board)
    code = "meeting.last_day" if planned else "meeting.last_day_plain"
    said = room.say(code, day=day, reached=over, among=len(planned)) + _kept(room, script.kept)
    results = [meeting.result(room, each) for each in own]
    return Slide(said, pair(room, ("meeting.results", results), ("meeting.pledges_last", _by_unit(script))))


def _kept(room: "Room", found: Sequence[Pledge]) -> str:
    states = counted(found)
    if not found:
        return room.say("meeting.kept_none")
    known = states["kept"] + states["missed"]
    if not known:
        return room.say("meeting.kept_unknown", count=len(found))
    rest = room.say("meeting.kept_rest", count=states["unknown"]) if states["unknown"] else ""
    return room.say("meeting.kept", kept=states["kept"], among=known) + rest


def _by_unit(script: Script) -> list[Item]:
    """Pledges by metric, then by unit: never a name beside one that was not kept."""
    room = script.room
    names = {metric.id: metric.name(room.language) for metric in room.pack.metrics.values()}
    groups: dict[str, Counter[str]] = {}
    for each in script.kept:
        groups.setdefault(names.get(each.metric or "", each.said), Counter())[each.state] += 1
    for each in sorted(script.kept, key=lambda pledge: room.unit_name(pledge.unit)):
        if each.unit != room.unit:
            groups.setdefault(room.unit_name(each.unit), Counter())[each.state] += 1
    return [Item(name, _states(room, states), _tone(states)) for name, states in groups.items()]


def _states(room: "Room", states: Counter[str]) -> str:
    found = [room.say(f"pledge.count_{state}", count=states[state]) for state in STATES if states[state]]
    return room.say("page.comma").join(found)


def _tone(states: Counter[str]) -> str:
    return "behind" if states["missed"] else "ahead" if states["kept"] else "quiet"


def pace(script: Script) -> Slide:
    """Every metric against its target and pace, those in focus first."""
    room, board = script.room, script.board
    own, main = board.own[board.main.id], board.main
    found = meeting.kept(board)
    rows = [bullet(room, metric, board.own[metric.id], metric.name(room.language)) for metric in found]
    rows = [replace(row, href=None) for row in rows]
    body = bullets(rows[:BARS], room.language, room.say("meeting.step_pace"))
    return Slide(_paced(room, main, own), body + rest(room, len(rows) - BARS))


def _paced(room: "Room", main: Metric, own: Line) -> str:
    values = {
        "metric": main.name(room.language),
        "actual": numbers.amount(own.actual, main.unit, room.language),
        "share": numbers.percent(own.attainment, room.language),
        "lead": numbers.points(own.lead, room.language, sign=False),
    }
    if own.attainment is None:
        return room.say("meeting.pace_plain", **values)
    if own.lead is None or main.mean or not own.pace:
        return room.say("meeting.pace_share", **values)
    return room.say("meeting.pace_ahead" if own.lead >= 0 else "meeting.pace_behind", **values)


def gaps(script: Script) -> Slide:
    """The three largest gaps against pace, by metric and unit: never by person."""
    room, board = script.room, script.board
    if not board.gaps:
        return Slide(room.say("morning.all_ahead" if board.leads else "morning.no_pace"))
    metric, line = board.gaps[0]
    lead = numbers.points(line.lead, room.language, sign=False)
    said = room.say("morning.furthest_behind", what=meeting.what(room, metric, line), lead=lead)
    return Slide(said, listed(room, [_gap(room, *each) for each in board.gaps]))


def _gap(room: "Room", metric: Metric, line: Line) -> Item:
    values = {
        "lead": numbers.points(line.lead, room.language),
        "gap": numbers.amount(line.gap, metric.unit, room.language),
        "need": numbers.amount(line.need_per_day, metric.unit, room.language),
    }
    code = "meeting.gap" if line.need_per_day is not None else "meeting.gap_plain"
    return Item(meeting.what(room, metric, line), room.say(code, **values), "behind")


def coverage(script: Script) -> Slide:
    """How much of the portfolio is covered, and what today asks: planned calls and promises due."""
    room, found, asked = script.room, script.covered, script.asked
    whole = next((row for row in found.rows["unit"] if row.key == room.unit), None)
    today = [
        Item(room.say("meeting.planned"), numbers.count(asked.planned, room.language)),
        Item(room.say("meeting.promised"), numbers.count(asked.promised, room.language)),
        Item(room.say("meeting.overdue"), numbers.count(asked.overdue, room.language), _warns(asked.overdue)),
    ]
    if whole is None or whole.coverage is None:
        return Slide(room.say("meeting.coverage_none", count=asked.planned), listed(room, today))
    share, line = numbers.percent(whole.coverage, room.language), found.line
    due = room.say("meeting.due", due=numbers.percent(line.expected, room.language)) if line and line.expected else ""
    today.insert(
        0, Item(room.say("meeting.silent"), numbers.count(whole.overdue, room.language), _warns(whole.overdue))
    )
    said = room.say("meeting.coverage", share=share, due=due, count=asked.planned)
    tiers = [
        Item(row.name or room.say("gap.no_tier"), f"{row.covered} / {row.held} · {_share(room, row.coverage)}")
        for row in found.rows["tier"]
    ]
    return Slide(said, pair(room, ("meeting.tiers", tiers), ("meeting.today", today)))


def _share(room: "Room", share: numbers.Number | None) -> str:
    return numbers.percent(share, room.language)


def _warns(count: int) -> str:
    return "behind" if count else "quiet"
