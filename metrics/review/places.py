"""Who moved up and down in a month: for the head by name, for each person the own place as the board's policy says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from data.scope import Viewer
from metrics.groups import ALL, members, standing_then
from metrics.line import Line
from metrics.periods import Period
from metrics.policy import Row, let_through
from metrics.ranking import Asked as Ranked
from metrics.ranking import By, Ranking, by_score, ranking
from metrics.reach import reach
from metrics.results import TABLES, Scores, scored
from metrics.review.shape import Place
from metrics.score import keep_scores, weighted
from metrics.view import View

if TYPE_CHECKING:
    from metrics.review.gather import Asked

PEOPLE = """
select m.manager, m.unit
from manager m
join unit_above a on a.unit = m.unit and a.above = $unit and a.first_day <= $day and a.until > $day
where m.first_day <= $day and m.until > $day
order by m.manager
"""
# who stood there on the day and in the days before it elsewhere too
CAME = """
with below as (select unit from unit_above where above = $unit and first_day <= $day and until > $day)
select 1
from manager m join manager o using (manager)
where m.unit in (from below) and m.first_day <= $day and m.until > $day
    and o.unit not in (from below) and o.first_day <= $day and o.until > $first
limit 1
"""
BELOW = "select 1 from unit_above where unit = $unit and above = $above and first_day <= $day and until > $day"
WEIGHED = "from compared where list_contains($metrics, metric)"
Board = tuple[str, str]
Lines = Mapping[str, Sequence[Line]]


@dataclass(frozen=True)
class Month:
    """Of one month the scores of the unit reviewed, its children and people, and the ranking of each board: a unit and
    a peer group.
    """

    scores: Scores
    ranked: Mapping[Board, Ranking]


def own_boards(asked: "Asked") -> dict[Board, list[str]]:
    """The people of the unit by the board each of them gets."""
    everybody = standing_then(asked.reader, asked.pack, asked.month, asked.day)
    found: dict[Board, list[str]] = {}
    for row in asked.reader.rows(PEOPLE, {"unit": asked.unit, "day": asked.day}):
        viewer = Viewer("manager", manager=row["manager"])
        own = reach(asked.reader, asked.pack, viewer, everybody, None, None, asked.day)
        found.setdefault((own.unit, own.group), []).append(row["manager"])
    return found


def ranked(asked: "Asked", seen: View, boards: Iterable[Board]) -> Month:
    """The scores of a month just viewed, and the rankings by score; by the first metric where the pack has none.

    Everybody's score is worked out once, for all boards within the unit; a board that somebody came to in the month is
    ranked by itself, since that person's part there is not the whole.
    """
    span, day = seen.ground.period, seen.ground.end
    held: Scores = {}
    for people in (False, True):
        if weighted(asked.pack):
            keep_scores(seen, people)
            held |= {row["owner"]: scored(row) for row in asked.reader.rows("from score")}
    _show(asked)
    found: dict[Board, Ranking] = {}
    apart: list[Board] = []
    for board in dict.fromkeys([(asked.unit, ALL), *boards]):
        if weighted(asked.pack) and (board == (asked.unit, ALL) or _within(asked, board[0], span, day)):
            found[board] = by_score(asked.reader, _among(asked, span, day, board))
        else:
            apart.append(board)
    return Month(held, found | {board: _apart(asked, span, day, board) for board in apart})


def _show(asked: "Asked") -> None:
    """Shows the people's scores just kept as the tables that rankings are made of."""
    if metrics := [metric.id for metric in weighted(asked.pack)]:
        asked.reader.bring("result", asked.reader.run(WEIGHED, {"metrics": metrics}).to_arrow_table())
        for name, statement in TABLES.items():
            if name != "result":
                asked.reader.bring(name, asked.reader.run(statement).to_arrow_table())


def _among(asked: "Asked", span: Period, day: date, board: Board) -> list[str] | None:
    """Who stood below the board's unit, in its group; None for everybody of the unit reviewed."""
    group = members(standing_then(asked.reader, asked.pack, span, day), board[1])
    if group is None and board[0] == asked.unit:
        return None
    rows = asked.reader.rows(PEOPLE, {"unit": board[0], "day": day})
    return [row["manager"] for row in rows if group is None or row["manager"] in group]


def _within(asked: "Asked", unit: str, span: Period, day: date) -> bool:
    """Whether a unit is one below the unit reviewed, and nobody came there in the month."""
    below = asked.reader.rows(BELOW, {"unit": unit, "above": asked.unit, "day": day})
    return bool(below) and not asked.reader.rows(CAME, {"unit": unit, "first": span.first_day, "day": day})


def _apart(asked: "Asked", span: Period, day: date, board: Board) -> Ranking:
    """The ranking of a board by itself."""
    by: By = "score" if weighted(asked.pack) else "attainment"
    among = members(standing_then(asked.reader, asked.pack, span, day), board[1])
    metric = asked.pack.in_order()[0]
    return ranking(asked.reader, asked.pack, Ranked(metric, span, board[0], by, among, asked.workdays, day))


def places(asked: "Asked", now: Lines, then: Lines, months: Sequence[Month]) -> list[Place]:
    """Ranks by each metric as its lines give them, then those of people by score."""
    found = []
    for id, lines in now.items():
        was = {_owner(line): line.rank for line in then[id]}
        found += [_by_metric(line, was.get(_owner(line))) for line in lines if line.rank is not None]
    whole = (asked.unit, ALL)
    return [*found, *(_place(asked, row) for row in _rows(months, whole))]


def _owner(line: Line) -> tuple[str | None, str | None]:
    return (line.manager, None if line.manager else line.unit)


def _by_metric(line: Line, before: int | None) -> Place:
    return Place(line.metric, line.unit, line.manager, line.name, line.attainment, line.rank, line.ranked, before)


def own_places(asked: "Asked", boards: Mapping[Board, Sequence[str]], months: Sequence[Month]) -> list[Place]:
    """Of each person the own place on the own board, as the board's policy lets it through to that person."""
    return [
        _place(asked, own)
        for board, people in boards.items()
        for who in people
        if (own := _own(asked, _rows(months, board), who)) is not None
    ]


def _rows(months: Sequence[Month], board: Board) -> list[Row]:
    """Everybody of a board; `movement_period` is counted from the month before, where the same was compared."""
    now, then = months[0].ranked[board], months[1].ranked.get(board)
    before = then.placed if then and then.by == now.by else ()
    was = {each.manager: each.rank for each in before if each.rank is not None}
    return [
        Row(
            *(each.manager, each.name, each.unit, each.number, each.rank, now.ranked),
            movement_period=was[each.manager] - each.rank if each.manager in was and each.rank is not None else None,
            reason=each.reason,
        )
        for each in now.placed
    ]


def _own(asked: "Asked", rows: Sequence[Row], manager: str) -> Row | None:
    mine = [replace(row, mine=row.manager == manager) for row in rows]
    return next((row for row in let_through(asked.pack.board, mine, frozenset()) if row.mine), None)


def _place(asked: "Asked", row: Row) -> Place:
    by = "score" if weighted(asked.pack) else asked.pack.in_order()[0].id
    before = None if row.rank is None or row.movement_period is None else row.rank + row.movement_period
    among = row.ranked if row.rank is not None or row.percent is not None else None
    return Place(by, row.unit, row.manager, row.name, row.value, row.rank, among, before, row.percent, row.reason)
