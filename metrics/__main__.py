"""The command line of metrics: `python -m metrics show METRIC --period P`, and `call-list --manager M`."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, cast, get_args

import typer
from rich.console import Console
from rich.table import Table

from data.errors import Refused
from data.home import Home, open_home
from data.publish import open_reader
from data.quarantine import harmless
from data.reader import Reader
from data.scope import Viewer, parse
from data.terminal import day, edge, language
from data.text import numbers, say
from metrics import call_commands
from metrics import pack as packs
from metrics.days import last_days
from metrics.line import SHOWN, Line
from metrics.measures import MEASURES, measure_unit
from metrics.pack import Pack
from metrics.periods import Period
from metrics.show import By, lines
from metrics.workdays import load

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What the numbers mean.")
# of the table for eyes: who is in front, what it is about was asked for
BESIDE = ("unit", "manager", "name", "metric", "period", "ranked", "dimension", "key")
COLUMNS = tuple(name for name in SHOWN if name not in BESIDE)
LEVELS = ("base", "stretch", "task")


app.command("call-list")(call_commands.show)


@app.command()
def show(
    metric: Annotated[str, typer.Argument(help="a metric's id or name, or yield, daily_minimum, follow_up")],
    period: Annotated[str, typer.Option(help="2026-10, 2026Q4, 2026-W41, a campaign, or two days")] = "",
    last: Annotated[int | None, typer.Option(help="the last so many days, in place of a period")] = None,
    by: Annotated[str | None, typer.Option(help="manager, unit, day, tier or hour; without: the unit alone")] = None,
    as_of: Annotated[str | None, typer.Option(help="count no later day than this")] = None,
    today: Annotated[
        str | None, typer.Option(help="entries are complete to the day before; default the clock's")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="a unit's id or name; default the top")] = None,
    level: Annotated[str, typer.Option(help="base, stretch or task")] = "base",
    viewer: Annotated[str, typer.Option(help="owner, head:UNIT, data_officer:UNIT, manager:ID, wall:UNIT")] = "owner",
    home: Annotated[str | None, typer.Option(help="default: BOARD_HOME, else data/local")] = None,
    lang: Annotated[str | None, typer.Option(help="zh or en; default the terminal's")] = None,
    format: Annotated[str, typer.Option(help="table, csv or json")] = "table",
) -> None:
    """Target against actual of one metric."""
    speak = language(lang)
    with edge(speak):
        write = _choice(format, "bad_format", WRITERS)
        grain = cast("By | None", _choice(by, "bad_by", {each: each for each in get_args(By)}) if by else None)
        _choice(level, "bad_level", {each: each for each in LEVELS})
        place = open_home(home)
        pack = packs.load(place.settings().pack)
        found = _lines(
            place,
            pack,
            parse(viewer),
            metric,
            period if last is None else last,
            grain,
            unit,
            level,
            day(as_of),
            day(today),
        )
        write(found, speak, measure_unit(pack, metric) if metric in MEASURES else pack.metric(metric).unit)


def _lines(
    home: Home,
    pack: Pack,
    viewer: Viewer,
    metric: str,
    period: str | int,
    by: By | None,
    unit: str | None,
    level: str,
    as_of: date | None,
    today: date | None,
) -> list[Line]:
    workdays = load(home, every_day=pack.pace == "calendar")
    reader = open_reader(home, viewer, today or (None if home.settings().sample else date.today()))
    if reader is None:
        raise Refused("metric.no_records")
    # a person's numbers are never those of the unit
    grain = "manager" if viewer.manager and by not in ("day", "hour") else by
    with reader:
        span = _last(reader, pack, metric, unit, period, as_of) if isinstance(period, int) else period
        found = lines(
            reader, pack, metric, period=span, by=grain, unit=unit, level=level, as_of=as_of, workdays=workdays
        )
    return [line for line in found if not viewer.manager or line.manager == viewer.manager or line.day]


def _last(reader: Reader, pack: Pack, metric: str, unit: str | None, count: int, as_of: date | None) -> Period:
    source = "activity" if metric in MEASURES else pack.metric(metric).source
    return last_days(reader, source, unit, count, as_of)


def _choice(text: str, code: str, known: dict[str, Any]) -> Any:
    if text not in known:
        raise Refused(f"metric.{code}", text=text)
    return known[text]


def _plain(line: Line) -> dict[str, Any]:
    """The stable columns; numbers as fractions, days as text, null where not computable."""
    values = {name: getattr(line, name) for name in SHOWN}
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _json(found: Sequence[Line], lang: str, unit: str) -> None:
    typer.echo(json.dumps([_plain(line) for line in found], ensure_ascii=False, indent=1))


def _csv(found: Sequence[Line], lang: str, unit: str) -> None:
    writer = csv.DictWriter(sys.stdout, SHOWN, lineterminator="\n")
    writer.writeheader()
    for line in found:
        cells = _plain(line).items()
        writer.writerow({name: harmless(value) if isinstance(value, str) else value for name, value in cells})


def _table(found: Sequence[Line], lang: str, unit: str) -> None:
    """For eyes: who or which day first, then the numbers as the pages write them."""
    table = Table("", *(say(f"metric.{name}", lang) for name in COLUMNS))
    for line in found:
        table.add_row(_who(line, lang), *(_cell(line, name, lang, unit) for name in COLUMNS))
    console = Console()
    Console(width=console.width if console.is_terminal else 240).print(table)


def _who(line: Line, lang: str) -> str:
    if line.unassigned:
        return say("metric.unassigned", lang)
    if line.day:
        return line.day.isoformat()
    if line.part:
        return _part(line.part[0], line.name, lang)
    unnamed = {"*": "metric.all_units", "~": "metric.unplaced"}
    return line.name or (say(unnamed[line.unit], lang) if line.unit in unnamed else line.manager or line.unit or "")


def _part(dimension: str, name: str | None, lang: str) -> str:
    if dimension == "hour" and name:
        return f"{name}:00"
    if dimension == "tier" and name:
        return name
    return say(f"metric.part_{dimension}", lang)


def _cell(line: Line, name: str, lang: str, unit: str) -> str:
    value = getattr(line, name)
    if name in ("state", "band"):
        return say(f"{name}.{value}", lang) if value else numbers.UNKNOWN
    if name in ("rank", "rank_by_value"):
        return numbers.rank(value, line.ranked if name == "rank" else line.ranked_by_value)
    if name in ("attainment", "pace", "score"):
        return numbers.percent(value, lang)
    if name == "lead":
        return numbers.points(value, lang)
    if name == "unknown":
        return str(value or 0)
    return str(value or numbers.UNKNOWN) if name == "as_of" else numbers.amount(value, unit, lang)


WRITERS: dict[str, Callable[[Sequence[Line], str, str], None]] = {"table": _table, "csv": _csv, "json": _json}

if __name__ == "__main__":
    app()
