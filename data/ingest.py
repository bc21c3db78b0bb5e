"""Files in: reads, stages, settles and reports; one transaction a file, one batch for each kind in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from data import batches, called, doubts, locks, moved, remarks, settle, staged, store, values, withdraw
from data import mapping as mappings
from data.errors import Refused
from data.headers import nearest
from data.home import Home
from data.kinds import Kind, kinds
from data.mapped import Mapped
from data.terms import BatchResult, Terms

__all__ = ["BatchResult", "Preview", "Progress", "Terms", "import_file", "import_files", "preview", "take"]

Progress = Callable[[str, str], None]

# The writer of made-up records: nobody else's files go into a home that holds them.
SAMPLE = "sample"


def import_files(
    home: Home,
    files: Iterable[str | Path],
    *,
    kind: str | None = None,
    mapping: str | Path | None = None,
    as_of: date | None = None,
    covers: tuple[str, ...] = (),
    yes: bool = False,
    publish: bool = True,
    today: date | None = None,
    writer: str = "owner",
    origin: str = "files",
    progress: Progress | None = None,
) -> list[BatchResult]:
    """Imports files one after the other, each whole or not at all.

    Raises `Refused` for a file that is not taken, `NeedsYes` before withdrawing much, `Busy`. Files before the
    one refused stay imported.
    """
    terms = Terms(today or date.today(), as_of, tuple(covers), yes, writer, origin)
    if as_of and as_of > terms.today:
        raise Refused("refuse.day_ahead", day=as_of, today=terms.today)
    results: list[BatchResult] = []
    with store.records(home) as con:
        for file in files:
            results += import_file(con, home, Path(file), terms, kind=kind, mapping=mapping, progress=progress)
        if publish:
            publish_now(con, home, progress)
    return results


def import_file(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    path: Path,
    terms: Terms,
    *,
    kind: str | None = None,
    mapping: str | Path | None = None,
    progress: Progress | None = None,
) -> list[BatchResult]:
    """One file on a records connection, all its kinds in one transaction."""
    if home.settings().sample and terms.writer != SAMPLE:
        raise Refused("sample.leave_first")
    _tell(progress, "read", path.name)
    parts = mappings.read(con, path, kind=kind, mapping=mapping, home=home)
    digest = batches.digest(path)
    _check_covers(con, terms.covers)
    with store.transaction(con):
        results = [take(con, home, part, terms, digest, progress) for part in in_order(parts)]
        _tell(progress, "commit", path.name)
    staged.clear(con)
    return results


def _check_covers(con: duckdb.DuckDBPyConnection, covers: tuple[str, ...]) -> None:
    """Once there is a tree, a unit that is not in it is a slip of the pen."""
    known = {text for row in con.execute("select unit, name from unit where not withdrawn").fetchall() for text in row}
    for unit in covers:
        if known and unit not in known:
            raise Refused("refuse.covers_unknown", unit=unit, near=nearest(unit, [text for text in known if text]))


def in_order(parts: Iterable[Mapped]) -> list[Mapped]:
    """Parts in the order in which their kinds are best loaded: units before people, people before their sales."""
    return sorted(parts, key=lambda part: kinds()[part.kind].order)


def take(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    part: Mapped,
    terms: Terms,
    digest: str | None,
    progress: Progress | None = None,
) -> BatchResult:
    """Takes one mapped kind into the open transaction; nothing of it is kept if the caller rolls back."""
    kind = kinds()[part.kind]
    currency = home.settings().currency
    way = values.notation(part.decimal_sign, part.thousands, part.date_order, part.period, currency)
    _tell(progress, "values", part.file)
    rows = staged.stage(con, part, kind, way)
    called.rename(con, home, rows)
    doubts.doubt(con, rows)
    load = load_of(rows)
    batch = batches.begin(con, rows, load, terms, digest)
    withdraw.find(con, rows, load, batch, terms.covers)
    locks.keep(con, rows)
    withdraw.ask(con, rows, load, terms.yes)
    _tell(progress, "records", part.file)
    settle.match(con, rows, load, batch)
    taken = moved.note_change(con, rows, batch)
    settle.write(con, rows, batch)
    withdrawn = withdraw.write(con, rows, load, batch)
    warnings = remarks.remark(con, rows, batch, terms.as_of or part.day or terms.today)
    return _result(con, rows, batch, taken, withdrawn, warnings)


def load_of(rows: staged.Staged) -> str:
    """How this file loads: rows without ids replace what the same days and units had, unless the mapping says else."""
    if rows.mapped.load:
        return rows.mapped.load
    return "replace" if rows.keyless and rows.kind.day else rows.kind.load


def _result(
    con: duckdb.DuckDBPyConnection, rows: staged.Staged, batch: int, taken: int, withdrawn: int, warnings: int
) -> BatchResult:
    quarantined = batches.quarantine(con, rows, batch)
    unchanged = rows.rows - quarantined - taken
    batches.finish(con, rows, batch, (rows.rows, taken, unchanged, quarantined, withdrawn, warnings))
    part = rows.mapped
    return BatchResult(
        batch, part.kind, part.file, part.sheet, rows.rows, taken, unchanged, quarantined, withdrawn, warnings,
        tuple(part.skipped), remarks.said(con, batch),
    )  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What an import would read, records aside: the mapped parts, their first rows as text, and counts by code.

    `replaced` are the first and last day whose rows a part would take the place of; None where it only adds.
    """

    parts: tuple[Mapped, ...]
    rows: tuple[tuple[tuple[str | None, ...], ...], ...]
    counts: tuple[dict[str, int], ...]
    replaced: tuple[tuple[date, date] | None, ...]


def preview(
    home: Home, path: str | Path, *, kind: str | None = None, mapping: str | Path | None = None, limit: int = 20
) -> Preview:
    """Reads a file without the lock and writes nothing; raises `Refused` as the import would.

    A part's counts are `rows`, `readable`, and one for each quarantine code that values and rows themselves give.
    """
    with store.scratch(home) as con:
        store.create_tables(con)
        parts = mappings.read(con, Path(path), kind=kind, mapping=mapping, home=home)
        first = tuple(tuple(con.execute(f"from ({part.select}) limit {limit}").fetchall()) for part in parts)
        looked = [_look(con, home, part, kinds()[part.kind]) for part in parts]
    return Preview(tuple(parts), first, *zip(*looked, strict=True))


def _look(
    con: duckdb.DuckDBPyConnection, home: Home, part: Mapped, kind: Kind
) -> tuple[dict[str, int], tuple[date, date] | None]:
    currency = home.settings().currency
    way = values.notation(part.decimal_sign, part.thousands, part.date_order, part.period, currency)
    rows = staged.stage(con, part, kind, way)
    called.rename(con, home, rows)
    doubts.doubt(con, rows)
    codes = con.execute("select code, count(*) from stage_refusal group by code order by code").fetchall()
    counts = {"rows": rows.rows, "readable": rows.rows - sum(count for _, count in codes), **dict(codes)}
    if load_of(rows) != "replace" or not kind.day:
        return counts, None
    first, last = con.execute(f"select min({kind.day}), max({kind.day}) from {settle.GOOD}").fetchall()[0]
    return counts, (first, last) if first else None


def publish_now(con: duckdb.DuckDBPyConnection, home: Home, progress: Progress | None = None) -> None:
    """Publishes on the connection that holds the lock."""
    from data import publish

    _tell(progress, "publish", "")
    publish.publish_with(con, home)


def _tell(progress: Progress | None, step: str, file: str) -> None:
    if progress:
        progress(step, file)
