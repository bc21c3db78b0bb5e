"""Peer groups: people who can be compared, by tenure, role, stated group or number of customers held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.reader import Reader
from metrics.ground import keep, sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.rules import GroupKind

ALL = "all"


@dataclass(frozen=True)
class Peer:
    """Somebody as they stood on a day: the unit and the peer groups, by kind the code of each."""

    manager: str
    unit: str
    groups: Mapping[GroupKind, str]


def standing_then(reader: Reader, pack: Pack, period: Period, day: date) -> dict[str, Peer]:
    """Everybody who stood anywhere on that day; new is who came shortly before the period began."""
    months = pack.setting.new_months
    keep_since(reader)
    rows = reader.rows(sql("peer_group"), {"day": day, "first": period.first_day, "new_months": months})
    return {row["manager"]: Peer(row["manager"], row["unit"], _groups(pack, row)) for row in rows}


def keep_since(reader: Reader) -> None:
    """Keeps since when people have been here as the table `since`."""
    keep(reader, "since", sql("since"), {})


def _groups(pack: Pack, row: Mapping[str, object]) -> dict[GroupKind, str]:
    found: dict[GroupKind, str] = {"all": ALL, "tenure": "new" if row["is_new"] else "experienced"}
    if row["role"]:
        found["role"] = f"role:{row['role']}"
    if row["peer_group"]:
        found["group"] = f"group:{row['peer_group']}"
    if pack.board.sizes:
        held = row["customers"]
        assert isinstance(held, int)
        found["size"] = f"size:{sum(held >= edge for edge in pack.board.sizes)}"
    return found


def groups_of(peers: Iterable[Peer]) -> tuple[str, ...]:
    """The groups that part these people, everybody first: of a kind that puts all of them in one, none."""
    held: dict[GroupKind, dict[str, int]] = {}
    for peer in peers:
        for kind, code in peer.groups.items():
            held.setdefault(kind, {}).setdefault(code, 0)
            held[kind][code] += 1
    return (ALL, *(code for kind, codes in held.items() if kind != ALL and len(codes) > 1 for code in _sorted(codes)))


def _sorted(codes: Mapping[str, int]) -> Sequence[str]:
    """The largest first; sizes from the smallest up."""
    return sorted(codes, key=lambda code: (code if code.startswith("size:") else "", -codes[code], code))


def members(peers: Mapping[str, Peer], group: str) -> list[str] | None:
    """Who is in a group; None for everybody, who no longer stand anywhere too."""
    return None if group == ALL else [peer.manager for peer in peers.values() if group in peer.groups.values()]
