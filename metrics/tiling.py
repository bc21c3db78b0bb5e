"""Covering a period by the rows of shorter ones: the fewest that fit without gap or overlap, else what is missing."""

from datetime import date

from metrics.periods import Period, containing


def tile(pieces: tuple[tuple[date, date, str], ...], period: Period) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fewest pieces (first, until, code) that cover the period without gap or overlap, else what is missing.

    Missing are the stretches of days that no piece covers, written as periods of the pieces' own kind where
    they are one; where the pieces cover every day but only by overlapping, the period itself is missing.
    """
    best: dict[date, tuple[str, ...]] = {period.first_day: ()}
    for first, until, code in sorted(pieces, key=lambda piece: (piece[0], piece[1], piece[2] != period.code)):
        if first in best and (until not in best or len(best[first]) + 1 < len(best[until])):
            best[until] = (*best[first], code)
    if period.until in best:
        return best[period.until], ()
    return (), tuple(code for *_, code in gaps(pieces, period)) or (period.code,)


def gaps(pieces: tuple[tuple[date, date, str], ...], period: Period) -> tuple[tuple[date, date, str], ...]:
    """The stretches of days that no piece covers, with their codes."""
    found: list[tuple[date, date, str]] = []
    reached = period.first_day
    for first, until, _ in [*sorted(pieces), (period.until, period.until, "")]:
        if first > reached:
            found += _named(reached, first)
        reached = max(reached, until)
    return tuple(found)


def _named(first: date, until: date) -> list[tuple[date, date, str]]:
    """The months a gap consists of, or its days where it isn't whole months."""
    months: list[tuple[date, date, str]] = []
    day = first
    while day < until and day.day == 1:
        month = containing("month", day)
        months.append((day, month.until, month.code))
        day = month.until
    return months if day == until else [(first, until, f"{first}..{date.fromordinal(until.toordinal() - 1)}")]
