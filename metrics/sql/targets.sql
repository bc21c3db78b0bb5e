-- Target rows of the units and people asked for, of the metrics (by any of their names) and periods asked for.
-- grain: metric as written, manager or unit, period
select metric, manager, unit, period, amount, batch
from target
where
    level = $level
    and list_contains($periods, period)
    and list_contains($texts, metric)
    and (list_contains($units, unit) or manager in (select unnest($managers)))
