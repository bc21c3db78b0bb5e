"""The blocks of the morning page below its cards: rows, the last day's results, leads and gaps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.text import numbers
from metrics.line import Line
from metrics.morning import Board, Result
from metrics.pack import Metric
from pages.parts import lists, words
from pages.parts.bullets import MOST, bullet, bullets
from pages.parts.lists import Item
from pages.parts.standing import listed

if TYPE_CHECKING:
    from pages.parts.room import Room

SHOWN = 3


def kept(board: Board) -> list[Metric]:
    """The metrics there is anything to say about, those in focus first, then those with a target."""
    own = board.own
    found = [m for m in board.metrics if own[m.id].target is not None or own[m.id].actual is not None]
    return sorted(found or [board.main], key=lambda metric: (not metric.focus, own[metric.id].target is None))


def rows(room: "Room", board: Board) -> str:
    """Bullet rows of the units below by the main metric; of the metrics where there is no unit below."""
    main, below = board.main, beneath(board)
    if below:
        title = words.behind(room, main, below)
        found = [bullet(room, main, line, words.who(room, line)) for line in below]
    else:
        title = room.say("morning.rows_metrics", who=words.viewed(room))
        found = [bullet(room, metric, board.own[metric.id], metric.name(room.language)) for metric in kept(board)]
    rest = f'<p class="note">{room.say("target.rest", count=len(found) - MOST)}</p>' if found[MOST:] else ""
    return lists.section(title, bullets(found[:MOST], room.language, title), rest)


def beneath(board: Board) -> list[Line]:
    """The units below by the main metric, those that say anything."""
    return [line for line in board.below[board.main.id] if listed(line)]


def last_day(room: "Room", board: Board) -> str:
    """Three best and three gaps of the last day, against the day's even share of the month's target."""
    found = [result for result in board.results if result.manager is None and _is_known(board, result)]
    below = [result for result in found if result.unit != room.unit] or found
    planned = [result for result in below if result.plan]
    best = sorted((r for r in planned if _share(r) >= 1), key=_share, reverse=True)
    gaps = sorted((r for r in planned if _share(r) < 1), key=_share)
    if planned:
        title = room.say("morning.last_day", day=days(room, board), reached=len(best), among=len(planned))
    else:
        title = room.say("morning.last_day_no_plan", day=days(room, board))
        best = sorted(below, key=lambda result: -result.actual)
    pair = [("morning.best", _results(room, best)), ("morning.gaps", _results(room, gaps))]
    return lists.section(title, _pair(room, pair))


def _is_known(board: Board, result: Result) -> bool:
    lines = (board.own[result.metric.id], *board.below[result.metric.id])
    return any(line.unit == result.unit and line.actual is not None for line in lines)


def days(room: "Room", board: Board) -> str:
    """The last day, from its first to its last where days off belong to it."""
    spans = board.last_days.values()
    if not spans:
        return numbers.day(board.as_of, room.language)
    first, last = (numbers.day(each, room.language) for each in max(spans, key=lambda span: span[1]))
    return last if first == last else room.say("morning.days", first=first, last=last)


def _share(result: Result) -> float:
    return float(result.actual / result.plan) if result.plan else 0.0


def _results(room: "Room", found: Sequence[Result]) -> list[Item]:
    return [result(room, each) for each in found[:SHOWN]]


def result(room: "Room", each: Result) -> Item:
    """A result of the last day against its even share of the target."""
    unit, language = each.metric.unit, room.language
    actual = numbers.amount(each.actual, unit, language)
    metric = each.metric.name(language)
    what = metric if each.unit == room.unit else f"{each.name or room.unit_name(each.unit)} · {metric}"
    if each.plan is None:
        return Item(what, actual)
    sign, tone = ("▲", "ahead") if _share(each) >= 1 else ("▼", "behind")
    actual_full, plan = (numbers.full(value, unit, language) for value in (each.actual, each.plan))
    share = numbers.percent(_share(each), language)
    return Item(
        what, f"{actual}　{sign} {share}", tone, f"{what}\n{room.say('morning.plan', actual=actual_full, plan=plan)}"
    )


def leads(room: "Room", board: Board) -> str:
    """The three largest leads and gaps against pace, by metric and unit."""
    title = room.say("morning.all_ahead" if board.leads else "morning.no_pace")
    if board.gaps:
        metric, line = board.gaps[0]
        lead = numbers.points(line.lead, room.language, sign=False)
        title = room.say("morning.furthest_behind", what=what(room, metric, line), lead=lead)
    pairs = (("morning.leads", board.leads), ("morning.behind", board.gaps))
    return lists.section(title, _pair(room, [(code, [_lead(room, *each) for each in found]) for code, found in pairs]))


def what(room: "Room", metric: Metric, line: Line) -> str:
    """A metric, with the unit it is about where that is not the one viewed."""
    name = metric.name(room.language)
    return name if line.unit == room.unit else f"{words.who(room, line)} · {name}"


def _lead(room: "Room", metric: Metric, line: Line) -> Item:
    sign, tone = ("▲", "ahead") if (line.lead or 0) >= 0 else ("▼", "behind")
    about = what(room, metric, line)
    return Item(
        about, f"{sign} {numbers.points(line.lead, room.language)}", tone, words.hover(room, line, metric, about)
    )


def _pair(room: "Room", pair: Sequence[tuple[str, Sequence[Item]]]) -> str:
    none = [Item(room.say("morning.none"), "")]
    return lists.side_by_side([(room.say(title), lists.listed(items or none)) for title, items in pair])
