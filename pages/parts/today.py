"""So far today: the contacts that are recorded and not yet in the figures; shown beside them, never mixed in."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from metrics.recorded import people, recorded
from pages.parts import entered

if TYPE_CHECKING:
    from pages.parts.room import Room


@dataclass(frozen=True)
class Today:
    """`reached` are the customers contacted effectively, `tried` all that were contacted."""

    contacts: int
    effective: int
    reached: frozenset[str]
    tried: frozenset[str]


def today(room: "Room", manager: str | None = None) -> Today:
    """Of one person (for managers the own), else at and below the unit viewed.

    What the viewer entered counts from the inbox, and stays when it is published: the day is not over in the figures.
    """
    whose = room.viewer.manager or manager
    as_of = room.as_of or room.today
    told = recorded(room.marts, as_of, room.today, room.unit, whose)
    fresh = [row for row in entered.over(room, "activity", [], whose) if as_of < row["day"] <= room.today]
    below = people(room.marts, room.unit, room.today) if fresh and whose is None else {whose}
    return counted(room, [*told, *(row for row in fresh if row["manager"] in below)])


def counted(room: "Room", rows: list[dict[str, Any]]) -> Today:
    """Rows of contacts (customer, outcome, how many: one where it is not said) added up."""
    effective = [row for row in rows if row.get("outcome") in room.pack.lists["effective"]]
    return Today(
        sum(int(row.get("contacts", 1)) for row in rows),
        sum(int(row.get("contacts", 1)) for row in effective),
        frozenset(_customers(effective)),
        frozenset(_customers(rows)),
    )


def _customers(rows: list[dict[str, Any]]) -> list[str]:
    """Somebody typed by name, whom nobody here holds, is one too."""
    found = (row.get("customer") or row.get("customer_name") for row in rows)
    return [str(customer) for customer in found if customer]


def said(room: "Room", so_far: Today, fresh: int | None = None) -> str:
    """A line on what today has brought; `fresh` are the customers not contacted before in the period. Empty without."""
    if not so_far.contacts:
        return ""
    values = {"contacts": so_far.contacts, "effective": so_far.effective, "customers": len(so_far.reached)}
    text = room.say("log.today", **values) + ("" if fresh is None else room.say("log.today_fresh", count=fresh))
    return f'<p class="note today">{escape(text)}</p>'
