"""`python -m metrics seal`, `unseal` and `seals`: a month stands still, moves again, and what the records say else."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from data.errors import Refused
from data.home import Home, open_home
from data.kinds import kinds
from data.scope import Viewer, parse
from data.terminal import REFUSED, bar, complain, edge, language
from data.terminal import day as stated
from data.text import numbers, say
from metrics import pack as packs
from metrics import sealing
from metrics.currency import in_currency
from metrics.differing import Cause, Difference, differences
from metrics.ground import find, top
from metrics.opened import asked_today, opened
from metrics.options import Format, HomeDir, Lang, Looking, Today
from metrics.pack import Pack
from metrics.review import sealed as reviews
from metrics.workdays import load
from metrics.written import as_table, check, write

# what programs rely on
COLUMNS = ("unit", "period", "sealed", "signed", "writer", "stated_at", "version", "note")
DIFFERENCE = ("metric", "dimension", "owner", "name", "what", "sealed", "now", "batches")
Month = Annotated[str, typer.Option(help="2026-10")]
UnitAsked = Annotated[str | None, typer.Option(help="a unit's id or name; default the viewer's own")]
Sealer = Annotated[str, typer.Option(help="owner or head:UNIT")]
Reason = Annotated[str | None, typer.Option(help="why; needed to open a month, and where records lack")]
Signed = Annotated[str | None, typer.Option(help="the name of whoever does it")]


def seal(
    month: Month,
    unit: UnitAsked = None,
    viewer: Sealer = "owner",
    reason: Reason = None,
    signed: Signed = None,
    check: Annotated[
        bool, typer.Option("--check", help="only list what the records say else of a sealed month")
    ] = False,
    today: Today = None,
    home: HomeDir = None,
    lang: Lang = None,
    format: Format = "table",
) -> None:
    """Seal a month of a unit and all below it; with --check, list what has come since."""
    speak = language(lang)
    with edge(speak):
        place, who = open_home(home), parse(viewer)
        if check:
            _check(place, who, month, unit, stated(today), speak, format)
            return
        try:
            with bar(month) as tell:
                reviews.seal(
                    place,
                    who,
                    month,
                    unit,
                    today=stated(today) or date.today(),
                    reason=reason,
                    signed=signed,
                    tell=tell,
                )
        except sealing.Lacks as error:
            complain(error, speak)
            for kind, units in error.lacking.items():
                typer.echo(
                    say("seal.lacking", speak, kind=kinds()[kind].title(speak), units="、".join(units)), err=True
                )
            raise typer.Exit(REFUSED) from error
    typer.echo(say("seal.done", speak, period=month))


def unseal(
    month: Month,
    unit: UnitAsked = None,
    viewer: Sealer = "owner",
    reason: Reason = None,
    signed: Signed = None,
    today: Today = None,
    home: HomeDir = None,
    lang: Lang = None,
) -> None:
    """Open a sealed month again, with a reason."""
    speak = language(lang)
    with edge(speak):
        on = stated(today) or date.today()
        sealing.unseal(open_home(home), parse(viewer), month, unit, reason=reason, today=on, signed=signed)
    typer.echo(say("seal.opened", speak, period=month))


def seals(
    viewer: Looking = "owner",
    home: HomeDir = None,
    lang: Lang = None,
    format: Format = "table",
) -> None:
    """Which months were sealed and opened again: by whom, when (UTC) and from which published version."""
    speak = language(lang)
    with edge(speak):
        check(format)
        place = open_home(home)
        with opened(place, parse(viewer), asked_today(place)) as reader:
            rows = [_stated(each) for each in sealing.history(reader)]
        write(format, COLUMNS, rows, lambda: _listed(rows, speak))


def _stated(each: sealing.Seal) -> dict[str, Any]:
    row = asdict(each) | {"stated_at": f"{each.stated_at:%Y-%m-%dT%H:%M:%S}"}
    return {name: row[name] for name in COLUMNS}


def _check(
    home: Home, viewer: Viewer, month: str, unit: str | None, today: date | None, lang: str, format: str
) -> None:
    check(format)
    pack = packs.load(home.settings().pack)
    with opened(home, viewer, asked_today(home, today)) as reader:
        period = sealing.month_of(month, pack)
        place = find(reader, unit, period.last_day) if unit else top(reader, period.last_day)
        held = sealing.sealed_by(reader, period, place)
        if held is None:
            raise Refused("seal.not_sealed", unit=place, period=period.code)
        calendar = load(home, every_day=pack.pace == "calendar")
        found = differences(reader, pack, period, place, workdays=calendar)
    rows = [_plain(each) for each in found]
    write(format, DIFFERENCE, rows, lambda: _table(found, in_currency(pack, home.settings().currency), lang))


def _plain(each: Difference) -> dict[str, Any]:
    told = asdict(each) | {"batches": " ".join(str(cause.batch) for cause in each.causes)}
    return {name: told[name] for name in DIFFERENCE}


def _table(found: Sequence[Difference], pack: Pack, lang: str) -> None:
    if not found:
        typer.echo(say("seal.nothing_differs", lang))
        return
    shown = Table(*(say(f"seal.column_{name}", lang) for name in ("metric", "name", "what", "was", "now", "causes")))
    for each in found:
        metric = pack.metrics[each.metric]
        said = (numbers.amount(value, metric.unit, lang) for value in (each.sealed, each.now))
        causes = "；".join(_cause(cause, lang) for cause in each.causes)
        shown.add_row(metric.name(lang), each.name or each.owner, say(f"seal.what_{each.what}", lang), *said, causes)
    as_table(shown, 200)


def _cause(cause: Cause, lang: str) -> str:
    code = "seal.cause_undone" if cause.undone else "seal.cause"
    when = f"{cause.imported_at:%Y-%m-%d}" if cause.imported_at else numbers.UNKNOWN
    title = kinds()[cause.kind].title(lang)
    return say(code, lang, batch=cause.batch, kind=title, file=cause.file or "", who=cause.writer or "", day=when)


def _listed(rows: Sequence[dict[str, Any]], lang: str) -> None:
    """Seals for eyes."""
    shown = Table(*(say(f"seal.column_{name}", lang) for name in COLUMNS))
    for row in rows:
        shown.add_row(*("" if row[name] is None else _text(row[name], lang) for name in COLUMNS))
    as_table(shown, 160)


def _text(value: object, lang: str) -> str:
    return say(f"seal.state_{'on' if value else 'off'}", lang) if isinstance(value, bool) else str(value)
