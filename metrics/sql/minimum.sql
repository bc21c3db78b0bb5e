-- Of how many own workdays the daily minimum was met: the unit viewed, its children and its people. Who has no known
-- own workday is listed with none. grain: kind, unit or manager
with counted as (
    select
        child,
        manager,
        count(*) filter (where workday and met is not null) as days,
        count(*) filter (where workday and met) as met
    from minimum_day
    group by child, manager
),
summed as (
    select
        case when grouping(manager) = 0 then 'manager' when grouping(child) = 0 then 'child' else 'unit' end as kind,
        child,
        manager,
        coalesce(sum(days), 0)::bigint as days,
        coalesce(sum(met), 0)::bigint as met
    from counted
    group by grouping sets ((), (child), (manager))
),
who as (
    select
        manager,
        arg_max(name, first_day) as name,
        arg_max(unit, first_day) as post,
        max(until) > $day as here
    from stretch
    where first_day <= $day
    group by manager
)
select 'manager' as kind, who.post as unit, who.manager, who.name, who.here,
    coalesce(summed.days, 0) as days, coalesce(summed.met, 0) as met
from who
left join summed on summed.kind = 'manager' and summed.manager = who.manager
union all
select kind, if(kind = 'unit', $unit, child), null, null, true, days, met
from summed
where kind = 'unit' or kind = 'child' and child is not null
order by kind, name, manager, unit
