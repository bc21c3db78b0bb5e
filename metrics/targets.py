"""Which target counts for a person or a unit: the row for exactly the period, else the rows that tile it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.ground import Reader, sql
from metrics.pack import Metric, Pack
from metrics.periods import Period, containing

Key = tuple[str, str]  # ("unit" or "manager", id)


@dataclass(frozen=True)
class Target:
    """An amount and where it comes from: `own` row, or `tiled`; `missing` names the parts a tiling lacks."""

    amount: Decimal | None
    source: str | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codes:
    """The period codes of the target rows: those inside the period asked for, and those that say nothing."""

    inside: dict[str, Period]
    unknown: tuple[str, ...]


def codes(reader: Reader, pack: Pack, period: Period) -> Codes:
    """Turns the distinct codes of the target rows into days."""
    texts = [row["period"] for row in reader.rows("select distinct period from target order by period")]
    read = {text: pack.period(text) for text in texts if text is not None}
    inside = {
        text: found
        for text, found in read.items()
        if found and period.first_day <= found.first_day and found.until <= period.until
    }
    return Codes(inside, tuple(text for text, found in read.items() if found is None))


def targets(
    reader: Reader,
    metrics: Sequence[Metric],
    period: Period,
    inside: dict[str, Period],
    units: Iterable[str],
    managers: Iterable[str],
    level: str = "base",
) -> dict[str, dict[Key, Target]]:
    """Targets by metric id and by ("unit" or "manager", id), whoever has any row inside the period.

    A row may name its metric by id or by its name in either language; where several do, the id counts.
    """
    found: dict[str, dict[Key, Target]] = {metric.id: {} for metric in metrics}
    if not inside:
        return found
    names = {text: metric.id for metric in metrics for text in (metric.names.en, metric.names.zh, metric.id)}
    params = {"texts": list(names), "periods": list(inside), "units": list(units), "managers": list(managers)}
    order = {text: place for place, text in enumerate(names)}
    rows = reader.rows(sql("targets"), {**params, "level": level})
    stated: dict[tuple[str, Key], dict[str, Decimal]] = {}
    for row in sorted(rows, key=lambda row: (order[row["metric"]], row["batch"], -len(row["period"]))):
        owner: Key = ("unit", row["unit"]) if row["manager"] is None else ("manager", row["manager"])
        held = stated.setdefault((names[row["metric"]], owner), {})
        for code in [code for code in held if _same_days(inside[code], inside[row["period"]])]:
            del held[code]
        held[row["period"]] = row["amount"]
    tiled = {codes: _tile(codes, inside, period) for codes in {tuple(sorted(each)) for each in stated.values()}}
    for (metric, owner), amounts in stated.items():
        found[metric][owner] = _target(amounts, *tiled[tuple(sorted(amounts))])
    return found


def _same_days(one: Period, other: Period) -> bool:
    """Two codes of the same days, such as 2026Q4 and its first and last: the later import counts."""
    return (one.first_day, one.until) == (other.first_day, other.until)


def _tile(codes: Sequence[str], inside: dict[str, Period], period: Period) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tile(tuple((inside[code].first_day, inside[code].until, code) for code in codes), period)


def _target(amounts: dict[str, Decimal], chosen: tuple[str, ...], missing: tuple[str, ...]) -> Target:
    if missing:
        return Target(None, None, missing)
    total = sum((Decimal(amounts[code]) for code in chosen), Decimal(0))
    return Target(total, "own" if len(chosen) == 1 else "tiled")


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
    return (), _gaps(pieces, period) or (period.code,)


def _gaps(pieces: tuple[tuple[date, date, str], ...], period: Period) -> tuple[str, ...]:
    gaps: list[str] = []
    reached = period.first_day
    for first, until, _ in [*sorted(pieces), (period.until, period.until, "")]:
        if first > reached:
            gaps += _named(reached, first)
        reached = max(reached, until)
    return tuple(gaps)


def _named(first: date, until: date) -> list[str]:
    """The months a gap consists of, or its days where it isn't whole months."""
    months: list[str] = []
    day = first
    while day < until and day.day == 1:
        month = containing("month", day)
        months.append(month.code)
        day = month.until
    return months if day == until else [f"{first}..{date.fromordinal(until.toordinal() - 1)}"]
