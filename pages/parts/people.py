"""Whom a page about one person is about: the manager who looks, else the one picked among the people below."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from metrics.periods import Period
from pages.parts import address

if TYPE_CHECKING:
    from pages.parts.room import Room

BELOW = """
select manager, arg_max(name, manager.first_day) as name, arg_max(manager.unit, manager.first_day) as unit
from manager
join unit_above as above on above.unit = manager.unit and above.above = $unit
    and above.first_day <= $day and above.until > $day
where manager.first_day <= $day and manager.until > $day
group by manager
-- who stands nowhere last
order by arg_max(manager.unit, manager.first_day) = '~', name, manager
"""
OWN = """
select manager, name, unit from manager where manager = $manager and first_day <= $day and until > $day
"""


@dataclass(frozen=True)
class Person:
    """Who, called what, and where on the page's day."""

    manager: str
    name: str
    unit: str


def pick(room: "Room") -> Person | None:
    """The person of the page, with a box to pick another where the viewer sees several; None where there is nobody."""
    day = room.as_of or room.today
    if room.viewer.manager:
        found = room.marts.rows(OWN, {"manager": room.viewer.manager, "day": day})
    else:
        found = room.marts.rows(BELOW, {"unit": room.unit, "day": day})
    people = {row["manager"]: Person(row["manager"], row["name"] or row["manager"], row["unit"]) for row in found}
    asked = address.asked("manager") or ""
    chosen = people.get(asked) or next(iter(people.values()), None)
    if len(people) > 1 and chosen is not None:
        st.session_state["choice_manager"] = chosen.manager
        st.selectbox(
            room.say("page.who"),
            list(people),
            format_func=lambda manager: _title(room, people[manager]),
            key="choice_manager",
            on_change=address.choose,
            args=("manager",),
            width=320,
        )
    return chosen


def then(room: "Room", person: Person, period: Period) -> Person:
    """The person where they stood at the end of a period that is over, if they stood anywhere."""
    day = min(room.as_of or room.today, period.last_day)
    found = room.marts.rows(OWN, {"manager": person.manager, "day": day})
    return replace(person, unit=found[0]["unit"]) if found else person


def _title(room: "Room", person: Person) -> str:
    return f"{person.name} · {room.unit_name(person.unit)}"
