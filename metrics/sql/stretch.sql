-- Everyone assigned at or below a unit on some day, as both assignments and tree stood, with the child they were in.
-- grain: manager and stretch of days
with node as (
    select unnest($nodes::varchar[]) as unit, unnest($children::varchar[]) as child
),
stretch as (
    select
        manager.manager,
        manager.name,
        manager.provisional,
        manager.unit,
        greatest(manager.first_day, above.first_day, $first) as first_day,
        least(manager.until, above.until, $until) as until
    from manager
    inner join unit_above as above
        on above.unit = manager.unit and above.first_day < manager.until and above.until > manager.first_day
    where above.above = $unit
)
select stretch.*, node.child
from stretch
left join node using (unit)
where first_day < until
order by manager, first_day
