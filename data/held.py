"""Files of the inbox that were not taken: put aside with the reason until somebody says yes or throws them away."""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, count
from pathlib import Path

from data import ingest, store
from data.errors import BoardError, NeedsYes, Refused
from data.home import Home
from data.ingest import BatchResult, Terms

REASON = ".reason.json"


@dataclass(frozen=True)
class Held:
    """A file that was not taken, and the error to say."""

    name: str
    error: BoardError
    at: datetime


def hold(home: Home, path: Path, error: BoardError) -> None:
    """Puts a file of the inbox aside with the error that says why."""
    folder = home.inbox / "held"
    folder.mkdir(parents=True, exist_ok=True)
    place = _free(folder / path.name)
    values = {name: str(value) for name, value in error.values.items()}
    now = datetime.now(UTC).isoformat()
    about = {"code": error.code, "values": values, "yes": isinstance(error, NeedsYes), "at": now}
    place.with_name(f"{place.name}{REASON}").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    shutil.move(path, place)


def _free(path: Path) -> Path:
    """The path, with a number where a file of that name waits already."""
    numbered = (path.with_stem(f"{path.stem} ({number})") for number in count(2))
    return next(each for each in chain([path], numbered) if not each.exists())


def held(home: Home) -> list[Held]:
    """What was not taken and waits for somebody, with the reason."""
    folder = home.inbox / "held"
    found = []
    for note in sorted(folder.glob(f"*{REASON}")) if folder.exists() else []:
        about = json.loads(note.read_text("utf-8"))
        error = (NeedsYes if about["yes"] else Refused)(about["code"], **about["values"])
        found.append(Held(note.name.removesuffix(REASON), error, datetime.fromisoformat(about["at"])))
    return found


def release(home: Home, name: str, take_it: bool, today: date | None = None) -> list[BatchResult]:
    """Ends the wait of a held file: imports it with a yes, or throws it away; raises what the import raises."""
    path = home.inbox / "held" / Path(name).name
    results: list[BatchResult] = []
    if take_it:
        with store.records(home) as con:
            results = ingest.import_file(con, home, path, Terms(today or date.today(), yes=True))
            ingest.publish_now(con, home)
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}{REASON}").unlink(missing_ok=True)
    return results
