"""The steps of the meeting about people: who brought most, who asks for help, what is pledged; never beside a gap."""

from collections import Counter
from typing import TYPE_CHECKING

from data.text import numbers
from metrics.meeting import Best
from pages.parts import meeting, prizes
from pages.parts.lists import Item
from pages.parts.script import Script
from pages.parts.slide import Slide, listed, quoted

if TYPE_CHECKING:
    from pages.parts.room import Room


WORKED = 2


def best(script: Script) -> Slide:
    """Who brought most on the last day and what they did; what last won somebody a prize, as told for all to learn."""
    room, found = script.room, script.best
    if not found:
        return Slide(room.say("meeting.best_none", day=meeting.days(room, script.board)))
    names = room.say("page.comma").join(_who(room, each) for each in found[:3])
    said = room.say("meeting.best", day=meeting.days(room, script.board), names=names)
    items = [_did(room, each) for each in found]
    if script.wall or room.pack.board.policy == "anonymous":
        return Slide(said, listed(room, items))
    worked = [(note["what"], note["name"]) for note in script.notes[:WORKED]]
    return Slide(said, listed(room, items) + quoted(room, "meeting.worked", worked))


def _who(room: "Room", each: Best) -> str:
    """The name: praise is spoken aloud whatever a board tells of places, except where the policy is anonymous."""
    return room.unit_name(each.unit) if room.pack.board.policy == "anonymous" else each.name


def _did(room: "Room", each: Best) -> Item:
    unit, who = room.unit_name(each.unit), _who(room, each)
    what = who if who == unit else f"{who} · {unit}"
    brought = f"{each.metric.name(room.language)} {numbers.amount(each.actual, each.metric.unit, room.language)}"
    if each.contacts is None:
        return Item(what, brought, "ahead")
    did = room.say("meeting.did", contacts=each.contacts, effective=each.effective, visits=each.visits)
    return Item(what, f"{brought}{room.say('page.comma')}{did}", "ahead")


def awards(script: Script) -> Slide:
    """Awards of which nobody has been told yet; on a wall that nobody stands beside, those everybody was told of."""
    room = script.room
    if room.viewer.role == "wall":
        told = [each for seen in script.rewards for each in seen.awards]
        said = room.say("rewards.announced_title" if told else "rewards.none_announced", count=len(told))
        return Slide(said, listed(room, prizes.together(room, told)))
    fresh = [each for _, rows in script.untold for each in rows]
    said = room.say("meeting.awards" if fresh else "rewards.nothing_new", count=len(fresh))
    return Slide(said, listed(room, prizes.together(room, fresh)))


def help(script: Script) -> Slide:
    """What is asked for and not answered; on a wall by unit alone."""
    room, rows = script.room, script.help
    if not rows:
        return Slide(room.say("meeting.help_none"))
    if script.wall:
        units = Counter(room.unit_name(row["unit"]) for row in rows)
        found = [Item(name, room.say("meeting.help_count", count=count)) for name, count in sorted(units.items())]
    else:
        found = [Item(row["what"] or "", row["name"] or row["manager"]) for row in rows]
    return Slide(room.say("meeting.help", count=len(rows)), listed(room, found))


def pledges(script: Script) -> Slide:
    """What is pledged for today, added up by metric."""
    room, found = script.room, script.pledged
    people = {manager for manager, _ in found}
    if not found:
        return Slide(room.say("meeting.pledges_none", count=len(script.people)))
    said = room.say("meeting.pledges", count=len(people), among=len(script.people))
    items = []
    for metric in room.pack.metrics.values():
        amounts = [row["amount"] for (_, about), row in found.items() if about == metric.id]
        if amounts:
            amount = numbers.amount(sum(amounts), metric.unit, room.language)
            items.append(
                Item(metric.name(room.language), room.say("meeting.pledged", count=len(amounts), amount=amount))
            )
    return Slide(said, listed(room, items))
