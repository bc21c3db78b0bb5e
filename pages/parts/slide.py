"""One step of the meeting as it is drawn: a headline and few large rows, the rest told as a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from pages.parts import lists
from pages.parts.lists import Item

if TYPE_CHECKING:
    from pages.parts.room import Room

# what stands under a headline without a scroll bar
ROWS, BESIDE = 9, 8
# so few rows are written larger
FEW = 6
CLAUSE = re.compile(r"(?<=[；，：])|(?<=[;,:] )")


@dataclass(frozen=True)
class Slide:
    """A headline in one sentence and what stands under it, as HTML."""

    headline: str
    body: str = ""

    @property
    def html(self) -> str:
        """The headline, of which clauses stay whole where they fit."""
        parts = [each for each in CLAUSE.split(self.headline) if each]
        clauses = "".join(f"<span>{escape(each.rstrip())}</span>{' ' * each.endswith(' ')}" for each in parts)
        return f'<p class="headline">{clauses}</p>'


def listed(room: "Room", items: Sequence[Item], most: int = ROWS) -> str:
    """Items as a list; what doesn't fit is counted."""
    few = "few" if len(items) <= FEW and most == ROWS else ""
    return f'<div class="{few}">{lists.listed(items[:most])}</div>{rest(room, len(items) - most)}'


def quoted(room: "Room", title: str, said: Sequence[tuple[str, str]]) -> str:
    """What people said under a title, each with who said it; empty where nobody did."""
    if not said:
        return ""
    lines = "".join(
        f'<p class="said">{escape(what)}<span class="quiet"> {escape(who)}</span></p>' for what, who in said
    )
    return f'<h3 class="part">{escape(room.say(title))}</h3>{lines}'


def rest(room: "Room", count: int) -> str:
    """How many more there are."""
    return f'<p class="note">{escape(room.say("meeting.rest", count=count))}</p>' if count > 0 else ""


def pair(room: "Room", *parts: tuple[str, Sequence[Item]]) -> str:
    """Two titled lists beside each other."""
    none = [Item(room.say("morning.none"), "")]
    return lists.side_by_side([(room.say(title), listed(room, items or none, BESIDE)) for title, items in parts])
