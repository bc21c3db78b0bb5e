"""The made-up viewers of the sample: a few people of each role, one above the other."""

import streamlit as st

from data.home import Home
from data.publish import open_reader
from data.scope import OWNER, Viewer

LINE = """
with open_units as (select unit, name, parent, depth from unit where until = date '9999-12-31'),
staffed as (
    select u.unit, u.name, u.depth, min(m.manager) as manager
    from open_units as u
    join manager as m on m.unit = u.unit and m.until = date '9999-12-31' and not m.provisional
    group by all
)
select unit, name, depth, manager from staffed order by depth desc, unit limit 1
"""
ABOVE = """
select u.unit, u.name
from unit_above as a
join unit as u on u.unit = a.above and u.until = date '9999-12-31'
where a.unit = $unit and a.until = date '9999-12-31'
order by a.distance desc
"""
NAME = "select name from manager where manager = $manager order by until desc limit 1"


@st.cache_resource(show_spinner=False, max_entries=4)
def made_up(home: Home, version: int) -> list[tuple[Viewer, str | None]]:
    """The heads of one line of units from the root down, a data officer at the root, and one manager, with names."""
    reader = open_reader(home, OWNER)
    if reader is None:
        return []
    found = reader.rows(LINE, {})
    if not found:
        return []
    above = reader.rows(ABOVE, {"unit": found[0]["unit"]})
    heads: list[tuple[Viewer, str | None]] = [(Viewer("head", unit=row["unit"]), row["name"]) for row in above]
    officer = (Viewer("data_officer", unit=above[0]["unit"]), above[0]["name"])
    manager = found[0]["manager"]
    name = reader.rows(NAME, {"manager": manager})[0]["name"]
    return [*heads, officer, (Viewer("manager", manager=manager), name)]
