-- Assignments that ended in a unit at or below one from a day on, up to another: when, and where the person is now.
-- grain: manager, unit
with post as (
    select
        manager,
        name,
        unit,
        first_day,
        until,
        lead(unit) over one as next_unit,
        lead(first_day) over one as next_day
    from manager
    where manager in (
        select manager.manager
        from manager
        inner join unit_above as above
            on above.unit = manager.unit and above.first_day < manager.until and above.until > manager.first_day
        where above.above = $unit and manager.until > $first
    )
    window one as (partition by manager order by first_day)
),
ended as (
    select *
    from post
    -- a change of role or name ends no assignment
    where until > $first and until <= $day::date + 1 and not (next_unit is not distinct from unit and next_day = until)
)
select
    ended.manager,
    ended.name,
    ended.unit,
    ended.until - 1 as last_day,
    now.unit as to_unit
from ended
inner join unit_above as above
    on above.unit = ended.unit and ended.until > above.first_day and ended.until <= above.until
left join manager as now
    on now.manager = ended.manager and $day >= now.first_day and $day < now.until
where above.above = $unit
qualify row_number() over (partition by ended.manager, ended.unit order by ended.until desc) = 1
order by ended.until desc, ended.name, ended.manager
