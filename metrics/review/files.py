"""Reviews as files, one for each reader: several at once, and only those that are not there already."""

import json
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from data.exported import mark
from data.exports import formats
from data.exports.report import Report, Stamp
from metrics.pack import Pack
from metrics.review.report import Comments, report
from metrics.review.shape import Review

MANIFEST = "manifest.json"
BARRED = re.compile(r"[^\w.\-]+")
LONGEST = 60


@dataclass(frozen=True)
class Made:
    """A file of a run: for whom, of what rows, from which published version; `content` tells what it says apart."""

    file: str
    format: str
    sha256: str
    reader: str
    unit: str
    manager: str | None
    rows: int
    version: int
    content: str


# what an earlier run left as it would be now, and what was written
Files = tuple[list[Made], list[Made]]


@dataclass(frozen=True)
class Job:
    """A review to be written for the stamp's reader in some formats; `known` are an earlier run's files.

    `deck` is the bank's own presentation, in whose layouts decks are made."""

    review: Review
    pack: Pack
    language: str
    stamp: Stamp
    comments: Comments
    formats: tuple[str, ...]
    folder: Path
    known: tuple[Made, ...]
    deck: bytes | None


def run(jobs: Iterator[Job], folder: Path, workers: int) -> Iterator[list[Made]]:
    """Writes every job's files; hardly more jobs are held than there are workers.

    Gives those that each job wrote, without what an earlier run left as it would be now, and once they are seen to
    writes the manifest anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held = {each.file: each for each in earlier(folder)}
    for kept, anew in _done(jobs, workers):
        yield anew
        held |= {each.file: each for each in (*kept, *anew)}
        _keep(folder, held)


def _done(jobs: Iterator[Job], workers: int) -> Iterator[Files]:
    """What became of each job, as it is done."""
    if workers == 1:
        yield from map(write, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: set[Future[Files]] = set()
        for job in jobs:
            waiting.add(pool.submit(write, job))
            if len(waiting) > workers:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        yield from (each.result() for each in waiting)


def write(job: Job) -> Files:
    """The files of one job, those left alone and those written."""
    told = report(job.review, job.pack, job.language, comments=job.comments, stamp=job.stamp)
    content = _digest(job, told)
    kept = {format: _kept(job, format, content) for format in job.formats}
    anew = [each for format in job.formats if not kept[format] for each in _anew(job, told, format, content)]
    return [each for files in kept.values() for each in files], anew


def _kept(job: Job, format: str, content: str) -> list[Made]:
    """What an earlier run wrote, if it is all there and says the same."""
    about = job.review.about
    wanted = (format, about.unit, about.manager, content)
    found = [each for each in job.known if (each.format, each.unit, each.manager, each.content) == wanted]
    return found if all(_is(job.folder / each.file, each.sha256) for each in found) else []


def _is(path: Path, told: str) -> bool:
    return path.exists() and mark(path.read_bytes()) == told


def _anew(job: Job, told: Report, format: str, content: str) -> list[Made]:
    about, made = job.review.about, []
    rows = sum(len(table.rows) for section in told.sections for table in section.tables)
    for name, file in formats.files(told, format, name_of(job.review), job.deck).items():
        path = job.folder / name
        path.parent.mkdir(exist_ok=True)
        beside = path.with_name(f"{path.name}.part")
        beside.write_bytes(file)
        beside.replace(path)
        whose = (job.stamp.reader, about.unit, about.manager)
        made.append(Made(name, format, mark(file), *whose, rows, about.version, content))
    return made


def name_of(review: Review) -> str:
    """What its files are called: the month, whose, and their name; with a mark of an id that does not stand there."""
    about = review.about
    id = about.manager or about.unit
    told = BARRED.sub("_", f"{about.month}-{id}-{about.name or ''}")[:LONGEST].rstrip("-_")
    return told if told.startswith(f"{about.month}-{id}") else f"{told}-{mark(id.encode())[:8]}"


def earlier(folder: Path) -> tuple[Made, ...]:
    """The files an earlier run left in the folder; none where its manifest is not whole."""
    try:
        rows = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        return tuple(Made(**row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _keep(folder: Path, made: Mapping[str, Made]) -> None:
    rows = [asdict(made[name]) for name in sorted(made)]
    beside = folder / f"{MANIFEST}.part"
    beside.write_text(json.dumps({"files": rows}, ensure_ascii=False, indent=1), "utf-8")
    beside.replace(folder / MANIFEST)


def _digest(job: Job, told: Report) -> str:
    """What a file says, whenever it is said, and from whichever version that says the same."""
    stamp = replace(job.stamp, at=job.stamp.at.min, version=0)
    said = (job.review.about.as_of, replace(told, notes=told.notes[:1], stamp=stamp), mark(job.deck or b""))
    return mark(repr(said).encode())
