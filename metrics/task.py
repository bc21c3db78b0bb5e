"""What of a unit's task targets there is and who has shown it to the people below."""

from datetime import date
from typing import Any

from data.reader import Reader
from metrics.longer import same_days
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.targets import codes

TASK = """
select count(*) as n
from target
where level = 'task' and period in (select unnest($codes::varchar[])) and metric in (select unnest($names::varchar[]))
    and (unit = $unit or manager in (select manager from stretch))
"""
REVEALED = """
select above, writer, signed, stated_at
from reveal
where period in (select unnest($codes::varchar[]))
    and above in (select above from unit_above where unit = $unit and first_day <= $day and until > $day)
order by stated_at
limit 1
"""


def task_told(
    reader: Reader, pack: Pack, metric: Metric, period: Period, unit: str, as_of: date
) -> tuple[int, dict[str, Any] | None]:
    """How many task targets of the unit and its people there are, and who first revealed them; after a view."""
    found = [code for code, span in codes(reader, pack, period).inside.items() if same_days(span, period)]
    same = [*found, period.code]
    names = [metric.id, metric.names.zh, metric.names.en]
    tasks = int(reader.rows(TASK, {"codes": same, "names": names, "unit": unit})[0]["n"])
    day = max(period.first_day, min(as_of, period.last_day))
    told = reader.rows(REVEALED, {"codes": same, "unit": unit, "day": day})
    return tasks, told[0] if told else None
