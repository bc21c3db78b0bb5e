"""The options of `python -m data` that several commands take, each with what it is for."""

from pathlib import Path
from typing import Annotated

import typer

HomeDir = Annotated[Path | None, typer.Option("--home", help="default: BOARD_HOME, else data/local")]
Lang = Annotated[str | None, typer.Option("--lang", help="zh or en; default the terminal's")]
AsJson = Annotated[bool, typer.Option("--json", help="for programs, in place of a table")]
NoPublish = Annotated[bool, typer.Option("--no-publish", help="change the records, not yet what pages show")]
KindName = Annotated[str | None, typer.Option("--kind", help="what the rows are (sale, target…); default by headers")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="the day the file is complete to, 2026-10-15")]
Covers = Annotated[list[str] | None, typer.Option("--covers", help="a unit the file is complete for; may be repeated")]
MapName = Annotated[str | None, typer.Option("--mapping", help="a mapping's name or file; default the one that fits")]
BatchNumber = Annotated[int, typer.Argument(help="its number, as `batches` lists it")]
