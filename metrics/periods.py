"""Reads the ways people write a period: 2026-10, 2026年10月, 2026Q4, 2026-W41, a campaign, two days."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Protocol

from data.errors import Refused
from metrics.spans import DAY, Period, YearRule, containing, day_title, days, months

__all__ = ["Period", "YearRule", "containing", "day_title", "days", "parse"]
CHINESE = str.maketrans("一二三四", "1234")


class Calendar(Protocol):
    """What a period needs of a pack: its year and its campaigns."""

    @property
    def year(self) -> YearRule: ...

    def campaign(self, text: str) -> "Period | None": ...


_SIGNS = r"-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日"
_DAY = rf"(\d{{4}})(?:{_SIGNS}|(\d{{2}})(\d{{2}}))"
_ONE_DAY = re.compile(_DAY)
_TWO_DAYS = re.compile(rf"(?P<one>{_DAY})(?: *(?:\.\.|至|到|~) *| +)(?P<other>{_DAY})")
_WRITTEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("week", re.compile(r"(\d{4})(?:-?W|年第?)(\d{1,2})周?")),
    ("month", re.compile(r"(\d{4})(?:[-/.年]|(?=\d\d$))(\d{1,2})(?:月份?)?")),
    ("quarter", re.compile(r"(\d{4})(?:[- ]?Q|年第?)([1-4])(?:季度|季)?")),
    ("half", re.compile(r"(\d{4})[- ]?H([12])")),
    ("half", re.compile(r"(\d{4})年([上下])半年")),
    ("year", re.compile(r"(\d{4})(?:年|年度|全年|年全年)?")),
)


def parse(text: str, pack: Calendar) -> Period:
    """Reads every notation of a period; raises Refused("metric.bad_period") for what is none."""
    folded = unicodedata.normalize("NFKC", text).strip()
    try:
        found = pack.campaign(folded) or _written(folded.upper(), pack.year)
    except (ValueError, OverflowError):  # days that no calendar has, or that lie beyond its ends
        found = None
    if found is None:
        raise Refused("metric.bad_period", text=text)
    return found


def _written(text: str, rule: YearRule) -> Period | None:
    if match := _TWO_DAYS.fullmatch(text):
        one, other = _day(match["one"]), _day(match["other"])
        return days(one, other + DAY) if one <= other else None
    if _ONE_DAY.fullmatch(text):
        return containing("day", _day(text), rule)
    for kind, pattern in _WRITTEN:
        if (match := pattern.fullmatch(text.translate(CHINESE))) and _unit_fits(kind, text):
            return _READ[kind](match, rule)
    return None


def _day(text: str) -> date:
    year, *rest = (int(part) for part in _ONE_DAY.fullmatch(text).groups() if part)  # type: ignore[union-attr]
    return date(year, *rest)


def _unit_fits(kind: str, text: str) -> bool:
    """Tells 2026年10月, 2026年第10周 and 2026年第3季度 apart by the word they end in."""
    if "年" not in text or kind in ("half", "year"):
        return True
    return {"week": "周", "month": "月", "quarter": "季"}[kind] in text


def _half(match: re.Match[str], rule: YearRule) -> Period:
    return months("half", int(match[1]), {"上": 1, "下": 2}.get(match[2]) or int(match[2]), rule)


def _month(match: re.Match[str], rule: YearRule) -> Period:
    return months("month", int(match[1]), int(match[2]), rule)


_READ: dict[str, Callable[[re.Match[str], YearRule], Period]] = {
    "week": lambda m, rule: containing("week", date.fromisocalendar(int(m[1]), int(m[2]), 1), rule),
    "month": _month,
    "quarter": lambda m, rule: months("quarter", int(m[1]), int(m[2]), rule),
    "half": _half,
    "year": lambda m, rule: months("year", int(m[1]), 1, rule),
}
