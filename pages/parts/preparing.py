"""The head's preparation of the meeting, with names and never projected: behind, to praise, help, overdue, pledges."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.follow_ups import FollowUps, Promise, follow_ups
from metrics.line import Line
from metrics.meeting import behind
from metrics.pledges import Pledge
from pages.parts import address, headline, meeting, pledged, verdicts
from pages.parts.cards import GO
from pages.parts.colours import marked
from pages.parts.entered import Row
from pages.parts.lists import section
from pages.parts.looking import Look, made
from pages.parts.plain import Cell, table
from pages.parts.script import Script

if TYPE_CHECKING:
    from pages.parts.room import Room

MOST = 12


def draw(script: Script) -> None:
    """The answer, then whom to speak to on the left, and what they asked and promised on the right."""
    room = script.room
    short = made(script.look, "behind", lambda of: _behind(of, script))
    late = made(script.look, "follow_ups", _follow_ups).overdue
    values = {"behind": len(short), "help": len(script.help), "late": len(late)}
    sentence = f'<p class="answer">{escape(room.say("meeting.prepare_answer", **values))}</p>'
    note = room.say("meeting.not_projected"), room.say("page.data_day", day=numbers.day(script.as_of, room.language))
    st.html(headline.top(room, "meeting.prepare_question", sentence, note, script.look.period))
    st.page_link("pages/meeting.py", label=room.say("meeting.start"), icon=GO, query_params=address.here())
    left, right = st.columns(2, gap="large")
    with left:
        metric = script.board.main.name(room.language)
        st.html(_block(room, "meeting.behind", [_line(room, each) for each in short], metric=metric))
        st.html(_block(room, "meeting.praise", _praise(script), day=meeting.days(room, script.board)))
        if script.disputed:
            st.html(_block(room, "meeting.disputed", [[each, why] for each, why in _disputes(script)]))
            to_verdict = address.here(view="disputes")
            st.page_link("pages/rewards.py", label=room.say("meeting.to_disputes"), icon=GO, query_params=to_verdict)
    with right:
        st.html(_block(room, "meeting.asks", [_asks(room, row) for row in script.help]))
        st.html(_block(room, "meeting.late", [_late(room, each) for each in late]))
        st.html(_block(room, "meeting.not_kept", [_pledge(room, each) for each in script.kept if each.state != "kept"]))


def _behind(look: Look, script: Script) -> list[Line]:
    return behind(look.reader, look.pack, script.board.main, look.unit, look.period, **look.asked())


def _follow_ups(look: Look) -> FollowUps:
    return follow_ups(look.reader, look.pack, look.period, look.unit, as_of=look.as_of)


def _line(room: "Room", line: Line) -> list[Cell | str]:
    who = Cell(line.name or line.manager or "", href=address.link("gap", manager=line.manager))
    unit = room.pack.metrics[line.metric].unit
    gap = room.say("meeting.short", gap=numbers.amount(line.gap, unit, room.language))
    band = marked(line.band or "", room.say(f"band.{line.band}"))
    return [who, room.unit_name(line.unit or "*"), gap, Cell(band, line.band or "")]


def _praise(script: Script) -> list[list[Cell | str]]:
    """The best of the last day, then who kept a pledge."""
    room = script.room
    best: list[list[Cell | str]] = [
        [each.name, room.unit_name(each.unit), numbers.amount(each.actual, each.metric.unit, room.language)]
        for each in script.best
    ]
    return best + [_pledge(room, each)[:3] for each in script.kept if each.state == "kept"]


def _asks(room: "Room", row: Row) -> list[Cell | str]:
    return [row["name"] or row["manager"], row["what"] or "", numbers.short_day(row["day"], room.language)]


def _late(room: "Room", each: Promise) -> list[Cell | str]:
    customer = each.customer_name or each.customer or ""
    return [
        each.manager_name or each.manager,
        customer,
        each.what or "",
        Cell(room.say("meeting.over", days=each.over), "at_risk"),
    ]


def _pledge(room: "Room", each: Pledge) -> list[Cell | str]:
    """Who pledged what, and what came of it."""
    said = pledged.what(room, each.metric, each.said, each.amount)
    return [each.name or each.manager, said, Cell(pledged.came(room, each), pledged.TONES.get(each.state, "quiet"))]


def _disputes(script: Script) -> list[tuple[str, str]]:
    """Awards that were told and that the records no longer bear out, with why."""
    room = script.room
    return [(verdicts.what(room, each), room.say(f"rewards.reason_{each.disputed}")) for each in script.disputed]


def _block(room: "Room", title: str, rows: Sequence[Sequence[Cell | str]], **values: object) -> str:
    finding = room.say(title, count=len(rows), **values)
    if not rows:
        return section(finding)
    more = f'<p class="note">{escape(room.say("meeting.rest", count=len(rows) - MOST))}</p>' if rows[MOST:] else ""
    return section(finding, table([], rows[:MOST], finding, words=len(rows[0]) - 1), more)
