"""The trail of files that leave the board: each is noted with who made it, when, for whom and from which version."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from data import inbox
from data.home import Home
from data.scope import Viewer


@dataclass(frozen=True)
class Export:
    """A file: of which report and period, of which unit or one `manager`, for which reader."""

    report: str
    file: str
    format: str
    unit: str
    hash: str
    version: int
    manager: str | None = None
    period: str | None = None
    reader: str | None = None


def note(
    home: Home, viewer: Viewer, made: Iterable[Export], at: datetime, signed: str | None = None
) -> None:  # fmt: skip
    """Leaves a row a file in the inbox, safe on disk when this returns."""
    when = {"day": at.date(), "time": f"{at:%H:%M}", "signed": signed}
    if rows := [asdict(each) | when for each in made]:
        inbox.put(home, "export", rows, viewer.name)


def mark(content: bytes) -> str:
    """What tells a file's content from any other."""
    return sha256(content).hexdigest()
