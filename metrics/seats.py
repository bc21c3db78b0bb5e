"""Whom targets are set for: a unit, its children and its people, with what of a person's target counts in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data.reader import Reader
from metrics.ground import UNPLACED, keep, sql
from metrics.groups import keep_since
from metrics.longer import same_days
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.setting import Usual
from metrics.targets import codes
from metrics.view import view
from metrics.workdays import Workdays

# amounts are kept to four decimals
KEPT = Decimal("0.0001")


@dataclass(frozen=True)
class Seat:
    """A person or unit (`kind` manager | unit) a target is set for, in the metric's unit.

    `now` is the row of exactly this period, with its own `prorate` and `shape`; `usual` the median of `periods` past
    ones, None without any; `new` whether the person has been there for fewer months than the pack says; `child` the
    child of the unit viewed it is in. Of a person's target so many `parts` of `days` count in each child.
    """

    kind: str
    owner: str
    name: str | None
    unit: str | None
    child: str | None
    new: bool
    usual: Decimal | None
    periods: int
    now: Decimal | None
    prorate: bool = True
    shape: str | None = None
    parts: tuple[tuple[str | None, int], ...] = ()
    days: int = 1

    def worked(self, child: str | None = None) -> int:
        """The days of which so many count in the unit viewed, or in one child of it."""
        return sum(days for place, days in self.parts if child is None or place == child)


def seats(
    reader: Reader,
    pack: Pack,
    metric: Metric,
    period: Period,
    unit: str,
    *,
    usual: Usual,
    workdays: Workdays,
    as_of: date,
    level: str = "base",
) -> list[Seat]:
    """The unit first, then its children, then everybody below."""
    seen = view(reader, pack, [metric], period, unit, workdays=workdays, level=level, as_of=as_of)
    units = [unit, *(child for child in seen.ground.children if child != UNPLACED)]
    same = [code for code, span in codes(reader, pack, period).inside.items() if same_days(span, period)]
    days = {"first": period.first_day, "until": period.until}
    params = {
        "metric": metric.id, "codes": same, "day": seen.ground.day, "first": period.first_day, "units": units,
        "names": [seen.ground.name(each) for each in units], "new_months": pack.setting.new_months,
    }  # fmt: skip
    keep_since(reader)
    keep(reader, "desk", sql("desk"), params)
    keep(reader, "desk_part", sql("desk_part"), {"metric": metric.id, **days})
    rows = reader.rows("from desk left join desk_part using (kind, owner) order by desk.rowid")
    return [_seat(row, usual) for row in rows]


def _seat(row: Mapping[str, Any], usual: Usual) -> Seat:
    held, periods = usual.get((row["kind"], row["owner"]), (None, 0))
    parts = tuple((part["child"], part["days"]) for part in row["parts"] or ())
    return Seat(**{**row, "parts": parts, "days": row["days"] or 1}, usual=held, periods=periods)


def people_sum(
    people: Sequence[Seat], amounts: Mapping[str, Decimal | None], child: str | None = None
) -> Decimal | None:
    """What people's amounts come to in the unit viewed or one child of it, prorated by own workdays as in the view.

    None where nobody there has one.
    """
    held = [(seat, amount) for seat in people if seat.worked(child) and (amount := amounts.get(seat.owner)) is not None]
    if not held:
        return None
    return sum((amount * seat.worked(child) / seat.days for seat, amount in held), Decimal(0)).quantize(KEPT)
