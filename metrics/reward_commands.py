"""`python -m metrics rewards`: a row for everybody and every rule, also not awarded, for eyes and for programs."""

from typing import Annotated, Any

import typer
from rich.table import Table

from data.home import open_home
from data.scope import parse
from data.terminal import day as stated
from data.terminal import edge, language
from data.text import numbers, say
from metrics.opened import asked_today
from metrics.options import AsOf, Format, HomeDir, Lang, Looking, Today
from metrics.reward_view import Rewards, rewards
from metrics.rewards import Award
from metrics.written import as_table, check, write

# what programs rely on
COLUMNS = (
    *("rule", "manager", "name", "unit", "period", "as_of", "state", "value", "line", "missing", "need_per_day"),
    *("days_left", "rank", "ranked", "tie", "reason", "place", "streak", "reached_on", "provisional", "given"),
    *("amount", "announced"),
)
SEEN = ("rule", "name", "state", "value", "line", "missing", "rank", "reached_on", "amount", "reason", "announced")


def show(
    period: Annotated[str, typer.Option(help="2026-10, 2026Q4, 2026-W41, a campaign, or two days")],
    unit: Annotated[str | None, typer.Option(help="a unit's id or name; default the viewer's own")] = None,
    as_of: AsOf = None,
    today: Today = None,
    viewer: Looking = "owner",
    home: HomeDir = None,
    lang: Lang = None,
    format: Format = "table",
) -> None:
    """Who is given what by the rules of the unit, and how far everybody else is from it."""
    speak = language(lang)
    with edge(speak):
        check(format)
        place = open_home(home)
        on = asked_today(place, stated(today))
        found = rewards(place, parse(viewer), period, unit, as_of=stated(as_of), today=on)
        write(format, COLUMNS, _plain(found), lambda: _table(found, speak, place.settings().currency))


def _plain(found: Rewards) -> list[dict[str, Any]]:
    return [
        {name: found.said(each) if name == "announced" else getattr(each, name) for name in COLUMNS}
        for each in found.awards
    ]


def _table(found: Rewards, lang: str, currency: str) -> None:
    shown = Table(*(say(f"rewards.{name}", lang) for name in SEEN))
    for each in found.awards:
        shown.add_row(*(_cell(found, each, name, lang, currency) for name in SEEN))
    as_table(shown, 200)


def _cell(found: Rewards, each: Award, name: str, lang: str, currency: str) -> str:
    rule = found.pack.rewards.get(each.rule)
    value: Any = found.said(each) if name == "announced" else getattr(each, name)
    metric = found.pack.metrics.get(rule.metric) if rule else None
    unit = metric.unit if metric else "share"
    unit = currency if unit == "CNY" else unit
    if name == "rule":
        return rule.names.get(lang) if rule else each.rule
    if value is None:
        return ""
    if name in ("value", "line"):
        return numbers.amount(value, unit if rule and rule.measure == "value" else "share", lang)
    if name == "missing":
        return numbers.amount(value, unit, lang)
    if name == "rank":
        return numbers.rank(each.rank, each.ranked)
    if name == "reached_on":
        return numbers.day(value, lang)
    if name in ("state", "reason", "announced"):
        higher = found.pack.rewards.get(each.instead or "")
        return say(f"rewards.{name}_{value}", lang, prize=higher.names.get(lang) if higher else "")
    if name == "amount":
        return numbers.amount(value, currency if each.given == "money" else "count", lang)
    return str(value)
