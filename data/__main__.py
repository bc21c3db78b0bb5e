"""`python -m data`: files in, batches, quarantine, publishing, from the command line."""

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from data import batches, checks, inbox, ingest, link_commands, mapping, quarantine, store, templates
from data.errors import BoardError, Refused
from data.home import open_home
from data.ingest import BatchResult
from data.options import AsJson, AsOf, BatchNumber, Covers, HomeDir, KindName, Lang, MapName, NoPublish
from data.terminal import REFUSED, complain, day, edge, known_kind, language, listing, progress, results, table
from data.text import say

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(link_commands.app, name="links")


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="CSV, Excel, ODS or Parquet files")],
    kind: KindName = None,
    mapping: MapName = None,
    as_of: AsOf = None,
    covers: Covers = None,
    yes: Annotated[bool, typer.Option("--yes", help="take back as many rows as a complete file leaves out")] = False,
    no_publish: NoPublish = False,
    home: HomeDir = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Import files: every row is taken, unchanged or in quarantine."""
    speak, place = language(lang), open_home(home)
    done: list[BatchResult] = []
    codes: list[int] = []
    with edge(speak), progress(speak, as_json) as tell:
        known_kind(kind)
        try:
            for file in files:
                try:
                    done += ingest.import_files(
                        place, [file], kind=kind, mapping=mapping, as_of=day(as_of), covers=tuple(covers or ()),
                        yes=yes, publish=False, progress=tell,
                    )  # fmt: skip
                except BoardError as error:
                    codes.append(complain(error, speak))
            if not no_publish:
                inbox.take(place)
        finally:
            results(done, speak, as_json)
    raise typer.Exit(min(codes, default=0))


@app.command()
def sample(
    size: Annotated[str, typer.Option("--size", help="small, medium or large")] = "small",
    seed: Annotated[int, typer.Option("--seed", help="another number, another bank")] = 1,
    as_of: Annotated[str | None, typer.Option("--as-of", help="its data day; default the last workday")] = None,
    home: HomeDir = None,
    lang: Lang = None,
) -> None:
    """Make the made-up bank in an empty home."""
    from data import sample as bank

    speak = language(lang)
    with edge(speak), progress(speak, False) as tell:
        step = (lambda share, code: tell("sample", f"{share:.0%}")) if tell else None
        version = bank.make(open_home(home), size, seed, day(as_of), progress=step)
    typer.echo(say("cli.published", speak, version=version))


@app.command("map")
def map_(
    file: Annotated[Path, typer.Argument(help="the file to write a mapping for")],
    kind: Annotated[str, typer.Option("--kind", help="what its rows are: sale, target…")],
    out: Annotated[Path | None, typer.Option("--out", help="default: the home's mappings, by the file's name")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="overwrite a mapping that is there")] = False,
    home: HomeDir = None,
    lang: Lang = None,
) -> None:
    """Write a first guess of a mapping, to be edited."""
    speak, place = language(lang), open_home(home)
    with edge(speak):
        known_kind(kind)
        with store.scratch(place) as con:
            text = mapping.guess(con, file, kind, place)
        target = out or place.mappings / f"{file.stem}.toml"
        if target.exists() and not yes:
            raise Refused("cli.mapping_exists", path=target)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    typer.echo(say("cli.mapping_written", speak, path=target))


@app.command()
def publish(
    watch: Annotated[bool, typer.Option("--watch", help="go on until stopped")] = False,
    every: Annotated[float, typer.Option("--every", min=1.0, help="seconds between two looks")] = 30.0,
    full: Annotated[bool, typer.Option("--full", help="build every mart anew")] = False,
    home: HomeDir = None,
    lang: Lang = None,
) -> None:
    """Take the inbox and publish; with --watch, again and again."""
    from data import publish as publishing

    speak, place = language(lang), open_home(home)
    with edge(speak):
        inbox.take(place, publish=False)
        typer.echo(say("cli.published", speak, version=publishing.publish(place, full)))
        while watch:
            time.sleep(every)
            if inbox.waiting(place):
                inbox.take(place, publish=False)
                typer.echo(say("cli.published", speak, version=publishing.publish(place)))


@app.command("batches")
def batches_(home: HomeDir = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """List what was imported."""
    speak = language(lang)
    with edge(speak), store.records(open_home(home)) as con:
        found = batches.listed(con)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, default=str))
        return
    listing(found, speak)


@app.command()
def undo(batch: BatchNumber, no_publish: NoPublish = False, home: HomeDir = None, lang: Lang = None) -> None:
    """Undo a batch."""
    speak = language(lang)
    with edge(speak):
        batches.undo(open_home(home), batch, publish=not no_publish)
    typer.echo(say("cli.undone", speak, batch=batch))


@app.command("quarantine")
def quarantine_(
    batch: BatchNumber,
    out: Annotated[Path | None, typer.Option("--out", help="a CSV to mend and import again")] = None,
    home: HomeDir = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show or save the rows of a batch that were not taken, with the reason."""
    speak = language(lang)
    with edge(speak):
        with store.records(open_home(home)) as con:
            batches.known(con, batch)
            found = quarantine.rows(con, batch)
        if out:
            out.write_bytes(quarantine.as_csv(found, speak))
    if as_json:
        said = [asdict(row) | {"reason": quarantine.reason(row, speak)} for row in found]
        typer.echo(json.dumps(said, ensure_ascii=False))
    elif not out:
        rows = [(row.line, row.column, row.value, quarantine.reason(row, speak)) for row in found]
        table([say(f"cli.{name}", speak) for name in ("line", "column", "value", "reason")], rows, [0])


@app.command()
def template(
    kind: Annotated[str, typer.Argument(help="sale, target, unit…")],
    out: Annotated[Path | None, typer.Option("--out", help="default: the kind's name, here")] = None,
    lang: Lang = None,
) -> None:
    """Write an empty import file of a kind."""
    speak = language(lang)
    with edge(speak):
        known_kind(kind)
        target = out or Path(templates.file_name(kind, speak))
        target.write_bytes(templates.template(kind, speak))
    typer.echo(str(target))


@app.command()
def check(home: HomeDir = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """Check that every row is accounted for and every key has one row in force."""
    speak = language(lang)
    with edge(speak), store.records(open_home(home)) as con:
        faults = checks.faults(con)
    if as_json:
        typer.echo(json.dumps({"faults": faults}, ensure_ascii=False))
    else:
        typer.echo(say("cli.sound", speak) if not faults else "\n".join(say("cli.fault", speak, **f) for f in faults))
    raise typer.Exit(REFUSED if faults else 0)


if __name__ == "__main__":
    app(prog_name="python -m data")
