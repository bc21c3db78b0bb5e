"""`python -m metrics call-list`: whom a person calls on a day, for eyes and for other programs."""

import csv
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.table import Table

from data.errors import Refused
from data.home import Home, open_home
from data.quarantine import harmless
from data.scope import Viewer, parse
from data.terminal import day as stated
from data.terminal import edge, language
from data.text import has, numbers, say
from metrics import pack as packs
from metrics.call_list import Call, CallList, call_list
from metrics.days import open_day
from metrics.ground import top
from metrics.opened import asked_today, opened
from metrics.options import Format, HomeDir, Lang
from metrics.pack import Pack
from metrics.workdays import load
from metrics.written import as_table

# what programs rely on: of the list, then of each row
OF_LIST = ("manager", "day", "as_of")
OF_CALL = (
    *("customer", "name", "tier", "tier_name", "reasons", "due", "follow_ups", "last_contact", "silence", "allowed"),
    *("last_day", "last_outcome", "launched", "told", "needs", "balance", "change", "near", "near_tier", "near_by"),
    *("maturities", "best_way", "points"),
)
SEEN = ("name", "tier_name", "reasons", "due", "silence", "balance", "change", "last_outcome", "best_way")


def show(
    manager: Annotated[str, typer.Option(help="a manager's id")],
    day: Annotated[str | None, typer.Option(help="the day to call on; default tomorrow, the next workday")] = None,
    today: Annotated[str | None, typer.Option(help="what was entered by then is known; default the clock's")] = None,
    viewer: Annotated[str, typer.Option(help="owner, head:UNIT, data_officer:UNIT, manager:ID")] = "owner",
    home: HomeDir = None,
    lang: Lang = None,
    format: Format = "table",
) -> None:
    """Whom a person calls on a day, with the reasons, the most pressing first."""
    speak = language(lang)
    with edge(speak):
        if format not in WRITERS:
            raise Refused("metric.bad_format", text=format)
        place = open_home(home)
        found = _found(place, packs.load(place.settings().pack), parse(viewer), manager, stated(day), stated(today))
        WRITERS[format](found, speak, place.settings().currency)


def _found(home: Home, pack: Pack, viewer: Viewer, manager: str, day: date | None, today: date | None) -> CallList:
    workdays = load(home)
    with opened(home, viewer, asked_today(home, today)) as reader:
        if today is None:
            opens = open_day(reader, top(reader, date.today())) if home.settings().sample else None
            today = workdays.next_workday(opens) if opens else date.today()
        on = day or workdays.next_workday(today)
        # on a day gone by nothing was complete that came later
        as_of = on - timedelta(days=1) if on < today else None
        return call_list(reader, pack, manager, on, workdays=workdays, today=today, as_of=as_of)


def _plain(found: CallList) -> list[dict[str, Any]]:
    of_list = {name: getattr(found, name) for name in OF_LIST}
    return [{**of_list, "place": place, **_row(call)} for place, call in enumerate(found.calls, 1)]


def _row(call: Call) -> dict[str, Any]:
    row = asdict(call) | {"due": due(call), "told": told(call)}
    return {name: row[name] for name in OF_CALL}


def due(call: Call) -> date | None:
    """The day the first follow-up is due."""
    return min((each["due"] for each in call.follow_ups), default=None)


def told(call: Call) -> bool | None:
    """Whether every newly launched product that meets a need has been told; None without any."""
    return all(each["told"] for each in call.launched) if call.launched else None


def _json(found: CallList, lang: str, currency: str) -> None:
    typer.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1, default=_value))


def _csv(found: CallList, lang: str, currency: str) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*OF_LIST, "place", *OF_CALL])
    for row in _plain(found):
        writer.writerow([_cell(value) for value in row.values()])


def _value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(value: object) -> object:
    """A cell of a file: what a list holds parted by semicolons, a promise or product by its own words."""
    if isinstance(value, tuple):
        return harmless("; ".join(str(_cell(each)) for each in value))
    if isinstance(value, dict):
        return next((value[name] for name in ("what", "name", "notes", "product") if value.get(name)), "")
    if value is None or isinstance(value, bool | int):
        return value
    return harmless(value) if isinstance(value, str) else _value(value)


def _table(found: CallList, lang: str, currency: str) -> None:
    shown = Table("", *(say(f"calls.{name}", lang) for name in SEEN))
    for place, call in enumerate(found.calls, 1):
        shown.add_row(str(place), *(_seen(call, name, lang, currency) for name in SEEN))
    as_table(shown, 200)


def _seen(call: Call, name: str, lang: str, currency: str) -> str:
    value: Any = due(call) if name == "due" else getattr(call, name)
    if name == "reasons":
        return say("page.comma", lang).join(say(f"calls.reason_{each}", lang) for each in call.reasons)
    if name in ("balance", "change"):
        return numbers.amount(value, currency, lang)
    if name == "last_outcome" and value:
        code = f"calls.outcome_{value}"
        return say(code, lang) if has(code) else str(value)
    if name == "due":
        return numbers.day(value, lang) if value else ""
    return str(call.customer if name == "name" and value is None else "" if value is None else value)


WRITERS: dict[str, Callable[[CallList, str, str], None]] = {"table": _table, "csv": _csv, "json": _json}
