"""Is the log honest: late entries, several contacts in a minute, equal notes. A note to the head, never a penalty."""

from dataclasses import dataclass
from datetime import date

from data.reader import Reader
from metrics.contacts import SOURCE, contacts
from metrics.ground import sql
from metrics.pack import Pack
from metrics.periods import Period
from metrics.workdays import Workdays

HEADS = ("owner", "head")


@dataclass(frozen=True)
class Log:
    """How a person wrote down the contacts of a period.

    Of `dated` contacts the day of writing is known; `late` of these came more than the pack's days after, the latest
    `latest` days. `crowded` share their minute with another one (messages and events aside); of `noted`, with notes of
    more than three letters, `repeated` are word for word another's of that month.
    """

    manager: str
    name: str | None
    unit: str
    contacts: int
    dated: int
    late: int
    latest: int | None
    crowded: int
    noted: int
    repeated: int

    @property
    def odd(self) -> bool:
        """Whether there is anything to talk about."""
        return bool(self.late or self.crowded or self.repeated)


def honesty(
    reader: Reader, pack: Pack, period: Period, unit: str, *, workdays: Workdays, as_of: date | None = None
) -> list[Log]:
    """How the people of a unit kept their log, what is oddest first; nothing for anyone but heads and the owner."""
    if reader.viewer.role not in HEADS:
        return []
    below = contacts(reader, period, unit, as_of, workdays)
    params = {
        "first": period.first_day, "end": below.end, "latest": below.latest.get(SOURCE), "late_days": pack.late_days,
    }  # fmt: skip
    return [Log(**row) for row in reader.rows(sql("honest"), params)]
