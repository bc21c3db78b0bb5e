"""What My gap shows of one person, worked out once per viewer, person, day, period and published version."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from data.errors import Refused
from data.home import Home
from data.reader import Reader
from metrics import coverage, workdays
from metrics.follow_ups import Promise, follow_ups
from metrics.ground import top
from metrics.pack import Pack
from metrics.peers import Lines, lines
from metrics.periods import Period
from metrics.score import weighted
from metrics.scorecard import Scorecard, scorecard
from metrics.unit_rules import unit_pack
from metrics.workdays import Workdays
from pages.parts.people import Person
from pages.parts.room import Room

MARTS = ("contacted", "customer", "follow_up", "goal", "last_contact", "portfolio")
MOST = 5000
GOALS = """
select period, metric, amount, what, how, state, looked_back, first_day, until
from goal
where manager = $manager and first_day <= $day and until > $day - 31
order by until - first_day, first_day desc, goal
"""


@dataclass(frozen=True)
class Mine:
    """`card` is None for who was never assigned in the period; `held` are the customers that count for coverage, the
    longest silent first; `due` follow-ups to the next workday, `goals` the own ones of the last 31 days.
    """

    card: Scorecard | None
    held: tuple[coverage.Customer, ...]
    due: tuple[Promise, ...]
    lines: dict[str, Lines]
    goals: tuple[dict[str, Any], ...]


def mine(room: Room, person: Person, as_of: date, period: Period) -> Mine:
    """Cached until a mart changes."""
    key = (room.home.path, room.viewer.name, room.pack.id, room.stamp(), room.marts.stamp(*MARTS), room.today,
           room.home.rules())  # fmt: skip
    return _mine(key, person, as_of, period, room.home, room.marts, room.pack)


@st.cache_resource(show_spinner=False, max_entries=300)
def _mine(
    key: tuple[object, ...], person: Person, as_of: date, period: Period, _home: Home, _reader: Reader, _pack: Pack
) -> Mine:
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    card = scorecard(_reader, _pack, period, person.unit, person.manager, workdays=calendar, as_of=as_of)
    seen = coverage.look(_reader, _pack, period, person.unit, workdays=calendar, as_of=as_of)
    held = coverage.customers(seen, "held", manager=person.manager, at_most=MOST)
    tomorrow = calendar.next_workday(as_of)
    # wherever they were promised: who moved still owes them
    promised = follow_ups(_reader, _pack, period, top(_reader, as_of), as_of=as_of, manager=person.manager).open
    return Mine(
        card=card,
        held=tuple(held),
        due=tuple(each for each in promised if each.due is None or each.due <= tomorrow),
        lines=_lines(_home, _reader, person, period, calendar, as_of),
        goals=tuple(_reader.rows(GOALS, {"manager": person.manager, "day": as_of})),
    )


def _lines(
    home: Home, reader: Reader, person: Person, period: Period, calendar: Workdays, as_of: date
) -> dict[str, Lines]:
    """What the person's own board says the best needed, whoever looks; nothing where they stood nowhere then."""
    pack = unit_pack(home, reader, person.unit, as_of)
    about = {"workdays": calendar, "as_of": as_of, "today": reader.today}
    try:
        return lines(home, pack, list(weighted(pack)), period, person.manager, **about)  # type: ignore[arg-type]
    except Refused:
        return {}
