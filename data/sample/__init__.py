"""A made-up but lifelike bank for the first run; it goes in as real files do, a large one's contacts in bulk."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from data import bulk, ingest, publish, store
from data.errors import Refused
from data.home import Home
from data.kinds import kinds
from data.once import alone
from data.sample import names
from data.sample.bank import Bank, build, draw_contacts, first_workday_after, last_workday_before, months, size_of
from data.sample.files import Written, typed, write
from data.scope import Role, Viewer
from data.terms import Terms

# Shares of the work done after making, each file, and publishing, for the progress bar.
MADE, IMPORTED = 0.15, 0.75
# after the files of a bank whose contacts follow month by month
FILED = 0.35
Progress = Callable[[float, str], None]
# the trade of the made-up bank grows from year to year: before these it had none
YEARS = range(2018, 2100)


def make(
    home: Home,
    size: str = "medium",
    seed: int = 1,
    as_of: date | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> int:
    """Makes, imports and publishes the bank; returns the published version.

    `as_of` is the last workday before `today` unless given. `progress` is called with the share done and a code
    of what comes next. Raises Refused where the home holds records, or for a size that is not made.
    """
    measures = size_of(size)
    if not is_empty(home):
        raise Refused("sample.home_not_empty")
    day = as_of or last_workday_before(today or date.today())
    if day.year not in YEARS:
        raise Refused("sample.day_far", day=day, first=YEARS[0], last=YEARS[-1])
    tell = progress or (lambda share, code: None)
    home.save(replace(home.settings(), sample=True))
    tell(0.0, "sample.making")
    folder = home.scratch / "sample"
    with store.scratch(home) as con:
        bank = build(con, measures, seed, day)
        files = list(write(con, bank, folder))
        _import_all(home, files, bank, tell)
        _take_contacts(con, home, bank, tell)
    shutil.rmtree(folder)
    tell(IMPORTED, "sample.publishing")
    version = publish.publish(home)
    tell(1.0, "sample.ready")
    return version


def _import_all(home: Home, files: list[Written], bank: Bank, tell: Progress) -> None:
    until = FILED if bank.size.monthly else IMPORTED
    for number, file in enumerate(files):
        tell(MADE + (until - MADE) * number / len(files), "sample.importing")
        _import(home, file, bank)


def _take_contacts(made: duckdb.DuckDBPyConnection, home: Home, bank: Bank, tell: Progress) -> None:
    """Takes the contacts that are not among the files, a month at a time."""
    terms, kind = Terms(first_workday_after(bank.as_of), writer=ingest.SAMPLE), kinds()["activity"]
    with store.records(home) as con:
        for number, file in enumerate(_drawn(made, home, bank)):
            tell(FILED + (IMPORTED - FILED) * number / bank.size.months, "sample.importing")
            bulk.take(con, file, kind, terms)
            file.unlink()


def _drawn(made: duckdb.DuckDBPyConnection, home: Home, bank: Bank) -> Iterator[Path]:
    """The contacts of each month in a file, the next one's drawn while one's are taken."""
    wanted = months(bank)
    with ThreadPoolExecutor(max_workers=1) as beside:
        ahead = [beside.submit(_draw, made, home, month) for month in wanted[:1]]
        for month in wanted[1:]:
            ahead.append(beside.submit(_draw, made, home, month))
            yield ahead.pop(0).result()
        for last in ahead:
            yield last.result()


def _draw(made: duckdb.DuckDBPyConnection, home: Home, month: date) -> Path:
    kind = kinds()["activity"]
    path = home.scratch / "sample" / f"{kind.title('zh')}_{month:%Y-%m}.parquet"
    return typed(made, kind, path, table=draw_contacts(made, month))


def _import(home: Home, file: Written, bank: Bank) -> None:
    if file.typed:
        terms = Terms(first_workday_after(bank.as_of), bank.as_of, file.covers, writer=ingest.SAMPLE)
        with store.records(home) as con:
            bulk.take(con, file.path, kinds()[file.kind], terms)
        return
    ingest.import_files(
        home,
        [file.path],
        kind=file.kind,
        mapping=file.mapping,
        as_of=bank.late_day if file.late else bank.as_of,
        covers=file.covers,
        yes=True,
        publish=False,
        today=first_workday_after(bank.as_of),
        writer=ingest.SAMPLE,
    )


def ensure(home: Home, progress: Progress | None = None) -> bool:
    """Makes the sample on an empty home, once however many ask at the same time; True for whoever made it.

    What a killed making left behind was never published and is made anew. A home whose sample was left stays empty.
    """
    if not _wanted(home):
        return False
    with alone(home.path / "sample.lock"):
        if not _wanted(home):
            return False
        _clear(home)
        make(home, progress=progress)
    return True


def _wanted(home: Home) -> bool:
    if home.current.exists():
        return False
    return home.settings().sample or (not home.settings_file.exists() and is_empty(home))


def is_empty(home: Home) -> bool:
    """Whether nothing was ever imported: no published version, and no batch among the records."""
    if home.current.exists():
        return False
    if not home.records.exists():
        return True
    with store.records(home) as con:
        return con.execute("select 1 from batch limit 1").fetchone() is None


def leave(home: Home) -> None:
    """Empties a sample home for real records: the made-up ones go, settings, mappings and calendars stay.

    Raises Refused where the home is no sample.
    """
    if not home.settings().sample:
        raise Refused("sample.not_a_sample")
    with alone(home.path / "sample.lock"):
        _clear(home)
        home.save(replace(home.settings(), sample=False))


def _clear(home: Home) -> None:
    """Takes the pointer to the published version away first, so that no reader opens what is going."""
    with store.records(home) as con:
        home.current.unlink(missing_ok=True)
        con.execute("begin")
        for (table,) in con.execute("select table_name from duckdb_tables() where not temporary").fetchall():
            con.execute(f"delete from {table}")
        con.execute("commit")
        con.execute("checkpoint")
    for folder in (home.inbox, home.scratch / "sample"):
        shutil.rmtree(folder, ignore_errors=True)


def viewers(home: Home) -> list[tuple[Viewer, str, str]]:
    """The made-up people one may look as, with what to call them in Chinese and in English; none off the sample."""
    if not home.settings().sample:
        return []
    found: list[tuple[Viewer, str, str]] = []
    for role, subject, name, latin in names.PEOPLE:
        viewer = _viewer(role, subject)
        found.append((viewer, name, latin))
    return found


def _viewer(role: Role, subject: str) -> Viewer:
    return Viewer(role, manager=subject) if role == "manager" else Viewer(role, unit=subject)
