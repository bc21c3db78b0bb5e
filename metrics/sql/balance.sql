-- A balance at a point or on average, for each unit and person asked for, from what each account stood at.
-- grain: unit asked for, and manager
with grouped as (
    select
        above,
        if(grouping(manager) = 0, 'manager', 'unit') as kind,
        manager,
        sum(value) filter (where win = $win) as actual,
        sum(value) filter (where win = 'opening') as opening,
        sum(value) filter (where win = 'last') as last,
        count(distinct (customer, product)) filter (where win = $win) as held,
        count(distinct (customer, product)) filter (where win = $win and known_days < held_days) as unseen
    from account_value
    where list_contains([$win, 'opening', 'last'], win)
    group by grouping sets ((above), (above, manager))
)
select *, 0.0 as base, 0.0 as base_end from grouped where held > 0
