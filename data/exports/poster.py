"""What a picture for the chat group says; only what its maker puts in gets out, so that applies the board's policy."""

from dataclasses import dataclass
from typing import Literal

from data.exports.report import Stamp

# how a unit stands; who won; who leads
Layout = Literal["battle", "winners", "ranking"]


@dataclass(frozen=True)
class Line:
    """A child unit, a metric or a person: its name, the number as it is written, and a word beside it.

    `share` is how long its bar is, 1 for what it is held against; without one there is no bar. `place` is its rank.
    """

    name: str
    value: str
    word: str = ""
    share: float | None = None
    place: str = ""


@dataclass(frozen=True)
class Poster:
    """`figures` are the few big numbers: what it is, how it is written, and a word beside it."""

    layout: Layout
    title: str
    answer: str
    figures: tuple[tuple[str, str, str], ...]
    rows: tuple[Line, ...]
    notes: tuple[str, ...]
    language: str
    stamp: Stamp | None = None
