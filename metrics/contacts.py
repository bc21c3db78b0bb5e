"""What the activity measures stand on: a unit's people, its contacts and complete days, and the workdays among them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.ground import Ground, ground, keep, put, sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.workdays import Workdays

SOURCE = "activity"
# fewer peers, customers or contacts than these are shown, not coloured
FEW = 5
COVERED = {"unit": "varchar", "first_day": "date", "last_day": "date"}
DAYS = {"day": "date", "worked": "boolean"}


def contacts(reader: Reader, period: Period, unit: str, as_of: date | None, workdays: Workdays) -> Ground:
    """The ground of a unit's contacts; keeps `stretch` (people), `reached` (each unit's last complete day), `covered`
    (complete days in which rows named people) and `calendar` (the period's days so far) with the reader.

    Raises Refused for an unknown unit.
    """
    below = ground(reader, [SOURCE], period, unit, as_of)
    spots = [{"unit": each, "last_day": below.last(SOURCE, each)} for each in below.everywhere]
    put(reader, "reached", {"unit": "varchar", "last_day": "date"}, spots)
    put(reader, "covered", COVERED, _covered(below))
    days = [{"day": day, "worked": workdays.is_workday(day)} for day in _days(period.first_day, below.end)]
    put(reader, "calendar", DAYS, days)
    return below


def over_contacts(reader: Reader, pack: Pack, below: Ground, name: str, table: str, **more: object) -> None:
    """Keeps what a statement of `sql/` makes of `done`, the contacts of the ground that count, as a table."""
    params = {
        "unit": below.unit, "units": [below.unit, *below.children], "first": below.period.first_day, "end": below.end,
        "latest": below.latest.get(SOURCE), "effective": list(pack.lists.get("effective", ())),
        "whose": reader.viewer.manager, **more,
    }  # fmt: skip
    keep(reader, table, sql(name).replace("{done}", sql("done")), params)


def _covered(below: Ground) -> list[dict[str, object]]:
    return [
        {"unit": unit, "first_day": each.first_day, "last_day": min(each.last_day, each.people_to, below.end)}
        for (source, unit), held in below.complete.items()
        if source == SOURCE
        for each in held
    ]


def _days(first: date, last: date) -> Sequence[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def share(top: int | Decimal | None, bottom: int | Decimal | None) -> Decimal | None:
    """Top of bottom as a fraction; None where there is nothing to divide by, or one of them is unknown."""
    return None if top is None or not bottom else Decimal(top) / Decimal(bottom)


def data_day(below: Ground) -> date | None:
    """The data day of the unit's contacts."""
    return below.total_last(SOURCE, below.below[below.unit])
