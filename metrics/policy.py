"""What a board's policy lets through: the rows one viewer may be given of everybody's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.rules import Board as Rules

# of fewer, a share or a list without names would tell who is who
LEAST = 5
BESIDE = 2
TENTH = Decimal("0.1")
# these say nothing of one person, so no two cuts of the same people may be compared
UNNAMED = ("percent", "anonymous")


@dataclass(frozen=True)
class Row:
    """One person on a board. `value` is the number compared, after rounding; `percent` the best so many (0.3), to the
    next tenth, among whom one is. `movement_day` and `movement_period` are places gained since the previous workday and
    the previous period. `tie` says that another row given has the same rank. `lacks` are the metrics for want of
    which there is no score. What is withheld is None.
    """

    manager: str | None
    name: str | None
    unit: str | None
    value: Decimal | None
    rank: int | None
    ranked: int
    percent: Decimal | None = None
    tie: bool = False
    movement_day: int | None = None
    movement_period: int | None = None
    reason: str | None = None
    lacks: tuple[str, ...] = ()
    mine: bool = False


def let_through(rules: Rules, rows: Sequence[Row], own: Collection[str] | None, wall: bool = False) -> list[Row]:
    """Of all rows in order of rank those that may be given to somebody, without what is withheld of each.

    `own` are the people whom the viewer sees whatever the policy: those below a head, None where that is everybody.
    On a `wall` nobody is named in the lower half, nor who is left out: a number there would be a gap beside a name, and
    to leave out those under watch alone would name them.
    """
    if own is None:
        return _tied(list(rows))
    me = next((place for place, row in enumerate(rows) if row.mine and row.rank is not None), None)
    found = [_let(rules, row, abs(place - me) if me is not None else None, own) for place, row in enumerate(rows)]
    if wall:
        found = [row if row is None or row.manager is None or _ahead(row) else None for row in found]
    # oneself first among equals: the order of others without a name must say nothing
    return _tied(sorted((row for row in found if row is not None), key=_order))


def _tied(shown: Sequence[Row]) -> list[Row]:
    ranks = [row.rank for row in shown if row.rank is not None]
    return [replace(row, tie=ranks.count(row.rank or 0) > 1) for row in shown]


def _ahead(row: Row) -> bool:
    """Whether somebody is in the better half, the middle one included."""
    return row.rank is not None and 2 * row.rank <= row.ranked + 1


def _order(row: Row) -> tuple[bool, bool, int, bool]:
    return row.reason is not None, row.rank is None, row.rank or 0, not row.mine


def _let(rules: Rules, row: Row, apart: int | None, own: Collection[str]) -> Row | None:
    if row.manager in own:
        return row
    if row.mine:
        return _mine(rules, row)
    if rules.policy == "everyone":
        return row
    if row.reason:
        return None
    if rules.policy == "top":
        return row if row.rank is not None and row.rank <= rules.top else None
    if rules.policy == "neighbours":
        return row if apart is not None and apart <= BESIDE else None
    # beside named rows those without a name could be told apart
    if rules.policy == "anonymous" and row.ranked >= LEAST and not own:
        return Row(None, None, None, row.value, row.rank, row.ranked)
    return None


def _mine(rules: Rules, row: Row) -> Row:
    """One's own row: the own number always, the place as the policy says it."""
    if row.rank is None or tells_place(rules, row.ranked):
        return row
    bare = replace(row, rank=None, movement_day=None, movement_period=None)
    return bare if row.ranked < LEAST else replace(bare, percent=among(row.rank, row.ranked))


def tells_place(rules: Rules, ranked: int) -> bool:
    """Whether somebody may be told the own place among so many, here and wherever else a place is counted."""
    return rules.policy not in UNNAMED or (rules.policy == "anonymous" and ranked >= LEAST)


def among(rank: int, ranked: int) -> Decimal:
    """The best so many of all, to the next tenth, that a rank is in: 3 of 12 is 0.3."""
    return TENTH * -(-rank * 10 // ranked)
