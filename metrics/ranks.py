"""Competition ranks (1, 2, 2, 4) over rounded numbers, ties broken by the other number, then by who was first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

SHARE_STEP = Decimal("0.001")
BEST = Decimal("Infinity")


@dataclass(frozen=True)
class Entry:
    """One of those ranked: `share` is attainment (`BEST` ranks first, None: no target); `reached_on` breaks ties."""

    key: str
    share: Decimal | None
    value: Decimal
    reached_on: date | None = None


@dataclass(frozen=True)
class Ranks:
    """Rank by attainment (by value where nobody has a target) and by value, by key; and how many `rank` counts."""

    rank: dict[str, int]
    rank_by_value: dict[str, int]
    ranked: int


def rounded(number: Decimal, step: Decimal) -> Decimal:
    """To a multiple of `step`, halves away from zero; without end stays without end."""
    if number.is_infinite():
        return number
    return (number / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def ranks(entries: Sequence[Entry], step: Decimal, better: str, has_targets: bool) -> Ranks:
    """Both ranks of those in scope with a value; who has no attainment is in `rank_by_value` alone."""
    sign = -1 if better == "lower" else 1
    value = {entry.key: sign * rounded(entry.value, step) for entry in entries}
    share = {entry.key: rounded(entry.share, SHARE_STEP) for entry in entries if entry.share is not None}
    nothing = -BEST
    first = {entry.key: -(entry.reached_on or date.max).toordinal() for entry in entries}
    by_value = _competition({key: (value[key], share.get(key, nothing), first[key]) for key in value})
    if not has_targets:
        return Ranks(by_value, by_value, len(by_value))
    by_share = _competition({key: (share[key], value[key], first[key]) for key in share})
    return Ranks(by_share, by_value, len(by_share))


def _competition(merits: dict[str, tuple[Decimal, Decimal, int]]) -> dict[str, int]:
    held = Counter(merits.values())
    place: dict[tuple[Decimal, Decimal, int], int] = {}
    above = 0
    for merit in sorted(held, reverse=True):
        place[merit] = above + 1
        above += held[merit]
    return {key: place[merit] for key, merit in merits.items()}


def tied(entries: Iterable[Entry], step: Decimal) -> list[str]:
    """Those whose value and attainment are equal to somebody else's, having reached the target."""
    groups: dict[tuple[Decimal, Decimal], list[str]] = {}
    for entry in entries:
        if entry.share is not None and entry.share >= 1:
            groups.setdefault((rounded(entry.share, SHARE_STEP), rounded(entry.value, step)), []).append(entry.key)
    return [key for group in groups.values() if len(group) > 1 for key in group]
