"""A leaderboard as its policy allows: the one way ranks, neighbours and what the best needed leave for anybody.

It reads everybody, and gives one viewer no more than the board's policy lets through.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.home import Home
from data.reader import Reader
from data.scope import OWNER, Viewer
from metrics.days import asked_day
from metrics.ground import find, top
from metrics.groups import members, standing_then
from metrics.needed import Needed, needed
from metrics.opened import opened
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.policy import LEAST, Row, let_through
from metrics.ranking import Asked, By, Placed, Ranking, ranking, rankings
from metrics.reach import Reach, reach
from metrics.rules import Policy
from metrics.workdays import Workdays

__all__ = ["Board", "Needed", "Row", "peers"]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Board:
    """One ranking as one viewer may see it.

    `by` is what was compared: value in place of attainment where nobody has a target. `rows` are of those `ranked`, in
    order; `left_out` of those who are not, `missing` in all. `needed` is what the best of so many `peers` needed;
    `day_before` and `period_before` are what movement is counted from.
    """

    metric: str
    period: str
    by: By
    policy: Policy
    reach: Reach
    as_of: date | None
    day_before: date | None
    period_before: Period | None
    ranked: int
    missing: int
    rows: tuple[Row, ...]
    left_out: tuple[Row, ...]
    needed: tuple[Needed, ...]
    peers: int

    @property
    def mine(self) -> Row | None:
        """The viewer's own row, ranked or not."""
        return next((row for row in (*self.rows, *self.left_out) if row.mine), None)

    def counted_in(self, metric: Metric) -> str:
        """The unit of the number compared: the metric's own, a share, or points for what a share changed by."""
        return {"value": metric.unit, "improved": "points"}.get(self.by, "share")


def peers(
    home: Home,
    viewer: Viewer,
    pack: Pack,
    metric: Metric,
    period: Period,
    *,
    workdays: Workdays,
    by: By = "attainment",
    unit: str | None = None,
    group: str | None = None,
    as_of: date | None = None,
    today: date | None = None,
) -> Board:
    """The board of a unit (id or name; default the viewer's own) and peer group (default: the pack's kind of it).

    Raises Refused without records, for a unit or group that is not the viewer's to ask for, and for a manager who
    stands nowhere.
    """
    with opened(home, OWNER, today) as reader:
        day = asked_day(reader, period, viewer.unit or top(reader, as_of or period.last_day), as_of)
        place = find(reader, unit, day) if unit else None
        found = reach(reader, pack, viewer, standing_then(reader, pack, period, day), place, group, day)
        return _board(reader, pack, viewer, Asked(metric, period, found.unit, by, None, workdays, day), found)


@dataclass(frozen=True)
class Lines:
    """What the best of so many `peers` needed in a metric, beside what one person has."""

    peers: int
    needed: tuple[Needed, ...]


def lines(
    home: Home, pack: Pack, metrics: Sequence[Metric], period: Period, manager: str, *, workdays: Workdays,
    as_of: date, today: date | None = None,
) -> dict[str, Lines]:  # fmt: skip
    """By metric what a manager's own board says the best needed in attainment; no metric without peers or targets.

    Raises Refused as `peers` does.
    """
    if not metrics:
        return {}
    viewer = Viewer("manager", manager=manager)
    with opened(home, OWNER, today) as reader:
        day = asked_day(reader, period, top(reader, as_of), as_of)
        within = reach(reader, pack, viewer, standing_then(reader, pack, period, day), None, None, day)
        asked = Asked(metrics[0], period, within.unit, "attainment", None, workdays, day)
        among = members(standing_then(reader, pack, period, day), within.group)
        now = rankings(reader, pack, replace(asked, among=among), metrics)
        few = [metric for metric in metrics if now[metric.id].ranked < LEAST]
        whole = rankings(reader, pack, replace(asked, unit=top(reader, day)), few) if few else {}
    found = {
        metric.id: _lines(metric, now[metric.id], whole.get(metric.id) or now[metric.id], manager)
        for metric in metrics
        if now[metric.id].by == "attainment"
    }
    return {metric: each for metric, each in found.items() if each.needed}


def _lines(metric: Metric, now: Ranking, among: Ranking, manager: str | None) -> Lines:
    """Of the people ranked now; `among` is of the whole bank where these are too few."""
    me = next((each for each in now.placed if each.manager == manager), None)
    return Lines(among.ranked, needed(metric, among, me) if among.by == now.by else ())


def _board(reader: Reader, pack: Pack, viewer: Viewer, asked: Asked, found: Reach) -> Board:
    now = _ranked(reader, pack, asked, found.group)
    day, before = _before(asked, now)
    yesterday = _places(reader, pack, replace(asked, as_of=day), found, now.by) if day else {}
    last = replace(asked, period=before, as_of=before.last_day) if before else None
    then = _places(reader, pack, last, found, now.by) if last else {}
    rows = [_row(each, now.ranked, yesterday, then, viewer) for each in now.placed]
    shown = let_through(pack.board, rows, found.own, wall=viewer.role == "wall")
    ranked, left_out = ([row for row in shown if (row.reason is None) == held] for held in (True, False))
    among = now if now.ranked >= LEAST else ranking(reader, pack, replace(asked, unit=top(reader, asked.as_of)))
    best = _lines(asked.metric, now, among, viewer.manager)
    return Board(
        *(asked.metric.id, asked.period.code, now.by, pack.board.policy, found, now.as_of, day, before),
        *(now.ranked, len(rows) - now.ranked, tuple(ranked), tuple(left_out), best.needed, best.peers),
    )


def _ranked(reader: Reader, pack: Pack, asked: Asked, group: str) -> Ranking:
    """Ranked among who was in the group on that day."""
    peers = standing_then(reader, pack, asked.period, asked.as_of)
    return ranking(reader, pack, replace(asked, among=members(peers, group)))


def _places(reader: Reader, pack: Pack, asked: Asked, found: Reach, by: By) -> dict[str, int]:
    """The ranks then; none where something else was compared."""
    then = _ranked(reader, pack, asked, found.group)
    return {each.manager: each.rank for each in then.placed if each.rank is not None} if then.by == by else {}


def _before(asked: Asked, now: Ranking) -> tuple[date | None, Period | None]:
    """What movement is counted from: the data day of the morning before (of a Monday's, Friday) if it lies in the
    period, and the period before; an improvement is already one on that.
    """
    day = asked.workdays.last_day_range(now.as_of)[0] - DAY if now.as_of else None
    return (
        day if day and day >= asked.period.first_day else None,
        None if asked.by == "improved" else asked.period.previous(),
    )


def _row(each: Placed, ranked: int, yesterday: Mapping[str, int], then: Mapping[str, int], viewer: Viewer) -> Row:
    def moved(before: Mapping[str, int]) -> int | None:
        was = before.get(each.manager)
        return was - each.rank if was is not None and each.rank is not None else None

    return Row(
        manager=each.manager,
        name=each.name,
        unit=each.unit,
        value=each.number,
        rank=each.rank,
        ranked=ranked,
        movement_day=moved(yesterday),
        movement_period=moved(then),
        reason=each.reason,
        lacks=each.lacks,
        mine=each.manager == viewer.manager,
    )
