"""`python -m metrics board`: a leaderboard as its policy lets one viewer see it, for eyes and for other programs."""

from datetime import date
from functools import partial
from typing import Annotated, Any, cast, get_args

import typer
from rich.table import Table

from data.errors import Refused
from data.home import Home, open_home
from data.scope import OWNER, Viewer, parse
from data.terminal import day as stated
from data.terminal import edge, language
from data.text import numbers, say
from data.viewers import stands
from metrics import pack as packs
from metrics.days import asked_day
from metrics.ground import find, top
from metrics.opened import asked_today, opened
from metrics.options import AsOf, Format, HomeDir, Lang, Looking, Today
from metrics.pack import Pack
from metrics.peers import Board, Row, peers
from metrics.periods import Period
from metrics.periods import parse as period_of
from metrics.ranking import By
from metrics.unit_rules import unit_pack
from metrics.workdays import load
from metrics.written import as_table, check, write

# what programs rely on: of the board, then of each row
OF_BOARD = ("metric", "period", "as_of", "by", "group", "board", "policy")
OF_ROW = (
    *("manager", "name", "unit", "value", "rank", "ranked", "percent", "tie", "movement_day", "movement_period"),
    *("reason", "mine"),
)
SEEN = ("name", "unit", "value", "rank", "movement_day", "movement_period", "reason")


def show(
    period: Annotated[str, typer.Option(help="2026-10, 2026Q4, 2026-W41, a campaign, or two days")],
    metric: Annotated[str | None, typer.Option(help="a metric's id or name; default the first in focus")] = None,
    rank: Annotated[str, typer.Option(help="by attainment, value, score or improved")] = "attainment",
    group: Annotated[str | None, typer.Option(help="all, new, experienced, role:…, group:…, size:…")] = None,
    unit: Annotated[str | None, typer.Option(help="a unit's id or name; default the viewer's own")] = None,
    as_of: AsOf = None,
    today: Today = None,
    viewer: Looking = "owner",
    home: HomeDir = None,
    lang: Lang = None,
    format: Format = "table",
) -> None:
    """Who stands where among their peers, as the board's policy lets the viewer see it."""
    speak = language(lang)
    with edge(speak):
        check(format)
        if rank not in get_args(By):
            raise Refused("metric.bad_rank", text=rank)
        place, named = open_home(home), parse(viewer)
        span = period_of(period, packs.load(place.settings().pack))
        pack = _ruled(place, named, span, unit, stated(as_of))
        measured = pack.metric(metric) if metric else pack.in_order()[0]
        found = peers(
            *(place, named, pack, measured, span),
            workdays=load(place, every_day=pack.pace == "calendar"),
            by=cast(By, rank),
            unit=unit,
            group=group,
            as_of=stated(as_of),
            today=asked_today(place, stated(today)),
        )
        table = partial(_table, found, speak, found.counted_in(measured))
        write(format, (*OF_BOARD, *OF_ROW), _plain(found), table)


def _ruled(home: Home, viewer: Viewer, period: Period, unit: str | None, as_of: date | None) -> Pack:
    """The pack with the rules of where a manager stands, else of the unit asked for, else of the viewer's own.

    Raises Refused for a viewer who is nobody; whose board it is to see is settled with the board.
    """
    with opened(home, viewer) as own, opened(home, OWNER) as whole:
        day = asked_day(own, period, viewer.unit or "", as_of)
        asked = stands(own, day) or unit or top(own, day)
        return unit_pack(home, whole, find(whole, asked, day), day)


def _plain(found: Board) -> list[dict[str, Any]]:
    """A row for everybody shown, who is left out last."""
    of_board = {name: getattr(found, name) for name in ("metric", "period", "as_of", "by")}
    of_board |= {"group": found.reach.group, "board": found.reach.unit, "policy": found.policy}
    rows = (*found.rows, *found.left_out)
    return [of_board | {name: getattr(row, name) for name in OF_ROW} for row in rows]


def _table(found: Board, lang: str, unit: str) -> None:
    """For eyes: the rows, then what the best needed."""
    shown = Table(*(say(f"board.{name}", lang) for name in SEEN))
    for row in (*found.rows, *found.left_out):
        shown.add_row(*(_seen(row, name, lang, unit) for name in SEEN))
    wide = as_table(shown, 160)
    for each in found.needed:
        value = numbers.amount(each.value, unit, lang)
        wide.print(say("board.needs", lang, top=f"{each.top:.0%}", value=value))


def _seen(row: Row, name: str, lang: str, unit: str) -> str:
    value = getattr(row, name)
    if name == "value":
        return numbers.amount(value, unit, lang)
    if name == "rank" and row.percent:
        return say("board.among", lang, top=f"{row.percent:.0%}")
    if name == "rank":
        return numbers.rank(row.rank, row.ranked)
    if name.startswith("movement"):
        return numbers.moved(value)
    if name == "reason":
        return say(f"board.left_{value}", lang) if value else ""
    return str(value or "")
