"""`python -m metrics last-place`: everybody under every rule of last place, for eyes and for other programs."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer
from rich.table import Table

from data.home import Home, open_home
from data.scope import Viewer, parse
from data.terminal import day as stated
from data.terminal import edge, language
from data.text import numbers, say
from data.viewers import stands
from metrics import pack as packs
from metrics.days import asked_day
from metrics.ground import find, top
from metrics.last_place import Standing, group, last_place
from metrics.opened import asked_today, opened
from metrics.options import AsOf, Format, HomeDir, Lang, Today
from metrics.pack import Pack
from metrics.periods import parse as period_of
from metrics.unit_rules import period_pack
from metrics.workdays import load
from metrics.written import as_table, check, write

# what programs rely on
COLUMNS = (
    *("rule", "manager", "name", "unit", "period", "state", "value", "line", "missing", "missing_amount", "rank"),
    *("ranked", "tie", "in_a_row", "reason"),
)
SEEN = ("rule", "name", "period", "state", "value", "line", "missing", "missing_amount", "rank", "in_a_row", "reason")


def show(
    period: Annotated[str, typer.Option(help="2026-10, 2026Q4 …: the rule's own period that ends within it")],
    unit: Annotated[str | None, typer.Option(help="a unit's id or name; default the top")] = None,
    as_of: AsOf = None,
    today: Today = None,
    viewer: Annotated[str, typer.Option(help="owner, head:UNIT, manager:ID; others are shown nobody")] = "owner",
    home: HomeDir = None,
    lang: Lang = None,
    format: Format = "table",
) -> None:
    """Whom to help: everybody under every rule of last place, also who is clear or left out, and what is missing."""
    speak = language(lang)
    with edge(speak):
        check(format)
        place = open_home(home)
        found, pack = _found(place, parse(viewer), period, unit, stated(as_of), stated(today))
        write(format, COLUMNS, _plain(found), lambda: _table(found, pack, speak))


def _found(
    home: Home, viewer: Viewer, text: str, unit: str | None, as_of: date | None, today: date | None
) -> tuple[list[Standing], Pack]:
    """Everybody's standing by the rules of the unit asked for, and the pack with these.

    A manager is told what My gap tells: by the rules of the own unit, counted in the group around it.
    """
    today = asked_today(home, today)
    with opened(home, viewer, today) as reader:
        period = period_of(text, packs.load(home.settings().pack))
        day = asked_day(reader, period, unit or "", as_of)
        stood = None if unit else stands(reader, day)
        # by its name only among the units the viewer may see
        place = find(reader, unit, day) if unit else stood or top(reader, day)
        pack = period_pack(home, reader, place, period, day)
    within = group(home, pack, stood, day, today) if stood else place
    calendar = load(home, every_day=pack.pace == "calendar")
    return last_place(home, viewer, pack, period, within, workdays=calendar, as_of=as_of, today=today), pack


def _plain(found: Sequence[Standing]) -> list[dict[str, object]]:
    return [{name: getattr(each, name) for name in COLUMNS} for each in found]


def _table(found: Sequence[Standing], pack: Pack, lang: str) -> None:
    shown = Table(*(say(f"last.{name}", lang) for name in SEEN))
    for each in found:
        shown.add_row(*(_cell(each, pack, name, lang) for name in SEEN))
    as_table(shown, 200)


def _cell(each: Standing, pack: Pack, name: str, lang: str) -> str:
    value, rule = getattr(each, name), pack.last_place[each.rule]
    if name == "rule":
        return rule.name(lang)
    if name == "name":
        return each.name or each.manager
    if name in ("value", "line"):
        return numbers.percent(value, lang)
    if name == "missing":
        return numbers.points(value, lang, sign=False)
    if name == "missing_amount":
        return numbers.amount(value, pack.metrics[rule.metric].unit, lang) if rule.metric else numbers.UNKNOWN
    if name == "rank":
        return numbers.rank(each.rank, each.ranked)
    if name == "state":
        return say(f"last.state_{value}", lang)
    if name == "reason":
        return say(f"last.why_{value}", lang) if value else ""
    return str(value)
