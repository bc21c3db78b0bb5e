"""Spans of days: a day, week, month, quarter, half, year, campaign or plain days, half-open, with their titles."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from data.errors import Refused
from data.text import say

DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
TITLES = {
    "day": "metric.period_day",
    "week": "metric.period_week",
    "month": "metric.period_month",
    "quarter": "metric.period_quarter",
    "half": "metric.period_half",
    "year": "metric.period_year",
}


@dataclass(frozen=True)
class YearRule:
    """The month a pack's year starts in, and whether the year is named by the one it starts or ends in."""

    start: int = 1
    named_by: str = "start"


@dataclass(frozen=True)
class Period:
    """Days `first_day` up to but not including `until`; `code` is its one written form, `names` a campaign's."""

    code: str
    first_day: date
    until: date
    kind: str
    rule: YearRule = YearRule()
    names: tuple[tuple[str, str], ...] = ()

    @property
    def last_day(self) -> date:
        return self.until - DAY

    def previous(self) -> "Period":
        """The calendar's previous one; a campaign's is the year before; of plain days, as many just before.

        Raises Refused where that lies before the first day of all.
        """
        try:
            if self.kind == "campaign":
                return _year_before(self)
            if self.kind == "days":
                return days(self.first_day - (self.until - self.first_day), self.first_day)
            return containing(self.kind, self.first_day - DAY, self.rule)
        except (OverflowError, ValueError) as error:
            raise Refused("metric.bad_period", text=self.code) from error

    def title(self, language: str) -> str:
        """How a reader sees it: 2026年10月, Oct 2026."""
        if self.names:
            return dict(self.names)[language]
        first, last = self.first_day, self.last_day
        if self.kind == "days":
            ends = {"first": day_title(first, language), "last": day_title(last, language)}
            return say("metric.period_days", language, **ends)
        part = _part(self, language)
        values = {"year": self.code[:4], "month": _month_name(first, language), "day": first.day, "part": part}
        return say(TITLES[self.kind], language, week=first.isocalendar().week, **values)


def day_title(day: date, language: str) -> str:
    """A day in full: 2026年10月15日, 15 Oct 2026."""
    return say("metric.period_day", language, year=day.year, month=_month_name(day, language), day=day.day)


def _month_name(day: date, language: str) -> str:
    return say("metric.months", language).split()[day.month - 1]


def _part(period: Period, language: str) -> str:
    names = {"quarter": "metric.quarters", "half": "metric.halves"}
    return say(names[period.kind], language).split()[int(period.code[-1]) - 1] if period.kind in names else ""


def days(first_day: date, until: date) -> Period:
    """Plain days, half-open."""
    return Period(f"{first_day}..{until - DAY}", first_day, until, "days")


def containing(kind: str, day: date, rule: YearRule = YearRule()) -> Period:
    """The day, week, month, quarter, half or year that `day` lies in."""
    if kind == "day":
        return Period(day.isoformat(), day, day + DAY, kind, rule)
    if kind == "week":
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Period(f"{year}-W{week:02}", first, first + 7 * DAY, kind, rule)
    since_start = (day.month - rule.start) % 12
    started = day.year - (day.month < rule.start)
    return months(kind, _named(started, rule), since_start // MONTHS[kind] + 1, rule, day)


def months(kind: str, year: int, part: int, rule: YearRule, day: date | None = None) -> Period:
    """A period of whole months: `part` counts from 1 within the named year; a month is always the calendar's."""
    if kind == "month":
        first = date(day.year, day.month, 1) if day else date(year, part, 1)
        return Period(f"{first:%Y-%m}", first, _later(first, 1), kind, rule)
    first = _later(date(_started(year, rule), rule.start, 1), (part - 1) * MONTHS[kind])
    letter = {"quarter": f"Q{part}", "half": f"H{part}", "year": ""}[kind]
    return Period(f"{year:04}{letter}", first, _later(first, MONTHS[kind]), kind, rule)


def _later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, day.day)


def _named(started: int, rule: YearRule) -> int:
    return started + (rule.named_by == "end" and rule.start > 1)


def _started(named: int, rule: YearRule) -> int:
    return named - (rule.named_by == "end" and rule.start > 1)


def _year_before(period: Period) -> Period:
    """The same campaign a year earlier; a 29 February falls back to the 28th."""
    before = [_later(day.replace(day=min(day.day, 28)), -12).replace(day=_fits(day)) for day in
              (period.first_day, period.last_day)]  # fmt: skip
    year = re.compile(r"\d{4}")
    names = tuple((language, year.sub(lambda m: str(int(m[0]) - 1), name)) for language, name in period.names)
    code = year.sub(lambda m: str(int(m[0]) - 1), period.code)
    return Period(code, before[0], before[1] + DAY, "campaign", period.rule, names)


def _fits(day: date) -> int:
    return 28 if (day.month, day.day) == (2, 29) else day.day
