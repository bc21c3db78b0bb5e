"""A pledge in one line, and those of one person for My gap: what was said for today, and whether the last was kept."""

from datetime import timedelta
from typing import TYPE_CHECKING

from data.text import numbers
from metrics import pledges
from metrics.pledges import Pledge
from pages.parts import entered, lists
from pages.parts.lists import Item
from pages.parts.looking import Look, made
from pages.parts.people import Person

if TYPE_CHECKING:
    from pages.parts.room import Room

DAY = timedelta(days=1)
TONES = {"kept": "ahead", "missed": "behind"}


def what(room: "Room", metric: str | None, said: str, amount: numbers.Number) -> str:
    """What was pledged: the metric as the pack calls it, and how much of it."""
    known = room.pack.metrics.get(metric or "")
    name, unit = (known.name(room.language), known.unit) if known else (said, "count")
    return f"{name} {numbers.amount(amount, unit, room.language)}"


def came(room: "Room", each: Pledge) -> str:
    """What came of it."""
    known = room.pack.metrics.get(each.metric or "")
    actual = numbers.amount(each.actual, known.unit if known else "count", room.language)
    return room.say(f"pledge.state_{each.state}", actual=actual)


def own(look: Look, person: Person) -> str:
    """Today's pledges of a person and what came of those for the last workday; empty where there are none."""
    room = look.room
    first, last = look.workdays.last_day_range(room.today - DAY)
    stamp = room.marts.stamp("pledge")

    def find(of: Look) -> list[Pledge]:
        return pledges.pledges(of.reader, of.pack, person.unit, first, last, **of.asked())

    before = [
        each
        for each in made(look, "pledges_of", find, (stamp, person.unit, first, last))
        if each.manager == person.manager
    ]
    rows = entered.over(room, "pledge", pledges.made(room.marts, person.unit, room.today, room.today))
    mine = [row for row in rows if row["manager"] == person.manager and row["day"] == room.today]
    now = [row for row in mine if row.get("state") != "taken_back"]
    if not before and not now:
        return ""
    items = [_said(room, row) for row in now]
    items += [Item(f"{numbers.short_day(each.day, room.language)} {what(room, each.metric, each.said, each.amount)}",
        came(room, each), TONES.get(each.state, "quiet")) for each in before]  # fmt: skip
    return lists.section(room.say("gap.pledged", today=len(now), before=len(before)), lists.listed(items))


def _said(room: "Room", row: entered.Row) -> Item:
    metric = pledges.metric(room.pack, row["metric"])
    return Item(what(room, metric, row["metric"], row["amount"]), room.say("gap.pledged_today"))
