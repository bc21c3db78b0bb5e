-- How many periods in a row everybody came to the line of one rule, this one counted where it is reached. A period without
-- a number neither counts nor breaks, two such in a row begin anew. grain: manager
with told as (
    select manager, first_day, verdict from reward_past where rule = $rule and first_day >= $since and first_day < $first
    union all
    select manager, $first, verdict from reward_stood
),
-- an open period not reached yet says nothing of those before
ordered as (
    select *, lead(verdict) over (partition by manager order by first_day) as later
    from told
    where verdict is not null
),
ended as (
    select manager, max(first_day) filter (where verdict = 'short' or (verdict = 'none' and later = 'none')) as on_day
    from ordered
    group by manager
)
select manager, count(*) filter (where verdict = 'reached' and (on_day is null or first_day > on_day)) as streak
from ordered
inner join ended using (manager)
group by manager
