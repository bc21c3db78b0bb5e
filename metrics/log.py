"""The work log of one person, read back: customers held, contacts, what was said, plans, follow-ups, calls for help."""

from datetime import date
from typing import Any

from data.reader import Reader

Rows = list[dict[str, Any]]
HELD = """
select p.customer, coalesce(max(c.name), p.customer) as name, max(c.tier) as tier
from portfolio p
left join customer c on c.customer = p.customer and c.first_day <= $day and $day < c.until
where p.manager = $manager and p.first_day <= $day and $day < p.until
group by p.customer order by p.customer
"""
NAMES = (
    "select customer, max_by(name, first_day) as name from customer where list_contains($ids, customer) group by all"
)
# a contact that said nothing is told by its hour alone
DAY = """
with said as (
    select activity, day, time, customer, channel, outcome, topic, topic_code, notes, best_way, special, 1 as contacts
    from remark where manager = $manager and day = $day
), known as (
    select hour(time)::tinyint as hour, customer, channel, outcome, count(*) as contacts from said group by all
), made as (
    select hour, customer, channel, outcome, sum(contacts)::bigint as contacts
    from contact where manager = $manager and day = $day group by all
)
from said
union all by name
select m.customer, m.channel, m.outcome, make_time(m.hour, 0, 0) as time, $day::date as day,
    m.contacts - coalesce(k.contacts, 0) as contacts
from made m left join known k
    on k.hour is not distinct from m.hour and k.customer is not distinct from m.customer
    and k.channel is not distinct from m.channel and k.outcome is not distinct from m.outcome
where m.contacts > coalesce(k.contacts, 0)
order by time nulls last, customer
"""
OF_CUSTOMER = """
with last as (
    select activity, day, time, manager, channel, outcome, topic, topic_code, notes, best_way, special
    from remark where customer = $customer and day <= $day order by day desc, time desc nulls last limit $limit
)
select l.*, (select max_by(m.name, m.first_day) from manager m where m.manager = l.manager) as who from last l
order by l.day desc, l.time desc nulls last
"""
PLANS = """
from plan
where manager = $manager
    and (day between $first and $last or day between $since and $first and state in ('not_started', 'ongoing'))
"""
DUE = """
from follow_up
where manager = $manager and day <= $day
    and (due <= $day and state in ('not_started', 'ongoing') or closed = $day)
"""
ASKED = "from help_request where manager = $manager and (state = 'open' or day >= $since)"
PASSED = "from referral where manager = $manager and (state = 'open' or day >= $since)"
OPEN_BELOW = """
select h.*, m.name from help_request h
left join manager m on m.manager = h.manager and m.first_day <= h.day and h.day < m.until
where h.state = 'open' and h.unit in (select unit from unit_above where above = $unit)
order by h.day, h.help_request
"""
GOALS = "from goal where manager = $manager and until > $since order by first_day desc, goal"


def held(reader: Reader, manager: str, day: date) -> Rows:
    """The customers a person holds on a day: customer, name, tier."""
    return reader.rows(HELD, {"manager": manager, "day": day})


def names(reader: Reader, customers: list[str]) -> dict[str, str]:
    """What customers are called, of those that are seen."""
    return {row["customer"]: row["name"] for row in reader.rows(NAMES, {"ids": customers}) if row["name"]}


def of_day(reader: Reader, manager: str, day: date) -> Rows:
    """A person's contacts of a day, each with what was said; those that said nothing by customer with their number."""
    return reader.rows(DAY, {"manager": manager, "day": day})


def of_customer(reader: Reader, customer: str, day: date, limit: int = 30) -> Rows:
    """What was said with a customer up to a day, by whomever the viewer may know of; the latest first."""
    return reader.rows(OF_CUSTOMER, {"customer": customer, "day": day, "limit": limit})


def plans(reader: Reader, manager: str, first: date, last: date, since: date) -> Rows:
    """Plans for some days, and those of the days before, back to `since`, that are not settled."""
    return reader.rows(PLANS, {"manager": manager, "first": first, "last": last, "since": since})


def due(reader: Reader, manager: str, day: date) -> Rows:
    """Open follow-ups due by a day, and those closed that day."""
    return reader.rows(DUE, {"manager": manager, "day": day})


def asked(reader: Reader, manager: str, since: date) -> Rows:
    """Calls for help: what is open, and all since a day."""
    return reader.rows(ASKED, {"manager": manager, "since": since})


def passed(reader: Reader, manager: str, since: date) -> Rows:
    """Matters passed on: what has no answer, and all since a day."""
    return reader.rows(PASSED, {"manager": manager, "since": since})


def unanswered(reader: Reader, unit: str) -> Rows:
    """Open calls for help at and below a unit, with the name of who asks."""
    return reader.rows(OPEN_BELOW, {"unit": unit})


def goals(reader: Reader, manager: str, since: date) -> Rows:
    """A person's own goals of periods that end after a day."""
    return reader.rows(GOALS, {"manager": manager, "since": since})
