-- How each person wrote down the contacts of the period: of those whose day of writing is known the late ones; several
-- in one minute; notes word for word the same. grain: manager
with kept as (
    select
        logged.manager,
        arg_max(stretch.name, logged.day) as name,
        arg_max(stretch.unit, logged.day) as unit,
        sum(logged.contacts)::bigint as contacts,
        coalesce(sum(logged.contacts) filter (where logged.delay is not null), 0)::bigint as dated,
        coalesce(sum(logged.contacts) filter (where logged.delay > $late_days), 0)::bigint as late,
        max(logged.delay) filter (where logged.contacts > 0) as latest,
        sum(logged.crowded)::bigint as crowded,
        sum(logged.noted)::bigint as noted,
        sum(logged.repeated)::bigint as repeated
    from logged
    inner join stretch
        on stretch.manager = logged.manager and logged.day >= stretch.first_day and logged.day < stretch.until
    left join reached on reached.unit = logged.unit
    where
        logged.day >= $first and logged.day <= $end and logged.day <= coalesce(reached.last_day, $latest)
    group by logged.manager
)
from kept
order by late + crowded + repeated desc, manager
