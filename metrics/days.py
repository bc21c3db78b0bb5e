"""The day a page opens on."""

from datetime import date

from metrics.ground import Reader

OPEN = """
select max(complete_to) as day
from completeness
where unit in (select unit from unit_above where above = $unit)
"""


def open_day(reader: Reader, unit: str) -> date | None:
    """The latest complete day among the sources of the unit and those below; None without any source."""
    day: date | None = reader.rows(OPEN, {"unit": unit})[0]["day"]
    return day
