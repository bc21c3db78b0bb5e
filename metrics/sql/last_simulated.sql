-- Whom the rule would have named in each period, beside as many just above them, and how many of each were above the
-- line the period after. grain: period
with judged as (
    select *, row_number() over (partition by place, outcome order by value, manager) as position
    from last_state
    where reason is null
),
named as (
    select place, count(*) as count from judged where outcome = 'failed' group by place
),
chosen as (
    select judged.*
    from judged
    inner join named using (place)
    where judged.outcome = 'failed' or judged.position <= named.count
),
followed as (
    select chosen.*, next.value >= $line as above
    from chosen
    left join judged as next on next.manager = chosen.manager and next.place = chosen.place - 1
)
select
    period.period,
    period.people,
    list({manager: manager, name: name, state: state} order by value, manager)
        filter (where outcome = 'failed') as named,
    count(*) filter (where outcome = 'failed' and above is not null) as named_after,
    count(*) filter (where outcome = 'failed' and above) as named_above,
    count(*) filter (where outcome = 'clear') as beside,
    count(*) filter (where outcome = 'clear' and above is not null) as beside_after,
    count(*) filter (where outcome = 'clear' and above) as beside_above
from (
    select place, period, count(*) filter (where reason is null) as people
    from last_state
    where not running
    group by place, period
) as period
left join followed using (place)
group by period.place, period.period, period.people
order by period.place desc
