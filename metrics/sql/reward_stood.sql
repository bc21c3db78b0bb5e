-- Everybody against the line of one rule: whether and since when it is reached, and what keeps somebody from a prize.
-- A running sum is known for what adds up day by day alone. grain: manager
with measured as (
    select
        *,
        case $measure when 'attainment' then share when 'value' then actual else score end as number,
        case $measure when 'value' then actual when 'attainment' then actual else score end as there,
        case $measure when 'value' then rank_by_value else rank end as board_rank,
        case $measure when 'value' then ranked_by_value else ranked end as board_ranked,
        needed_for($measure, better, due, $line::double) as needed,
        coalesce(as_of >= $last_day, false) as settled
    from reward_fact
    where metric = $metric
),
running as (
    select reward_running.manager, reward_running.day, reward_running.total + 1e-6 >= measured.needed as above
    from reward_running
    inner join measured using (metric, manager)
),
crossed as (
    select manager, min(day) filter (where above) as touched, max(day) filter (where not above) as fell
    from running
    group by manager
),
stayed as (
    select manager, min(running.day) as kept
    from running
    inner join crossed using (manager)
    where running.above and running.day > coalesce(crossed.fell, date '0001-01-01')
    group by manager
),
covered as (
    select manager, actual as covered from reward_fact where metric = 'coverage'
),
barred as (
    select distinct manager from compliance where not cleared and first_day <= $last_day and until > $first
),
judged as (
    select
        *,
        if($measure = 'value' and better = 'lower', there <= needed + 1e-6, number + 1e-9 >= $line::double) as now_over
    from measured
    left join crossed using (manager)
    left join stayed using (manager)
    left join covered using (manager)
)
select
    * exclude (touched, fell, kept, covered, now_over),
    coalesce(if($hold = 'touch', touched is not null or now_over, now_over), false) as reached,
    case
        when $hold = 'touch' then coalesce(touched, if(now_over, $first, null))
        when now_over and $runs then coalesce(kept, $first)
    end::date as reached_on,
    case
        when not here and state <> 'unknown' then 'elsewhere'
        when $measure <> 'score' and state not in ('value', 'zero') then state
        when $measure = 'attainment' and target_state in ('no_target', 'zero_target') then target_state
        when number is null then if($measure = 'score', 'no_score', 'not_computable')
        when manager in (select manager from barred) and $clean then 'compliance'
        when $least_score::double is not null and coalesce(score, -1) + 1e-9 < $least_score::double then 'low_score'
        when $least_coverage::double is not null and coalesce(covered, -1) + 1e-9 < $least_coverage::double
        then 'low_coverage'
    end as reason
from judged
