"""How files write what pages write: a cell as text, who made the file, text cut to its room."""

import re
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from data.exports.report import Cell, Column, Comment, Stamp
from data.text import numbers, say

# what breaks a file
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# a letter beside a Chinese character, how much of a line broken words leave empty, the gap between both scripts
LETTER, WORDS, BETWEEN = 0.64, 1.08, 0.2
# signs far wider or narrower, in the widest of the faces that take the place of one a computer lacks
SIGNS = dict.fromkeys("%MmW@", 0.97) | dict.fromkeys("+−", 0.84) | dict.fromkeys(".,: ", 0.34)


def text(value: Cell, column: Column, language: str) -> str:
    """A cell as pages write it."""
    if value is None:
        return numbers.UNKNOWN if column.right else ""
    if isinstance(value, date):
        return numbers.short_day(value, language)
    if isinstance(value, str):
        return value
    said = numbers.amount(value, column.unit, language).removeprefix("+")
    return f"+{said}" if column.signed and value > 0 else said


def row(values: tuple[Cell, ...], columns: tuple[Column, ...], language: str) -> list[str]:
    """A row's cells as text."""
    return [text(value, column, language) for value, column in zip(values, columns, strict=True)]


def made(stamp: Stamp | None, language: str) -> str:
    """Who made it, when, for whom, from which version, and whether that is sealed; empty where nobody says."""
    if stamp is None:
        return ""
    told = {"by": stamp.by, "at": f"{stamp.at:%Y-%m-%d %H:%M}", "reader": stamp.reader, "version": stamp.version}
    return " · ".join(filter(None, (say("report.made", language, **told), stamp.state)))


def comment(said: Comment, language: str) -> str:
    """Who wrote it, when, and what."""
    day = numbers.short_day(said.day, language)
    return say("report.comment", language, who=said.who, day=day, text=said.text)


def cleaned(told: Any) -> Any:
    """The same, a blank for each sign that prints nothing and breaks a file."""
    if isinstance(told, str):
        return CONTROL.sub(" ", told)
    if isinstance(told, tuple):
        return tuple(map(cleaned, told))
    if is_dataclass(told) and not isinstance(told, type):
        return type(told)(**{field.name: cleaned(getattr(told, field.name)) for field in fields(told)})
    return told


@lru_cache(maxsize=20_000)
def ems(words: str) -> float:
    """About how wide a line of text is, in Chinese characters; between these and letters some programs leave a gap."""
    wide = [east_asian_width(each) in "WFA" for each in words]
    gaps = sum(one != other for one, other in pairwise(wide))
    return sum(1 if full else SIGNS.get(each, LETTER) for each, full in zip(words, wide, strict=True)) + gaps * BETWEEN


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
