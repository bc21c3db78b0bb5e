"""What both command lines share: the language, the sentence of an error with its exit code, tables and progress."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from data.errors import BoardError, NeedsYes, Refused
from data.ingest import BatchResult
from data.kinds import file_kinds, kinds
from data.terms import Remark
from data.text import LANGUAGES, say

REFUSED, NEEDS_YES = 2, 3
SHOWN = ("batch", "kind", "file", "rows", "taken", "unchanged", "quarantined", "withdrawn", "warnings")
STEPS = {
    "read": "step_read",
    "values": "step_values",
    "records": "step_records",
    "commit": "step_commit",
    "publish": "step_publish",
    "sample": "step_sample",
}


def language(asked: str | None) -> str:
    """The language asked for, else Chinese where the terminal speaks Chinese, else English."""
    if asked in LANGUAGES:
        return str(asked)
    told = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    spoken = "zh" if told.startswith("zh") else "en"
    if asked is not None:
        raise typer.Exit(complain(Refused("cli.bad_lang", value=asked, langs=", ".join(LANGUAGES)), spoken))
    return spoken


def complain(error: BoardError, lang: str) -> int:
    """Says an error on stderr and gives its exit code."""
    typer.echo(say(error.code, lang, **error.values), err=True)
    return NEEDS_YES if isinstance(error, NeedsYes) else REFUSED


@contextmanager
def edge(lang: str) -> Iterator[None]:
    """The last line of defence of a command: errors leave as one sentence and an exit code, never as a traceback."""
    try:
        yield
    except BoardError as error:
        raise typer.Exit(complain(error, lang)) from error
    except (duckdb.Error, OSError) as error:
        typer.echo(say("cli.failed", lang, reason=str(error).splitlines()[0]), err=True)
        raise typer.Exit(REFUSED) from error
    except KeyboardInterrupt as error:
        raise typer.Exit(130) from error


def day(text: str | None) -> date | None:
    """A day given as an option; raises Refused for anything but 2026-10-15."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("cli.bad_day", value=text) from error


@contextmanager
def progress(lang: str, silent: bool) -> Iterator[Callable[[str, str], None] | None]:
    """A line on stderr that says what is being done, where somebody looks at it."""
    console = Console(stderr=True)
    if silent or not console.is_terminal:
        yield None
        return
    with console.status("") as status:
        yield lambda step, file: status.update(say(f"cli.{STEPS[step]}", lang, file=file))


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr; what it gives is told how many of how many are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[int] = ()) -> None:
    """A plain table on stdout; `numbers` are the places of right-aligned columns, which no narrow terminal cuts."""
    shown = Table(box=None, pad_edge=False, collapse_padding=True)
    for place, header in enumerate(headers):
        number = place in numbers
        shown.add_column(header, justify="right" if number else "left", no_wrap=number, overflow="fold")
    for row in rows:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(file=sys.stdout).print(shown)


def known_kind(kind: str | None) -> None:
    """Raises Refused for a kind that no file can hold."""
    if kind is not None and kind not in file_kinds():
        raise Refused("cli.kind_unknown", kind=kind, kinds=", ".join(file_kinds()))


def results(done: list[BatchResult], speak: str, as_json: bool) -> None:
    """Shows what became of the files, as a table or as JSON of the shape that programs rely on."""
    rows = [{name: asdict(result)[name] for name in SHOWN} for result in done]
    if as_json:
        typer.echo(json.dumps({"batches": rows}, ensure_ascii=False))
        return
    if rows:
        order = ("batch", *SHOWN[3:], "file")
        table([say(f"cli.{name}", speak) for name in order], [[row[name] for name in order] for row in rows], range(7))
    for result in done:
        for remark in result.remarks:
            typer.echo(say("cli.warned", speak, batch=result.batch, what=_warned(remark, speak)))
        if result.quarantined:
            typer.echo(say("cli.see_quarantine", speak, batch=result.batch, count=result.quarantined))


def _warned(remark: Remark, lang: str) -> str:
    """The first warning of its code, and how many more there are like it."""
    first = say(f"warning.{remark.code}", lang, column=remark.column or "", value=remark.value or "")
    return first if remark.count == 1 else say("cli.warned_more", lang, first=first, count=remark.count - 1)


def listing(found: list[dict[str, Any]], lang: str) -> None:
    """Shows batches so that a narrow terminal holds them; the rest of their columns is in the JSON."""
    numbers = ("batch", "day", "rows", "taken", "quarantined", "warnings")
    rows = [[*(row[name] for name in numbers), kinds()[row["kind"]].title(lang), _from(row, lang)] for row in found]
    table([say(f"cli.{name}", lang) for name in (*numbers, "kind", "file")], rows, range(len(numbers)))


def _from(row: dict[str, Any], lang: str) -> str:
    return f"{row['file']} ({say('cli.undone_at', lang)})" if row["undone_at"] else str(row["file"])
