-- When what adds up day by day came to the line of one rule: first, and so that it stayed there. grain: manager
with running as (
    select
        reward_running.manager,
        reward_running.day,
        rounded_as($measure,
            if($measure = 'value', reward_running.total, attainment(reward_running.total, due, better)), step
        ) + 1e-9 >= $line::double as above
    from reward_running
    inner join reward_fact using (metric, manager)
    where metric = $metric
),
fallen as (
    select manager, min(day) filter (where above) as touched, max(day) filter (where not above) as fell
    from running
    group by manager
)
select manager, touched, min(day) filter (where above and day > coalesce(fell, date '0001-01-01')) as kept
from running
inner join fallen using (manager)
group by manager, touched
