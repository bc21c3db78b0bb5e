"""The targets of a unit's long periods, and those of the short periods that lie in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.pieces import Codes
from metrics.targets import codes, keep_goals
from metrics.total import keep_units
from metrics.view import view
from metrics.workdays import Workdays

GOAL = "select period, amount from stated_target where metric = $metric and kind = 'unit' and owner = $unit"


@dataclass(frozen=True)
class Long:
    """A long period's target of a unit with those of the short periods in it; `opening` is a balance's."""

    period: Period
    amount: Decimal | None
    shorts: Mapping[str, tuple[Period, Decimal]]
    opening: Decimal | None = None

    def with_draft(self, period: Period, amount: Decimal | None) -> "Long":
        """The same with another amount for one period, its own or one of the short ones."""
        if (period.first_day, period.until) == (self.period.first_day, self.period.until):
            return replace(self, amount=amount)
        shorts = {code: held for code, held in self.shorts.items() if code != period.code}
        return replace(self, shorts=shorts if amount is None else shorts | {period.code: (period, amount)})


def longs(
    reader: Reader,
    pack: Pack,
    metric: Metric,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    as_of: date,
    level: str,
) -> list[Long]:
    """The period itself where others lie in it, and those around it that the unit has a target for; after a view."""
    around = sorted(codes(reader, pack, period).around.values(), key=lambda span: span.until - span.first_day)
    found = []
    for each in (period, *around):
        written = codes(reader, pack, each)
        keep_goals(reader, [metric], written, [unit], level)
        rows = {row["period"]: row["amount"] for row in reader.rows(GOAL, {"metric": metric.id, "unit": unit})}
        long = _long(each, written, rows)
        if long.shorts if each is period else long.amount is not None:
            found.append(long)
    if metric.target_class != "last":
        return found
    return [replace(each, opening=_opening(reader, pack, metric, each.period, unit, workdays, as_of)) for each in found]


def _long(period: Period, written: Codes, rows: Mapping[str, Decimal]) -> Long:
    held = {code: (span, rows[code]) for code, span in written.inside.items() if code in rows}
    own = [amount for span, amount in held.values() if same_days(span, period)]
    return Long(
        period, own[0] if own else None, {c: each for c, each in held.items() if not same_days(each[0], period)}
    )


def same_days(one: Period, other: Period) -> bool:
    """Whether two ways of writing it mean the same days."""
    return (one.first_day, one.until) == (other.first_day, other.until)


def _opening(
    reader: Reader, pack: Pack, metric: Metric, period: Period, unit: str, workdays: Workdays, as_of: date
) -> Decimal | None:
    """The unit's balance on the day before the period."""
    keep_units(view(reader, pack, [metric], period, unit, workdays=workdays, as_of=as_of))
    row = reader.rows("select opening from stood where metric = $metric and unit = $unit",
                      {"metric": metric.id, "unit": unit})  # fmt: skip
    return row[0]["opening"] if row else None
