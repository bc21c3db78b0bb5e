"""What people's attainment was at the same share of the previous period's workdays, a day counting in part."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from data.reader import Reader
from metrics.ground import top
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.standing import attained
from metrics.view import View, view
from metrics.workdays import Workdays

DAY = timedelta(days=1)
Attained = dict[str, Decimal]


def attained_before(
    reader: Reader, pack: Pack, metric: Metric, seen: View, days: Collection[date]
) -> dict[tuple[str, date], Decimal]:
    """By person and data day of the view's period; whoever moved since has what was attained wherever they were.

    Reads views of its own, so it comes after everything made of `seen`.
    """
    before, workdays, found = seen.ground.period.previous(), seen.workdays, {}
    for day in sorted(days):
        for who, share in _at(reader, pack, metric, seen.ground.period, before, day, workdays).items():
            found[who, day] = share
    return found


def _at(
    reader: Reader, pack: Pack, metric: Metric, period: Period, before: Period, day: date, workdays: Workdays
) -> Attained:
    whole = workdays.count(period.first_day, period.until)
    passed = Fraction(workdays.count(period.first_day, day + DAY), whole or 1) * workdays.count(
        before.first_day, before.until
    )
    full, part = int(passed), passed - int(passed)
    if not passed:
        return {}
    ends = _ends(before, workdays, off=not workdays.is_workday(day))

    def at(count: int) -> Attained:
        return attained(_view(reader, pack, metric, before, ends[count - 1], workdays))

    last = at(full) if full else None
    if not part:
        return last or {}
    return _between(metric, last, at(full + 1), Decimal(part.numerator) / part.denominator)


def _between(metric: Metric, last: Attained | None, following: Attained, part: Decimal) -> Attained:
    """So far into a day; before the first one a flow stood at nothing, and of a balance nothing is known."""
    if last is None:
        return {who: share * part for who, share in following.items()} if metric.kind == "flow" else following
    return {who: last[who] + part * (share - last[who]) for who, share in following.items() if who in last}


def _view(reader: Reader, pack: Pack, metric: Metric, period: Period, day: date, workdays: Workdays) -> View:
    return view(reader, pack, [metric], period, top(reader, day), workdays=workdays, as_of=day)


def _ends(period: Period, workdays: Workdays, off: bool) -> list[date]:
    """The last day that counts with each workday: itself, or where data end on a day off the one before the next."""
    every = [period.first_day + DAY * n for n in range((period.until - period.first_day).days)]
    worked = [day for day in every if workdays.is_workday(day)]
    ends = [following - DAY for following in worked[1:]] if off else worked[:-1]
    return [*ends, period.last_day]
