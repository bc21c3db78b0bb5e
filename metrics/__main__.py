"""The command line of metrics: `python -m metrics show METRIC --period P`, `board`, `seal`, `review` and others."""

from datetime import date
from typing import Annotated, Any, cast, get_args

import typer

from data.errors import Refused
from data.home import Home, open_home
from data.kinds import kinds
from data.reader import Reader
from data.scope import parse
from data.terminal import day, edge, language
from data.text import say
from metrics import board_commands, call_commands, last_place_commands, reward_commands, seal_commands
from metrics import pack as packs
from metrics.days import last_days, nothing_in
from metrics.line import Line
from metrics.measures import MEASURES, measure_unit
from metrics.opened import asked_today, opened
from metrics.options import AsOf, Format, HomeDir, Lang, Looking, Today
from metrics.pack import Pack
from metrics.periods import Period
from metrics.periods import parse as period_of
from metrics.printed import WRITERS
from metrics.review import commands as review_commands
from metrics.show import By, lines
from metrics.workdays import load

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What the numbers mean.")
LEVELS = ("base", "stretch", "task")


app.command("board")(board_commands.show)
app.command("call-list")(call_commands.show)
app.command("last-place")(last_place_commands.show)
app.command("review")(review_commands.show)
app.command("rewards")(reward_commands.show)
app.command("seal")(seal_commands.seal)
app.command("seals")(seal_commands.seals)
app.command("unseal")(seal_commands.unseal)


@app.command()
def show(
    metric: Annotated[str, typer.Argument(help="a metric's id or name, or yield, daily_minimum, follow_up")],
    period: Annotated[str, typer.Option(help="2026-10, 2026Q4, 2026-W41, a campaign, or two days")] = "",
    last: Annotated[int | None, typer.Option(help="the last so many days, in place of a period")] = None,
    by: Annotated[str | None, typer.Option(help="manager, unit, day, tier or hour; without: the unit alone")] = None,
    as_of: AsOf = None,
    today: Today = None,
    unit: Annotated[str | None, typer.Option(help="a unit's id or name; default the top")] = None,
    level: Annotated[str, typer.Option(help="base, stretch or task")] = "base",
    viewer: Looking = "owner",
    home: HomeDir = None,
    lang: Lang = None,
    format: Format = "table",
) -> None:
    """Target against actual of one metric."""
    speak = language(lang)
    with edge(speak):
        write = _choice(format, "bad_format", WRITERS)
        grain = cast("By | None", _choice(by, "bad_by", {each: each for each in get_args(By)}) if by else None)
        _choice(level, "bad_level", {each: each for each in LEVELS})
        if not period and last is None:
            raise Refused("metric.no_period")
        place = open_home(home)
        pack = packs.load(place.settings().pack)
        counted = measure_unit(pack, metric) if metric in MEASURES else pack.metric(metric).unit
        source = "activity" if metric in MEASURES else pack.metric(metric).source
        now = asked_today(place, day(today))
        with opened(place, parse(viewer), now) as reader:
            end = day(as_of)
            span = period_of(period, pack) if last is None else last_days(reader, source, unit, last, end)
            found = _lines(reader, place, pack, metric, span, grain, unit, level, end)
            nothing = nothing_in(reader, source, span, found)
        write(found, speak, counted)
        if nothing:
            kind, title = kinds()[source].title(speak), span.title(speak)
            typer.echo(say(nothing[0], speak, kind=kind, period=title, **nothing[1]), err=True)


def _lines(
    reader: Reader,
    home: Home,
    pack: Pack,
    metric: str,
    period: Period,
    by: By | None,
    unit: str | None,
    level: str,
    as_of: date | None,
) -> list[Line]:
    workdays, own = load(home, every_day=pack.pace == "calendar"), reader.viewer.manager
    if reader.viewer.role == "wall" and by == "manager":
        raise Refused("metric.no_people_on_a_wall")
    # a person's numbers are never those of the unit
    grain = "manager" if own and by not in ("day", "hour") else by
    found = lines(reader, pack, metric, period=period, by=grain, unit=unit, level=level, as_of=as_of, workdays=workdays)
    return [line for line in found if not own or line.manager == own or line.day]


def _choice(text: str, code: str, known: dict[str, Any]) -> Any:
    if text not in known:
        raise Refused(f"metric.{code}", text=text)
    return known[text]


if __name__ == "__main__":
    app()
