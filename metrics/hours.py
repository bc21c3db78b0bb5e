"""When contacts are made and when they reach somebody: weekday by hour, beside the pack's golden hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.contacts import FEW, contacts, data_day, over_contacts, share
from metrics.pack import Pack
from metrics.periods import Period
from metrics.workdays import Workdays


@dataclass(frozen=True)
class Cell:
    """Contacts of one weekday (1 Monday) and hour (None: time unknown); of `told` the outcome is known.

    `golden` is outward, inward or None.
    """

    weekday: int | None
    hour: int | None
    contacts: int
    effective: int
    told: int
    golden: str | None = None

    @property
    def rate(self) -> Decimal | None:
        """The share that reached somebody, of those whose outcome is known."""
        return share(self.effective, self.told)

    @property
    def coloured(self) -> bool:
        return self.told >= FEW


@dataclass(frozen=True)
class Hours:
    """`cells` have a time, `hours` sums them over the week; `untimed` is what has none."""

    as_of: date | None
    cells: tuple[Cell, ...]
    hours: tuple[Cell, ...]
    untimed: Cell
    timed: Cell

    @property
    def golden(self) -> Decimal | None:
        """The share of contacts made in the outward golden hours, of those with a time."""
        made = sum(cell.contacts for cell in self.hours if cell.golden == "outward")
        return share(made, self.timed.contacts)


def hours(
    reader: Reader,
    pack: Pack,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    as_of: date | None = None,
    manager: str | None = None,
) -> Hours:
    """The contacts of a unit, or of one person there, by weekday and hour; only cells with contacts are there."""
    below = contacts(reader, period, unit, as_of, workdays)
    over_contacts(reader, pack, below, "hours", "heat", manager=manager)
    rows = reader.rows("select * replace (coalesce(effective, 0) as effective) from heat order by hour, weekday")
    cells = [Cell(**row, golden=_golden(pack, row["hour"])) for row in rows]
    timed = [cell for cell in cells if cell.hour is not None]
    return Hours(
        as_of=data_day(below),
        cells=tuple(timed),
        hours=tuple(
            _sum((cell for cell in timed if cell.hour == hour), hour, _golden(pack, hour))
            for hour in sorted({cell.hour for cell in timed if cell.hour is not None})
        ),
        untimed=_sum(cell for cell in cells if cell.hour is None),
        timed=_sum(timed),
    )


def _golden(pack: Pack, hour: int | None) -> str | None:
    if hour in pack.golden_hours.outward:
        return "outward"
    return "inward" if hour in pack.golden_hours.inward else None


def _sum(cells: Iterable[Cell], hour: int | None = None, golden: str | None = None) -> Cell:
    held = list(cells)
    made, effective, told = (sum(getattr(c, name) for c in held) for name in ("contacts", "effective", "told"))
    return Cell(None, hour, made, effective, told, golden)
