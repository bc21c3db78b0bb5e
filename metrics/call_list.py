"""The call list: whom a person calls on a day, why, and what is good to know before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from data.errors import Refused
from data.reader import Reader
from metrics.days import open_day
from metrics.ground import keep, put, sql
from metrics.held import TIER, tier_rows
from metrics.pack import Pack
from metrics.windows import DAY, known_from
from metrics.workdays import Workdays

REASONS = ("follow_up", "silence", "need", "falling", "tier", "value")
Entered = Sequence[Mapping[str, str | None]]
# what people just entered, as marts have it
CONTACT = {"customer": "varchar", "manager": "varchar", "day": "date", "outcome": "varchar", "product": "varchar"}
PROMISE = {
    **dict.fromkeys(("follow_up", "manager", "customer", "what", "state", "why"), "varchar"),
    **dict.fromkeys(("day", "due", "closed"), "date"),
    "put_off": "boolean",
}
LADDER = {"code": "varchar", "floor": "decimal(18, 4)", "above": "varchar", "above_floor": "decimal(18, 4)"}
PLACE = """
select manager, name, unit from manager
where manager = $manager and first_day <= $on
order by first_day desc limit 1
"""
COMPLETE = """
select kind, max(complete_to) as day, min(first_day) as first_day from completeness where unit = $unit group by kind
"""
# the steps in the order they are built on each other
STEPS = {"promised_call": "call_promise", "call_balance": "call_balance", "wanted_call": "call_need",
         "said_call": "call_said", "maturity": "maturity"}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A customer to call and why; amounts are what is kept with the bank on the data day and its change since before.

    `near` is up or down, `near_by` what is missing to (or left above) the floor of `near_tier`. `launched` products
    meet a need, each with the day it was `told` (None: not yet). `waits` says why the customer is not called after all:
    reached meanwhile, or put off.
    """

    customer: str
    name: str | None
    tier: str | None
    tier_name: str | None
    reasons: tuple[str, ...]
    follow_ups: tuple[dict[str, Any], ...]
    last_contact: date | None
    silence: int | None
    allowed: int | None
    last_day: date | None
    last_outcome: str | None
    launched: tuple[dict[str, Any], ...]
    needs: tuple[dict[str, Any], ...]
    balance: Decimal | None
    change: Decimal | None
    near: str | None
    near_tier: str | None
    near_by: Decimal | None
    maturities: tuple[dict[str, Any], ...]
    best_way: str | None
    points: tuple[dict[str, Any], ...]
    put_off_to: date | None
    waits: str | None


@dataclass(frozen=True)
class CallList:
    """`calls` of a person on a day in order; `waiting` are those reached meanwhile or put off.

    `longest` is who of those held has been silent for the longest, and for how many days. Contacts are counted up to
    `heard_to`, balances up to `as_of`.
    """

    manager: str
    name: str | None
    unit: str
    day: date
    as_of: date
    heard_to: date
    held: int
    longest: tuple[str, int] | None
    calls: tuple[Call, ...]
    waiting: tuple[Call, ...]


@dataclass(frozen=True)
class Entries:
    """What was entered and is not published yet: contacts and follow-ups, as forms write them."""

    contacts: Entered = ()
    follow_ups: Entered = ()


NOTHING = Entries()


def call_list(
    reader: Reader,
    pack: Pack,
    manager: str,
    day: date,
    *,
    workdays: Workdays,
    today: date,
    as_of: date | None = None,
    entries: Entries = NOTHING,
) -> CallList:
    """Whom a person calls on `day`, as far as is known on `today` (of a past day: on the day before it).

    Raises Refused for somebody the viewer doesn't see.
    """
    found = reader.rows(PLACE, {"manager": manager, "on": day})
    if not found:
        raise Refused("metric.unknown_manager", text=manager)
    told_to = today if day >= today else day - DAY
    end = min(as_of or open_day(reader, found[0]["unit"]) or told_to, told_to)
    days = _days(reader, pack, found[0]["unit"], end, workdays)
    asked = {"manager": manager, "on": day, "told_to": told_to, **days, **_rules(pack)}
    _keep_steps(reader, pack, asked, entries)
    rows = [_call(row) for row in reader.rows(*_named("call_list", asked))]
    held = reader.rows(sql("call_longest"), {"on": day})
    calls, waiting = (tuple(row for row in rows if bool(row.waits) == waits) for waits in (False, True))
    longest = (held[0]["name"], held[0]["silence"]) if held else None
    return CallList(
        **found[0], day=day, as_of=end, heard_to=days["heard_to"], held=len(held), longest=longest,
        calls=calls, waiting=waiting,
    )  # fmt: skip


def _days(reader: Reader, pack: Pack, unit: str, end: date, workdays: Workdays) -> dict[str, date]:
    """How far contacts and balances of the unit are complete, what change counts from, and how long rows hold."""
    known = {row["kind"]: row for row in reader.rows(COMPLETE, {"unit": unit})}
    heard = known.get("activity", {"day": end, "first_day": end})
    stood = min(end, known["balance"]["day"]) if "balance" in known else end
    base = stood - timedelta(days=pack.calls.change_days)
    return {
        "heard_to": min(end, heard["day"]),
        "heard_from": heard["first_day"],
        "day": stood,
        "known_from": known_from(stood, pack.carry_days, workdays),
        "base": base,
        "base_from": known_from(base, pack.carry_days, workdays),
    }


def _rules(pack: Pack) -> dict[str, object]:
    named = ("launched_days", "falling", "near", "value", "maturity_days")
    lists = {name: list(values) for name, values in pack.lists.items()}
    return {"effective": [], **lists, **{name: getattr(pack.calls, name) for name in named}}


def _keep_steps(reader: Reader, pack: Pack, asked: dict[str, Any], entries: Entries) -> None:
    """Keeps what the list is made of, each step on those before it."""
    put(reader, "entered_contact", CONTACT, entries.contacts)
    put(reader, "entered_promise", PROMISE, entries.follow_ups)
    put(reader, "tier", TIER, tier_rows(pack))
    put(reader, "call_tier", LADDER, _ladder(pack))
    held = sql("call_held").format(found=sql("found"))
    month = asked["heard_to"].replace(day=1)
    heard = {"first": month, "first_month": month, "end_month": month}
    heard |= {"end": asked["heard_to"], "known_from": asked["heard_from"]}
    keep(reader, "held_customer", held, asked | heard)
    keep(reader, "silent", sql("silence"), asked | heard)
    where = pack.filters.get(pack.calls.filter, "true")
    for table, name in STEPS.items():
        keep(reader, table, sql(name).replace("{where}", where), asked)


def _ladder(pack: Pack) -> list[dict[str, object]]:
    """Each tier with the floor of its own and of the next one above that has any, from the best down."""
    found: list[dict[str, object]] = []
    above: tuple[str | None, Decimal | None] = (None, None)
    for code, tier in pack.tiers.items():
        found.append({"code": code, "floor": tier.floor, "above": above[0], "above_floor": above[1]})
        above = (code, tier.floor) if tier.floor is not None else above
    return found


def _named(name: str, asked: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A statement and those of its parameters that it names."""
    statement = sql(name)
    return statement, {each: asked[each] for each in set(re.findall(r"\$([a-z_]+)", statement))}


def _call(row: Mapping[str, Any]) -> Call:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Call(**values)
