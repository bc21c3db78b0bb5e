"""The options of `python -m metrics` that several commands take, each with what it is for."""

from typing import Annotated

import typer

AsOf = Annotated[str | None, typer.Option(help="count no later day than this")]
Today = Annotated[str | None, typer.Option(help="entries are complete to the day before; default the clock's")]
HomeDir = Annotated[str | None, typer.Option(help="default: BOARD_HOME, else data/local")]
Lang = Annotated[str | None, typer.Option(help="zh or en; default the terminal's")]
Looking = Annotated[str, typer.Option(help="owner, head:UNIT, data_officer:UNIT, manager:ID, wall:UNIT")]
Format = Annotated[str, typer.Option(help="table, csv or json")]
