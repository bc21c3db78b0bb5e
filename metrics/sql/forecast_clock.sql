-- Next steps of a forecast: the share of the workdays passed for each unit and person (`clock`), and what part of each
-- past day had passed by such a share. grain: day
owner as (
    select 'unit' as kind, unnest($units) as id, unnest($unit_days) as as_of
    union all
    select 'manager', manager.manager, least($end, arg_max(coalesce(complete.complete_to, $day), manager.first_day))
    from manager
    inner join unit_above as above
        on above.unit = manager.unit and above.first_day < manager.until and above.until > manager.first_day
    left join complete on complete.unit = manager.unit
    where above.above = $unit and manager.first_day <= $end and manager.until > $first
    group by manager.manager
),
stand as (
    select owner.kind, owner.id, not day.worked as off,
        coalesce(own.pace, day.passed / nullif(day.total, 0), if(day.day = $last, 1, null)) as pace
    from owner
    inner join day on day.number = 0 and day.day = owner.as_of
    left join (select unnest($paced::varchar[]) as id, unnest($paces::double[]) as pace) as own
        on owner.kind = 'manager' and own.id = owner.id
),
clock as (
    select pace, off, row_number() over (order by pace, off) as clock
    from (select distinct pace, off from stand where pace > 0)
),
-- a day off goes with the workday after it, but with the one before it where the data end on a day off
by_then as (
    select day.number, day.day,
        list(
            least(1, greatest(0, clock.pace * day.total - day.passed + if(day.worked or clock.off, 1, 0)))
            order by clock.clock
        ) as passed
    from day, clock
    group by day.number, day.day
),
moved as (
    select first_day as day from unit_above union select until from unit_above
),
-- past days that neither those shares nor the tree tell apart are summed as one
slot as (
    select number, day, if(number = 0, null, passed) as passed, dense_rank() over (
        order by number, if(number = 0, day, null), passed, (select count(*) from moved where moved.day <= by_then.day)
    ) as slot
    from by_then
)
