"""Which boards somebody may ask for: of which unit and peer group, and whose rows are theirs whatever the policy."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.errors import Refused
from data.reader import Reader
from data.scope import Viewer
from data.viewers import below
from metrics.above import Step, above, nearest
from metrics.ground import top
from metrics.groups import ALL, Peer, groups_of
from metrics.pack import Pack
from metrics.policy import LEAST, UNNAMED


@dataclass(frozen=True)
class Reach:
    """The board asked for and those that could be: `units` (id, name) from the own up, `groups`.

    `own` are the people whom the viewer sees whatever the policy, None where the board holds no others.
    """

    unit: str
    units: tuple[tuple[str, str | None], ...]
    group: str
    groups: tuple[str, ...]
    own: frozenset[str] | None


def reach(
    reader: Reader, pack: Pack, viewer: Viewer, everybody: Mapping[str, Peer], unit: str | None, group: str | None,
    day: date,
) -> Reach:  # fmt: skip
    """Raises Refused for a unit or group that is not the viewer's to ask for.

    Walls, and managers where a policy names nobody, get one board alone: two cuts of the same people, one taken from
    the other, would say who is who.
    """
    me = _me(viewer, everybody)
    own = me.unit if me else viewer.unit or top(reader, day)
    path = _path(reader, viewer, own, unit, day)
    opens = _opens(pack, path) if me else own
    one = viewer.role == "wall" or (viewer.role == "manager" and pack.board.policy in UNNAMED)
    units = {each.unit: each.name for each in path if not one or each.unit == opens}
    chosen = unit or opens
    if chosen not in units:
        raise Refused("board.no_such_unit", unit=chosen)
    there = _below(reader, everybody, chosen, day)
    usual = _usual(pack, me, there)
    known = [usual] if one else [code for code in groups_of(there) if not me or code in me.groups.values()]
    if group and group not in (usual, *known):
        raise Refused("board.no_such_group", group=group, known=", ".join(known))
    mine = _whose(reader, viewer, everybody, chosen, day)
    return Reach(chosen, tuple(units.items()), group or usual, tuple(dict.fromkeys([*known, usual])), mine)


def _me(viewer: Viewer, everybody: Mapping[str, Peer]) -> Peer | None:
    if viewer.manager and viewer.manager not in everybody:
        raise Refused("board.nowhere", who=viewer.manager)
    return everybody[viewer.manager] if viewer.manager else None


def _path(reader: Reader, viewer: Viewer, own: str, unit: str | None, day: date) -> list[Step]:
    """The units a board may be of, the nearest first: up from the one asked for, if below the own, else from that."""
    starts = unit if unit and not viewer.manager and unit in below(reader, own, day) else own
    return above(reader, starts, day) or [Step(own, None, 0)]


def _opens(pack: Pack, path: Sequence[Step]) -> str:
    """The unit of a manager's board: the nearest with enough people in it, else the last; or the whole bank."""
    return (nearest(path, LEAST) if pack.board.reach == "unit" else None) or path[-1].unit


def _usual(pack: Pack, me: Peer | None, there: Sequence[Peer]) -> str:
    """The peer group where none is asked for, of the pack's kind: one's own, else the largest."""
    kind = pack.board.group
    if me:
        return me.groups.get(kind, ALL)
    counted = Counter(peer.groups.get(kind, ALL) for peer in there)
    return min(counted, key=lambda code: (-counted[code], code), default=ALL)


def _whose(
    reader: Reader, viewer: Viewer, everybody: Mapping[str, Peer], unit: str, day: date
) -> frozenset[str] | None:
    if viewer.role in ("manager", "wall"):
        return frozenset()
    if viewer.unit is None or unit in below(reader, viewer.unit, day):
        return None
    return frozenset(peer.manager for peer in _below(reader, everybody, viewer.unit, day))


def _below(reader: Reader, everybody: Mapping[str, Peer], unit: str, day: date) -> list[Peer]:
    """Who stands at or below a unit."""
    units = below(reader, unit, day)
    return [peer for peer in everybody.values() if peer.unit in units]
