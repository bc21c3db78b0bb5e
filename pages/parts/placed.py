"""What the leaderboard says: the answer, who stands where, what the best needed, and who is left out and why."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from data.text import numbers
from metrics.pack import Metric
from metrics.peers import Board, Needed, Row
from metrics.policy import LEAST
from pages.parts import address, ranks, words
from pages.parts.lists import Item, listed, section

if TYPE_CHECKING:
    from pages.parts.room import Room

SHOWN, NAMED, LACKS = 15, 3, 2
KINDS = {"movement_day": "figure", "movement_period": "figure later"}
ONE, HALF = Decimal(1), Decimal("0.5")


def answer(room: "Room", found: Board, metric: Metric) -> str:
    """Where the one who looks stands and how far the next line is; for a head or a wall who is first."""
    return f'<p class="answer">{escape(_answer(room, found, metric))}</p>'


def _answer(room: "Room", found: Board, metric: Metric) -> str:
    about = {"what": what(room, found, metric), "where": ranks.where(room, found), "ranked": found.ranked}
    if found.mine:
        return _mine(room, found, metric, found.mine, about)
    first = [row for row in found.rows if row.rank == 1 and row.name]
    if first:
        about["who"] = room.say("page.comma").join(row.name or "" for row in first[:NAMED])
        said = room.say("board.answer_first", value=value(room, found, metric, first[0].value), **about)
        aimed = found.by == "attainment" and found.reach.own is None
        return said + (room.say("board.over_line", count=_over(found)) if aimed else "")
    if found.needed:
        lines = (_line(room, found, metric, each) for each in found.needed)
        return room.say("board.answer_lines", lines=room.say("data.semicolon").join(lines), **about)
    return room.say("board.answer_few" if found.ranked else "board.answer_none", least=LEAST, **about)


def _mine(room: "Room", found: Board, metric: Metric, row: Row, about: dict[str, object]) -> str:
    about |= {"who": room.person or row.name or "", "value": value(room, found, metric, row.value)}
    if row.reason:
        return room.say("board.answer_left", reason=_reason(room, row), **about)
    if row.rank:
        said = room.say("board.answer_rank", rank=numbers.rank(row.rank, row.ranked), tied=_tied(room, row), **about)
    elif row.percent and row.percent <= HALF:
        said = room.say("board.answer_percent", top=f"{row.percent:.0%}", **about)
    else:
        said = room.say("board.answer_plain", **about)
    following = [each for each in found.needed if each.reached is False]
    if not following:
        return said + (
            room.say("board.in_first", top=f"{found.needed[0].top:.0%}", peers=found.peers) if found.needed else ""
        )
    return said + room.say("board.next", top=f"{following[-1].top:.0%}", more=_more(room, found, metric, following[-1]))


def _over(found: Board) -> int:
    return sum(row.value is None or row.value >= ONE for row in found.rows)


def what(room: "Room", found: Board, metric: Metric) -> str:
    """What is compared, in words."""
    return room.say(f"board.what_{found.by}", metric=metric.name(room.language))


def value(room: "Room", found: Board, metric: Metric, number: Decimal | None) -> str:
    """The number compared; more than any number where less is better and there is nothing of it."""
    return room.say("state.best") if number is None else numbers.amount(number, found.counted_in(metric), room.language)


def _more(room: "Room", found: Board, metric: Metric, each: Needed) -> str:
    """How much more it takes: an amount where it comes to one, else points."""
    if each.more_amount is not None:
        return numbers.amount(each.more_amount, metric.unit, room.language)
    return numbers.points(each.more, room.language, sign=False)


def _line(room: "Room", found: Board, metric: Metric, each: Needed) -> str:
    return room.say("board.needs", top=f"{each.top:.0%}", value=value(room, found, metric, each.value))


def _tied(room: "Room", row: Row) -> str:
    return room.say("board.tied") if row.tie else ""


def table(room: "Room", found: Board, metric: Metric, rows: Sequence[Row]) -> str:
    """A row a person: rank, name, a bar and the number compared, and how the rank has moved."""
    ends = _ends(row.value for row in found.rows)
    moves = [
        name for name in ("movement_day", "movement_period") if any(getattr(row, name) is not None for row in rows)
    ]
    heads = [("rank", "figure"), ("name", "word"), ("", "bars"), (f"by_{found.by}", "figure")]
    heads += [(name, KINDS[name]) for name in moves]
    head = "".join(
        f'<th class="{kind}">{escape(room.say(f"board.{code}")) if code else ""}</th>' for code, kind in heads
    )
    body = "".join(_row(room, found, metric, row, ends, moves) for row in rows)
    label = escape(what(room, found, metric))
    about = "" if found.by == "score" else escape(words.definition(room, metric))
    return (
        f'<div class="wide"><table class="plain board" aria-label="{label}"><thead title="{about}"><tr>{head}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def _row(room: "Room", found: Board, metric: Metric, row: Row, ends: tuple[float, float], moves: Sequence[str]) -> str:
    whole = numbers.full(row.value, metric.unit, room.language) if found.by == "value" else ""
    cells = (
        f'<td class="figure">{numbers.rank(row.rank, row.ranked)}{escape(_tied(room, row))}</td>',
        f'<td class="word">{_who(room, found, row)}</td>',
        f'<td class="bars">{_bar(row.value, ends)}</td>',
        f'<td class="figure" title="{escape(whole)}">{escape(value(room, found, metric, row.value))}</td>',
        *(f'<td class="{KINDS[name]}">{numbers.moved(getattr(row, name))}</td>' for name in moves),
    )
    return f"<tr{' class=mine' if row.mine else ''}>{''.join(cells)}</tr>"


def _who(room: "Room", found: Board, row: Row) -> str:
    """The name with the unit behind it, as a link where the person may be opened; somebody without a name."""
    if row.manager is None:
        return f'<span class="quiet">{escape(room.say("board.somebody"))}</span>'
    name = escape(row.name or row.manager)
    own = found.reach.own
    sees = room.viewer.role not in ("manager", "wall") and (own is None or row.manager in own)
    if sees or row.mine:
        name = f'<a href="{escape(address.link("gap", manager=row.manager))}" target="_self">{name}</a>'
    unit = room.tree.nodes.get(row.unit or "")
    where = (
        f' <span class="quiet">{escape(unit.name)}</span>'
        if unit and unit.name and unit.unit != found.reach.unit
        else ""
    )
    return name + where


def _ends(values: Iterable[Decimal | None]) -> tuple[float, float]:
    known = [float(each) for each in values if each is not None]
    return min([0.0, *known]), max([0.0, *known]) or 1.0


def _bar(number: Decimal | None, ends: tuple[float, float]) -> str:
    """From zero to the number; nothing where it is more than any number, or none."""
    if number is None:
        return ""
    low, high = ends
    start, stop = sorted((0.0, float(number)))
    left, width = (start - low) / (high - low) * 100, (stop - start) / (high - low) * 100
    return f'<span class="bar"><i style="left:{left:.1f}%;width:{width:.1f}%"></i></span>'


def lines(room: "Room", found: Board, metric: Metric) -> str:
    """What the best tenth, quarter and half needed as a ladder, with oneself on it and how much more each takes."""
    if not found.needed:
        return section(room.say("board.no_lines", least=LEAST))
    mine = found.mine if found.mine and found.mine.reason is None else None
    steps = [(each.reached is True, False, _step(room, found, metric, each), each.value) for each in found.needed]
    if mine:
        steps.append((True, True, (mine.name or "", value(room, found, metric, mine.value), ""), mine.value))
    # oneself before what one has reached, after what one has not
    steps.sort(key=lambda step: (step[0], not step[1]))
    ends = _ends(number for *_, number in steps)
    body = "".join(_rung(cells, own, _bar(number, ends)) for _, own, cells, number in steps)
    title = room.say("board.lines", peers=found.peers)
    return section(
        title, f'<div class="wide"><table class="plain board" aria-label="{escape(title)}">{body}</table></div>'
    )


def _step(room: "Room", found: Board, metric: Metric, each: Needed) -> tuple[str, str, str]:
    more = room.say("board.reached") if each.reached else ""
    if each.reached is False and each.more is not None:
        more = room.say("board.still", more=_more(room, found, metric, each))
    return room.say("board.among", top=f"{each.top:.0%}"), value(room, found, metric, each.value), more


def _rung(cells: tuple[str, str, str], mine: bool, bar: str) -> str:
    name, number, more = (escape(cell) for cell in cells)
    figures = f'<td class="figure">{number}</td><td class="figure">{more}</td>'
    return f'<tr{" class=mine" if mine else ""}><td class="word">{name}</td><td class="bars">{bar}</td>{figures}</tr>'


def left_out(room: "Room", found: Board) -> str:
    """Who is not ranked and why; of those who may not be named how many."""
    items = [Item(row.name or row.manager or "", _reason(room, row)) for row in found.left_out]
    hidden = found.missing - len(items)
    rest = f'<p class="note">{escape(room.say("board.unnamed", count=hidden))}</p>' if hidden else ""
    return section(room.say("board.left", count=found.missing), listed(items), rest)


def _reason(room: "Room", row: Row) -> str:
    """Why somebody is left out; without a score, for want of which metrics."""
    said = room.say(f"board.left_{row.reason}")
    names = room.say("page.comma").join(room.pack.metrics[id].name(room.language) for id in row.lacks[:LACKS])
    more = "lacks" if len(row.lacks) <= LACKS else "lacks_more"
    return said + room.say(f"board.{more}", names=names, count=len(row.lacks)) if names else said
