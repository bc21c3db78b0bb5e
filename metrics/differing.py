"""What the records say now of sealed months that was sealed otherwise: row by row, and summed as one correction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from data.reader import Reader
from metrics.ground import sql
from metrics.line import Line, bare
from metrics.pack import Metric, Pack
from metrics.periods import Period, containing
from metrics.setting import adds_up
from metrics.standing import keep_people
from metrics.total import keep_units
from metrics.view import view
from metrics.workdays import Workdays

# who sees the own rows alone is told nothing of imports, and so of no month that it stands as it was
SEALED = """
select distinct first_day from sealed_result
where first_day >= $first and until <= $until
    and unit in (select unit from unit_above where above = $unit and first_day < $until and until > $first)
    and ($own or first_day in (select first_day from sealed_change))
order by first_day
"""
TOTALS = """
select metric, null as manager, nullif(unit, $unit) as child, actual
from stood where manager is null and actual is not null
union all
select metric, manager, null, actual from people where manager is not null and actual is not null
"""
# kinds that say whose a record is, beside the one that a metric is made of
PLACING = ("assignment", "manager", "unit", "customer", "portfolio", "credit", "product", "holding")
AIMING = ("target", "leave", *PLACING)
CHANGES = """
select distinct change, batch, kind, manager, file, origin, writer, imported_at, undone from sealed_change
where first_day = $first and until = $until
order by change
"""
Owned = tuple[str, str | None]
Moved = dict[tuple[str, str | None, str | None], Decimal]


@dataclass(frozen=True)
class Cause:
    """An import or undo that came after the seal and moved records of the month; `imported_at` is in UTC."""

    batch: int
    kind: str
    file: str | None
    writer: str | None
    imported_at: datetime | None
    undone: bool


@dataclass(frozen=True)
class Difference:
    """A person's or unit's `what` (actual or target) of a metric: as it was `sealed`, and as the records have it `now`.

    None is no number. `causes` are what may have moved it, as far as the viewer may know.
    """

    metric: str
    dimension: str
    owner: str
    name: str | None
    what: str
    sealed: Decimal | None
    now: Decimal | None
    causes: tuple[Cause, ...]


def differences(reader: Reader, pack: Pack, month: Period, unit: str, *, workdays: Workdays) -> list[Difference]:
    """Every number of the unit's view that another would stand for were the month not sealed; none where it isn't."""
    seen = view(reader, pack, pack.in_order(), month, unit, workdays=workdays, seals=False)
    keep_people(seen)
    keep_units(seen)
    span = {"first": month.first_day, "until": month.until}
    rows = reader.rows(sql("differing"), {**span, "unit": unit})
    changes = reader.rows(CHANGES, span) if rows else []
    return [Difference(**row, causes=_causes(pack, row, changes)) for row in rows if row["metric"] in pack.metrics]


def _causes(pack: Pack, row: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> tuple[Cause, ...]:
    """Of what came later, what the number is made of: of a person, where it names people, the own alone."""
    kinds = {*(AIMING if row["what"] == "target" else PLACING), *_sources(pack, pack.metrics[row["metric"]])}
    person = row["owner"] if row["dimension"] == "manager" else None
    found = [
        Cause(*(each[name] for name in ("batch", "kind", "file", "writer", "imported_at", "undone")))
        for each in changes
        if each["kind"] in kinds and (person is None or each["manager"] in (None, person))
    ]
    return tuple(dict.fromkeys(found))


def _sources(pack: Pack, metric: Metric) -> set[str]:
    return {metric.source, *(pack.metrics[id].source for id in (metric.top, metric.bottom) if id)}


def corrections(
    reader: Reader, pack: Pack, metric: Metric, period: Period, unit: str, *, workdays: Workdays, as_of: date | None
) -> list[Line]:
    """What the sealed months within a longer period would come to now, less what was sealed of them.

    The months of a unit as they are shown and its line make the period's total: a line of the unit, else one of each
    child, where these alone are sealed. None for what months don't sum to, and where nothing has moved.
    """
    held = _moved(reader, pack, [metric], period, unit, workdays, as_of)
    found = {child: moved for (_, manager, child), moved in sorted(held.items(), key=str) if manager is None}
    units = [None] if None in found else found
    return [correction(metric, period, each or unit, found[each]) for each in units]


def correction(metric: Metric, period: Period, unit: str, moved: Decimal) -> Line:
    """A line of what sealed numbers have moved by since."""
    return bare(unit=unit, metric=metric.id, period=period.code, state="value", actual=moved, here=False,
                part=("correction", None))  # fmt: skip


def corrected(
    reader: Reader, pack: Pack, metrics: Sequence[Metric], period: Period, unit: str, *, workdays: Workdays,
    as_of: date | None,
) -> dict[Owned, Decimal]:  # fmt: skip
    """By metric and person (None: the unit) what sealed months within a longer period have moved by, where they have.

    Of the metrics whose months sum to the period.
    """
    held = _moved(reader, pack, metrics, period, unit, workdays, as_of)
    return {(metric, manager): moved for (metric, manager, child), moved in held.items() if child is None}


def _moved(
    reader: Reader, pack: Pack, metrics: Sequence[Metric], period: Period, unit: str, workdays: Workdays,
    as_of: date | None,
) -> Moved:  # fmt: skip
    """The same by metric, person and child of the unit."""
    summed = [metric for metric in metrics if adds_up(metric)]
    found: Moved = {}
    for month in _sealed_months(reader, period, unit, workdays, as_of) if summed else []:
        now, then = (_totals(reader, pack, summed, month, unit, workdays, seals) for seals in (False, True))
        for owned in now.keys() | then.keys():
            moved = now.get(owned, Decimal(0)) - then.get(owned, Decimal(0))
            found[owned] = found.get(owned, Decimal(0)) + moved
    return {owned: moved for owned, moved in found.items() if moved}


def beneath(
    reader: Reader, pack: Pack, shown: Mapping[str, Sequence[Line]], month: Period, unit: str, *, workdays: Workdays
) -> dict[str, Decimal]:
    """By metric what sealed units below would come to now, less what was sealed of them, where the unit's own moves.

    `shown` are by metric the lines of the unit and its children; these as they are shown and this make the total.
    """
    held = {
        (metric, line.unit): line.actual or Decimal(0)
        for metric, (own, *below) in shown.items()
        for line in below
        if line.sealed and not own.sealed and adds_up(pack.metrics[metric])
    }
    if not held:
        return {}
    metrics = [pack.metrics[metric] for metric in dict.fromkeys(metric for metric, _ in held)]
    keep_units(view(reader, pack, metrics, month, unit, workdays=workdays, seals=False))
    found: dict[str, Decimal] = {}
    for row in reader.rows("select metric, unit, actual from stood where manager is null"):
        if (was := held.get((row["metric"], row["unit"]))) is not None:
            found[row["metric"]] = found.get(row["metric"], Decimal(0)) + (row["actual"] or Decimal(0)) - was
    return {metric: moved for metric, moved in found.items() if moved}


def _sealed_months(reader: Reader, period: Period, unit: str, workdays: Workdays, as_of: date | None) -> list[Period]:
    own = reader.viewer.manager is not None
    span = {"unit": unit, "first": period.first_day, "until": period.until, "own": own}
    found = [containing("month", row["first_day"]) for row in reader.rows(SEALED, span)]
    whole = [each for each in found if as_of is None or as_of >= workdays.last(each.first_day, each.until)]
    return [each for each in whole if (each.first_day, each.until) != (period.first_day, period.until)]


def _totals(
    reader: Reader, pack: Pack, metrics: Sequence[Metric], month: Period, unit: str, workdays: Workdays, seals: bool
) -> Moved:
    keep_units(view(reader, pack, metrics, month, unit, workdays=workdays, seals=seals))
    rows = reader.rows(TOTALS, {"unit": unit})
    return {(row["metric"], row["manager"], row["child"]): row["actual"] for row in rows}
