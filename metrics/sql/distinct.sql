-- How many different keys the records of one mart name, counted again at each level, each up to the day its unit's
-- source is complete. By day: the keys first seen on that day.
-- grain: unit asked for, and manager or day where grouped
with complete as (
    select unit, last_day from spot where source = $source and last_day is not null
),
named as (
    {rows}
),
counted as (
    select above.above, named.manager, named.key, min(named.day) as day
    from named
    left join complete using (unit)
    inner join unit_above as above
        on above.unit = named.unit and named.day >= above.first_day and named.day < above.until
    where
        named.day <= coalesce(complete.last_day, $latest) and named.key is not null
        and list_contains($units, above.above)
    group by all
),
first_seen as (
    select above, key, min(day) as day from counted group by all
)
select above, 'unit' as kind, null as manager, null as day, count(distinct key) as actual from counted group by all
union all
select above, 'manager', manager, null, count(distinct key) from counted group by all
union all
select above, 'day', null, day, count(*) from first_seen group by all
