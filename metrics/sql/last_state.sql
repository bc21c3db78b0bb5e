-- From period to period: how often in a row both tests were failed, and the state that makes. One clear period starts
-- anew, and so do two left out one after the other; one left out neither counts nor breaks, nor does one still running.
-- grain: place, manager
with grid as (
    select person.manager, place.place
    from (select distinct manager from last_judged) as person
    cross join (select distinct place from last_judged) as place
),
told as (
    select
        grid.manager,
        grid.place,
        judged.reason is not distinct from 'running' as running,
        coalesce(judged.outcome, 'excluded') as outcome
    from grid
    left join last_judged as judged using (place, manager)
),
turned as (
    select
        *,
        outcome = 'clear' or not running and outcome = 'excluded' and coalesce(
            lag(outcome) over (partition by manager order by place desc) = 'excluded', false
        ) as anew
    from told
),
numbered as (
    select *, count(*) filter (where anew) over (partition by manager order by place desc) as run
    from turned
),
counted as (
    select
        manager,
        place,
        count(*) filter (where outcome = 'failed') over (partition by manager, run order by place desc) as in_a_row
    from numbered
)
select
    judged.*,
    counted.in_a_row,
    case
        when judged.outcome <> 'failed' then judged.outcome
        when counted.in_a_row >= $periods then 'coaching'
        else 'watch'
    end as state
from last_judged as judged
inner join counted using (manager, place)
