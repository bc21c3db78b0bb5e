"""Contacts recorded after the data day: what a day under way has brought so far."""

from datetime import date
from typing import Any

from data.reader import Reader

AFTER = """
select c.customer, c.outcome, sum(c.contacts)::bigint as contacts
from contact c
where c.day > $after and c.day <= $until
    and if($manager is not null, c.manager = $manager, c.unit in (select unit from unit_above a where a.above = $unit))
group by all
"""

BELOW = """
select distinct m.manager
from manager m join unit_above a on a.unit = m.unit and a.above = $unit and a.first_day <= $day and $day < a.until
where m.first_day <= $day and $day < m.until
"""


def recorded(reader: Reader, after: date, until: date, unit: str, manager: str | None = None) -> list[dict[str, Any]]:
    """Contacts by customer and outcome of the days after one day, up to another, at or below a unit or of a person."""
    return reader.rows(AFTER, {"after": after, "until": until, "unit": unit, "manager": manager})


def people(reader: Reader, unit: str, day: date) -> set[str]:
    """Who stands at or below a unit on a day."""
    return {row["manager"] for row in reader.rows(BELOW, {"unit": unit, "day": day})}
