"""`python -m data links`: personal links for heads, managers and walls."""

import json
from typing import Annotated

import typer

from data import links
from data.home import open_home
from data.options import AsJson, HomeDir, Lang
from data.scope import parse
from data.terminal import edge, language
from data.text import say

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Personal links for heads, managers and walls.")
Whom = Annotated[str, typer.Argument(help="head:UNIT, data_officer:UNIT, manager:ID or wall:UNIT")]


@app.command()
def make(
    viewer: Whom,
    address: Annotated[str, typer.Option(help="where people open the app")] = "http://localhost:8501",
    home: HomeDir = None,
    lang: Lang = None,
) -> None:
    """Make a viewer's link, in place of the one before; from the first on, nothing is shown without one."""
    speak = language(lang)
    with edge(speak):
        key = links.make(open_home(home), parse(viewer))
    typer.echo(f"{address.rstrip('/')}/?key={key}")
    typer.echo(say("access.link_made", speak, viewer=viewer), err=True)


@app.command("list")
def list_(home: HomeDir = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """List whom links were made for."""
    with edge(language(lang)):
        found = [link.viewer for link in links.links(open_home(home))]
    typer.echo(json.dumps({"links": found}) if as_json else "\n".join(found))


@app.command()
def drop(viewer: Whom, home: HomeDir = None, lang: Lang = None) -> None:
    """Make a viewer's link open nothing from now on."""
    speak = language(lang)
    with edge(speak):
        links.drop(open_home(home), parse(viewer))
    typer.echo(say("access.link_dropped", speak, viewer=viewer))
