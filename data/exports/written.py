"""How files write what pages write: a cell as text, who made the file, and text cut to its room."""

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import ceil
from unicodedata import east_asian_width

from data.exports.report import Cell, Column, Comment, Stamp
from data.text import numbers, say

# what breaks the XML of office files
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# a letter beside a Chinese character, how much of a line broken words leave empty, the gap between both scripts
LETTER, WORDS, BETWEEN = 0.6, 1.08, 0.2


def text(value: Cell, column: Column, language: str) -> str:
    """A cell as pages write it."""
    if value is None:
        return numbers.UNKNOWN if column.right else ""
    if isinstance(value, date):
        return numbers.short_day(value, language)
    if isinstance(value, str):
        return value
    said = numbers.amount(value, column.unit, language)
    return f"+{said}" if column.signed and value > 0 else said


def row(values: tuple[Cell, ...], columns: tuple[Column, ...], language: str) -> list[str]:
    """A row's cells as text."""
    return [text(value, column, language) for value, column in zip(values, columns, strict=True)]


def stamp(made: Stamp | None, language: str) -> str:
    """Version, state, who made it, when and for whom; nothing without a stamp."""
    if made is None:
        return ""
    when = f"{numbers.day(made.at.date(), language, year=True)} {made.at:%H:%M}"
    said = (
        say("export.version", language, version=made.version),
        made.state,
        say("export.made", language, by=made.by, at=when),
        say("export.reader", language, reader=made.reader),
    )
    return " · ".join(each for each in said if each)


def comment(said: Comment, language: str) -> str:
    """Who wrote it, when, and what."""
    day = numbers.short_day(said.day, language)
    return say("export.comment", language, who=said.who, day=day, text=said.text)


def clean(words: str) -> str:
    """Without the signs that print nothing and break a file."""
    return CONTROL.sub(" ", words)


@lru_cache(maxsize=20_000)
def ems(words: str) -> float:
    """About how wide a line of text is, in Chinese characters; between these and letters some programs leave a gap."""
    wide = [east_asian_width(each) in "WFA" for each in words]
    gaps = sum(one != other for one, other in pairwise(wide))
    return sum(1 if each else LETTER for each in wide) + gaps * BETWEEN


def cut(words: str, room: float) -> str:
    """Text cut with an ellipsis to so many ems."""
    if ems(words) <= room:
        return words
    kept = len(words)
    while kept and ems(words[:kept]) > room - 1:
        kept -= 1
    return words[:kept].rstrip() + "…"


def lines(words: str, room: float) -> int:
    """On how many lines of so many ems text stands."""
    return sum(max(1, ceil(ems(each) * (WORDS if ems(each) > room else 1) / room)) for each in words.split("\n"))


def size(words: str, width: float, height: float, sizes: tuple[int, ...]) -> int:
    """The first of the sizes in points, large to small, at which text fits a box; else the last."""
    fits = (each for each in sizes if lines(words, width / each) * each * 1.25 <= height)
    return next(fits, sizes[-1])
