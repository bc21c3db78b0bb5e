-- How many periods in a row everybody came to the line, this one (n 0) counted where it is reached. A period without a
-- number neither counts nor breaks, two such in a row begin anew. grain: manager
with told as (
    select manager, n, verdict from reward_past
    union all
    select manager, 0, case when reason is not null then 'none' when reached then 'reached' when settled then 'short' end
    from reward_stood
),
-- an open period not reached yet says nothing of those before
ordered as (
    select manager, n, verdict, lag(verdict) over (partition by manager order by n) as later
    from told
    where verdict is not null
),
ended as (
    select manager, min(n) filter (where verdict = 'short' or (verdict = 'none' and later = 'none')) as at
    from ordered
    group by manager
)
select ordered.manager, count(*) filter (where verdict = 'reached' and n < coalesce(ended.at, 1000)) as streak
from ordered
inner join ended using (manager)
group by ordered.manager
