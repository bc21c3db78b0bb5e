"""What a viewer is shown of rewards: heads everybody below, walls who won, people the own and who was announced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.errors import Refused
from data.home import Home
from data.reader import Reader
from data.scope import OWNER, Role, Viewer
from data.viewers import stands
from metrics import pack as packs
from metrics.announced import Announced, announced, untold
from metrics.days import asked_day
from metrics.ground import find, top
from metrics.opened import opened
from metrics.pack import Pack
from metrics.periods import Period
from metrics.periods import parse as period_of
from metrics.policy import LEAST, UNNAMED, tells_place
from metrics.rewards import Award, awards
from metrics.unit_rules import period_pack
from metrics.workdays import load

# who hears what was announced, and no more of others
PUBLIC: tuple[Role, ...] = ("manager", "wall")


@dataclass(frozen=True)
class Rewards:
    """Rows of the rules of `unit` and what was announced there. A row that is an announcement of somebody else's has
    the state it was announced with and no distances.
    """

    unit: str
    period: Period
    as_of: date
    pack: Pack
    awards: tuple[Award, ...]
    announced: tuple[Announced, ...]

    @property
    def untold(self) -> list[Award]:
        """Awards that are final and of which nobody has been told yet."""
        return untold(self.awards, self.announced, self.period)

    def said(self, award: Award) -> str | None:
        """What was announced of an award: its state, `disputed`, or that a higher prize `replaced` it."""
        told = {(each.rule, each.manager): each.said for each in reversed(self.announced)}
        return told.get((award.rule, award.manager))


def rewards(
    home: Home, viewer: Viewer, period: Period | str, unit: str | None, *, as_of: date | None, today: date | None
) -> Rewards:
    """Places are counted among everybody of the unit (a manager's own where none is asked for), whoever looks.

    Raises Refused for a viewer or unit nobody knows, and for a unit that isn't the viewer's.
    """
    with opened(home, viewer, today) as own, opened(home, OWNER, today) as whole:
        if isinstance(period, str):
            period = period_of(period, packs.load(home.settings().pack))
        day = asked_day(whole, period, viewer.unit or "", as_of)
        place = find(own, unit, day) if unit else _own_unit(own, viewer, day)
        pack = period_pack(home, whole, place, period, day)
        calendar = load(home, every_day=pack.pace == "calendar")
        found = awards(whole, pack, period, place, workdays=calendar, as_of=as_of or day)
        told = announced(whole, period, place, found)
        if viewer.role in PUBLIC:  # whether one told elsewhere is disputed there isn't known here
            told = [each for each in told if each.unit == place or each.manager == viewer.manager]
        given = shown(viewer, pack, found, told, within=viewer.manager is None or place == stands(own, day))
    return Rewards(place, period, day, pack, tuple(given), tuple(_told(viewer, told)))


def shown(
    viewer: Viewer, pack: Pack, found: Sequence[Award], told: Sequence[Announced], within: bool = True
) -> list[Award]:
    """The rows a viewer may be given: a wall those told to everybody, a person besides these the own.

    `within`: whether a person asks for the own unit, beside which no other one's lines may be laid.
    """
    if viewer.role not in PUBLIC:
        return list(found)
    own = [own_award(pack, each, within) for each in found if each.manager == viewer.manager]
    return own + [
        public(each) for each in told if each.manager != viewer.manager and _stands(each) and not each.replaced
    ]


def own_award(pack: Pack, each: Award, within: bool) -> Award:
    """One's own row without the place where the board's policy tells none, and then, where a line is what a colleague
    has, without that unless it is one of many; see `metrics.policy`.
    """
    ranked = each.ranked or 0
    if tells_place(pack.board, ranked) and (within or pack.board.policy not in UNNAMED):
        return each
    bare = replace(each, rank=None, ranked=None, tie=False, place=None)
    whose = pack.rewards[each.rule].kind == "top" and (ranked < LEAST or not within)
    return replace(bare, line=None, missing=None, need_per_day=None) if whose else bare


def _told(viewer: Viewer, told: Sequence[Announced]) -> list[Announced]:
    """Announcements; that one is disputed, and why, is for the head and the person."""
    if viewer.role not in PUBLIC:
        return list(told)
    return [
        each if each.manager == viewer.manager else replace(each, reason=None)
        for each in told
        if each.manager == viewer.manager or each.replaced or _stands(each)
    ]


def _stands(each: Announced) -> bool:
    """Whether the award is still the person's by all that was said of it."""
    return each.said in ("announced", "confirmed")


def public(each: Announced) -> Award:
    """What everybody heard of an award."""
    heard: dict[str, Any] = {
        name: getattr(each, name) for name in ("rule", "manager", "name", "period", "value", "line", "amount")
    }
    return Award(**heard, unit=each.unit, state="awarded", given=each.given or "honour")


def _own_unit(reader: Reader, viewer: Viewer, day: date) -> str:
    stood = stands(reader, day)
    if viewer.manager and not stood:
        raise Refused("board.nowhere", who=viewer.manager)
    return stood or top(reader, day)
