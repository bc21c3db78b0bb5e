"""Lost customers: closed, or fallen below the loss line, with the days of silence before it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.days import asked_day
from metrics.ground import Ground, ground, keep, sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.windows import DAY, known_from
from metrics.workdays import Workdays

NONE = "select null::varchar as customer, null::date as day, 0 as before, 0 as after where false"


@dataclass(frozen=True)
class Loss:
    """A customer lost on a day, by its status or by the loss `line`, and who held it the day before.

    `silence` counts the days since the last effective contact by anyone (None: never contacted); `value` is what the
    balances fell by since the period began (None where that isn't known).
    """

    customer: str
    name: str | None
    tier: str | None
    unit: str
    manager: str | None
    manager_name: str | None
    day: date
    reason: str
    last_contact: date | None
    silence: int | None
    value: Decimal | None


def losses(
    reader: Reader, pack: Pack, period: Period, unit: str, *, workdays: Workdays, as_of: date | None = None
) -> list[Loss]:
    """Who was lost in the period up to `as_of`, the largest value first; raises Refused for an unknown unit."""
    below = ground(reader, [], period, unit, asked_day(reader, period, unit, as_of))
    params = {
        "first": period.first_day, "day": below.end, "below": sorted(below.below[unit]),
        "effective": list(pack.lists.get("effective", ())),
    }  # fmt: skip
    _keep_fallen(reader, pack, below, workdays, params)
    heard = sql("heard").format(whom="placed")
    return [Loss(**row) for row in reader.rows(sql("lost").format(heard=heard), params)]


def _keep_fallen(reader: Reader, pack: Pack, below: Ground, workdays: Workdays, params: dict[str, object]) -> None:
    if pack.loss_line is None:
        reader.run(f"create or replace temp table fallen as {NONE}")
        return
    where = pack.filters.get(pack.loss_filter, "true")
    ends = {"began_from": below.period.first_day - DAY, "known_from": below.end}
    known = {name: known_from(day, pack.carry_days, workdays) for name, day in ends.items()}
    lists = {name: list(values) for name, values in pack.lists.items()}
    keep(reader, "fallen", sql("fallen").format(where=where), {**lists, **params, **known, "line": pack.loss_line})
