"""Setting targets: what each usually reaches, what to propose from it, and how one amount is parted among several."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from data.reader import Reader
from metrics.ground import Ground, keep, put, sql
from metrics.pack import Metric, Pack
from metrics.periods import Period, containing
from metrics.standing import keep_people
from metrics.total import keep_units
from metrics.view import view
from metrics.workdays import Workdays

# how many periods before this one are looked at
BACK = 12
Usual = Mapping[tuple[str, str], tuple[Decimal, int]]
PAST = {"kind": "varchar", "owner": "varchar", "actual": "decimal(38, 8)"}


def usuals(
    reader: Reader, pack: Pack, metric: Metric, period: Period, unit: str, *, workdays: Workdays, as_of: date
) -> Usual:
    """By kind and owner what each below usually reaches, from the periods before that are over by `as_of`.

    Each past one is a view, so that every kind of metric counts as it does everywhere.
    """
    put(reader, "past", PAST, [])
    for past in comparable(period, as_of):
        seen = view(reader, pack, [metric], past, unit, workdays=workdays, as_of=as_of)
        whole = _whole(seen.ground, metric.source, past, workdays)
        if not whole:
            continue
        keep_people(seen)
        keep_units(seen)
        peopled = set(seen.ground.peopled)
        params = {
            "metric": metric.id, "source": metric.source, "whole": whole,
            "whole_units": [each for each in seen.units if seen.ground.below[each] & peopled <= set(whole)],
            "workdays": workdays.count(past.first_day, past.until),
        }  # fmt: skip
        keep(reader, "past_period", sql("past"), params)
        reader.run("insert into past by name from past_period")
    return {(row["kind"], row["owner"]): (row["usual"], row["periods"]) for row in reader.rows(sql("usual"))}


def comparable(period: Period, as_of: date) -> list[Period]:
    """The periods of the same kind directly before, at most twelve, without those not over by `as_of`."""
    found = [period]
    while len(found) <= BACK:
        found.append(found[-1].previous())
    return [each for each in found[1:] if each.last_day <= as_of]


def _whole(ground: Ground, source: str, period: Period, workdays: Workdays) -> list[str]:
    """The units whose source reaches from the period's first workday to its last day."""
    opens = period.first_day if workdays.is_workday(period.first_day) else workdays.next_workday(period.first_day)
    return sorted(
        unit
        for (kind, unit), held in ground.complete.items()
        if kind == source and any(each.first_day <= opens and each.last_day >= period.last_day for each in held)
    )


def at_least(usual: Decimal, factor: Decimal, better: str = "higher") -> Decimal:
    """So many times the usual; of one at or below zero, as much more as that is of its size. Lower is better: less."""
    more = (factor - 1) * abs(usual)
    return usual + more if better == "higher" else usual - more


def proposed(metric: Metric, usual: Decimal | None, factor: Decimal) -> Decimal | None:
    """The usual times the factor to three figures, rounded to the harder side; None without a usual or for zero."""
    if not usual:
        return None
    exact = at_least(usual, factor, metric.better)
    if not exact:
        return None
    grain = max(metric.step.normalize(), Decimal(1).scaleb(exact.adjusted() - 2))
    harder = ROUND_CEILING if metric.better == "higher" else ROUND_FLOOR
    return Decimal(f"{(exact / grain).to_integral_value(harder) * grain:f}")


def parted(total: Decimal, weights: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """An amount in proportion to the weights, to the step; what rounding leaves is in the last, so the sum is exact.

    Nothing where the weights sum to nothing.
    """
    whole = sum(weights, Decimal(0))
    if not whole or not weights:
        return []
    shares = [(total * weight / whole / step).quantize(Decimal(1), ROUND_HALF_UP) * step for weight in weights[:-1]]
    return [*shares, total - sum(shares, Decimal(0))]


def cascaded(total: Decimal, usual: Sequence[Decimal | None], step: Decimal, equal: bool = False) -> list[Decimal]:
    """A unit's amount for each below it, by what each usually reaches; who has none (or below zero) weighs the mean."""
    known = [each for each in usual if each is not None and each > 0]
    if equal or not known:
        return parted(total, [Decimal(1)] * len(usual), step)
    mean = sum(known, Decimal(0)) / len(known)
    return parted(total, [each if each is not None and each > 0 else mean for each in usual], step)


def adds_up(metric: Metric) -> bool:
    """Whether the targets of short periods sum to the long one's: not where all count from the year's start."""
    return metric.kind == "flow" or (metric.kind == "growth" and metric.base == "period_start")


def months_of(period: Period) -> list[Period]:
    """The months a period consists of; none where it isn't made of several whole ones."""
    found = [containing("month", period.first_day)]
    while found[-1].until < period.until:
        found.append(containing("month", found[-1].until))
    fits = found[0].first_day == period.first_day and found[-1].until == period.until
    return found if fits and len(found) > 1 else []


def month_weights(months: Sequence[Period], workdays: Workdays, shape: str) -> list[Decimal]:
    """What each month weighs: the same (`even`), or its workdays."""
    if shape == "even":
        return [Decimal(1)] * len(months)
    return [Decimal(workdays.count(month.first_day, month.until)) for month in months]


def last_year(
    reader: Reader, pack: Pack, metric: Metric, months: Sequence[Period], unit: str, workdays: Workdays, as_of: date
) -> list[Decimal]:
    """What the unit reached in each of those months a year before; nothing where one is not known whole."""
    before = [containing("month", month.first_day.replace(year=month.first_day.year - 1)) for month in months]
    found: list[Decimal] = []
    for month in before:
        seen = view(reader, pack, [metric], month, unit, workdays=workdays, as_of=as_of)
        whole = set(_whole(seen.ground, metric.source, month, workdays))
        keep_units(seen)
        row = reader.rows("select actual from stood where metric = $metric and unit = $unit",
                          {"metric": metric.id, "unit": unit})  # fmt: skip
        if not row or row[0]["actual"] is None or not set(seen.ground.peopled) <= whole:
            return []
        found.append(max(Decimal(row[0]["actual"]), Decimal(0)))
    return found
