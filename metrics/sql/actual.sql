-- What the records sum to, each up to the day its unit's source is complete, rolled up as the tree stood that day.
-- The measures are the pack's aggregates over one mart. grain: metric, unit asked for, and manager or day where grouped
with complete as (
    select unit, last_day as complete_to from spot where source = $source and last_day is not null
),
kept as (
    select day, unit, manager, {measures}
    from {mart}
    where day >= $scan_first and day < $scan_until
    group by day, unit, manager
),
-- a unit that only records without a manager brought in occurs in no source: the source's own day holds for it
counted as (
    select kept.*
    from kept
    left join complete using (unit)
    where kept.day <= coalesce(complete.complete_to, $latest)
),
rolled as (
    select
        above.above,
        {keys},
        {sums}
    from counted
    inner join unit_above as above
        on above.unit = counted.unit and counted.day >= above.first_day and counted.day < above.until
    where
        list_contains($units, above.above)
        and ($people is null or list_contains($people, counted.manager))
    group by grouping sets ({grouping})
),
said as (
    select above, manager, day, by_manager, by_day, unnest([{said}]) as each from rolled
)
select
    each.metric,
    above,
    case when by_manager and by_day then 'manager_day' when by_manager then 'manager' when by_day then 'day'
        else 'unit' end as kind,
    manager,
    day,
    each.actual::decimal(38, 8) as actual,
    each.brought::decimal(38, 8) as brought,
    coalesce(each.blank, false) as blank
from said
where each.actual is not null or each.brought is not null or each.blank
