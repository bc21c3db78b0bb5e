-- A balance at a point or on average, for each unit and person asked for, from what accounts stood at.
-- grain: unit asked for, and manager
with valued as (
    select win, above, manager, value, if(known_days < held_days, (customer, product), null) as unseen
    from account_value
    union all
    select win, above, manager, value, null from run_value
),
grouped as (
    select
        above,
        if(grouping(manager) = 0, 'manager', 'unit') as kind,
        manager,
        sum(value) filter (where win = $win) as actual,
        sum(value) filter (where win = 'opening') as opening,
        sum(value) filter (where win = 'last') as last,
        bool_or(win = $win) as held,
        count(distinct unseen) filter (where win = $win) as unseen
    from valued
    where list_contains([$win, 'opening', 'last'], win)
    group by grouping sets ((above), (above, manager))
)
select above, kind, manager, sum(actual) as actual, sum(opening) as opening, sum(last) as last, bool_or(held) as held,
    sum(unseen)::bigint as unseen, 0.0 as base, 0.0 as base_end
from (from grouped where held union all by name from never_held)
group by all
