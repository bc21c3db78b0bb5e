-- Customers held of each unit asked for, person or tier: how many there are, were contacted, are overdue, and who has been
-- silent longest. What counts in no sum stands in rows of its own. grain: dimension, key
with placed as (
    select silent.*, above.above,
        case when manager is null then 'unheld' when settled then 'held' else 'settling' end as standing,
        bool_or(settled and manager is not null) over (partition by above.above, customer) as counted
    from silent
    inner join unit_above as above
        on above.unit = silent.unit and silent.day >= above.first_day and silent.day < above.until
    where list_contains($units, above.above)
),
keyed as (
    select *, unnest([
        {'dimension': 'unit', 'key': if(standing = 'held', above, null)},
        {'dimension': 'manager', 'key': if(standing = 'held' and above = $unit, manager, null)},
        {'dimension': 'tier', 'key': if(standing = 'held' and above = $unit, coalesce(tier, ''), null)},
        {'dimension': standing, 'key': if(standing <> 'held' and not counted, above, null)}
    ], recursive := true)
    from placed
)
select
    dimension,
    nullif(key, '') as key,
    count(distinct customer) as held,
    count(distinct customer) filter (where contacted is not null) as covered,
    count(distinct customer) filter (where overdue) as overdue,
    count(distinct customer) filter (where overdue and contacted is null) as missed,
    max(silence) as silence,
    arg_max(customer, (silence, customer)) as longest
from keyed
where key is not null
group by all
