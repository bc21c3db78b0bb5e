-- What the tiers of one rule pay everybody, and where the next one starts. A share of what there is, which on attainment
-- is that much of the target. grain: manager
with tier as (
    select start, rate, lead(start) over (order by start) as until
    from (select unnest($starts::double[]) as start, unnest($rates::double[]) as rate)
)
select
    manager,
    sum(case
        when $method = 'whole' then if(number + 1e-9 >= start and (until is null or number + 1e-9 < until), exact, 0)
        else greatest(least(exact, coalesce(until, exact)) - start, 0)
    end * rate * if($measure = 'attainment', abs(due), 1)) as pay,
    min(start) filter (where start > number + 1e-9) as following
from reward_stood
cross join tier
group by manager
