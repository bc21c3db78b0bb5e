-- Counts or sums over customers held, for each unit and person asked for, as the tree stood that day.
-- grain: metric, unit asked for, and manager
with grouped as (
    select
        above.above,
        if(grouping(counted.manager) = 0, 'manager', 'unit') as kind,
        counted.manager,
        {measures}
    from {rows} as counted
    inner join unit_above as above
        on above.unit = counted.unit and counted.day >= above.first_day and counted.day < above.until
    where list_contains($units, above.above) and {counts}
    group by grouping sets ((above.above), (above.above, counted.manager))
),
said as (
    select above, kind, manager, unnest([{said}]) as each from grouped
)
select each.metric, above, kind, manager, each.actual::decimal(38, 8) as actual, false as blank
from said
where each.actual <> 0
