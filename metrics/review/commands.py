"""`python -m metrics review`: a month as files, for a unit or one for everybody or every unit below."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from data.errors import Refused
from data.exports import formats
from data.home import open_home
from data.scope import parse
from data.terminal import bar, edge, language
from data.terminal import day as stated
from data.text import say
from metrics import pack as packs
from metrics.opened import asked_today
from metrics.options import HomeDir, Lang, Today
from metrics.periods import parse as period_of
from metrics.review.run import EACH, Asked, files


def show(
    month: Annotated[str, typer.Option(help="2026-10")],
    out: Annotated[Path, typer.Option(help="the folder the files go to; those that say the same already are kept")],
    unit: Annotated[str | None, typer.Option(help="a unit's id or name; default the viewer's own")] = None,
    each: Annotated[str | None, typer.Option(help="manager or unit: a file for each below; without: one")] = None,
    format: Annotated[str, typer.Option(help="some of xlsx, pptx, pdf, csv, parquet, with commas")] = "xlsx",
    viewer: Annotated[str, typer.Option(help="owner, head:UNIT, data_officer:UNIT, manager:ID")] = "owner",
    jobs: Annotated[int | None, typer.Option(min=1, help="processes at once; default one a core")] = None,
    today: Today = None,
    home: HomeDir = None,
    lang: Lang = None,
) -> None:
    """The review of a month as files, each with no more than its reader may see."""
    speak = language(lang)
    with edge(speak):
        place = open_home(home)
        if each is not None and each not in EACH:
            raise Refused("review.bad_each", text=each, known=", ".join(EACH))
        on = asked_today(place, stated(today))
        span = period_of(month, packs.load(place.settings().pack))
        asked = Asked(
            *(place, parse(viewer), span, unit, each, formats.known(format)), out, speak, datetime.now(), on
        )  # fmt: skip
        with bar(span.title(speak)) as tell:
            fresh = files(asked, jobs or os.cpu_count() or 1, tell)
        typer.echo(say("review.made_files", speak, count=len(fresh), folder=out))
