-- Everybody against the line of one rule: whether and since when it is reached, what keeps somebody from a prize, whether
-- the records of all it hangs on are there, and what it says of the period in a streak. grain: manager
with measured as (
    select
        *,
        case $measure when 'attainment' then share when 'value' then actual else score end as exact,
        rounded_as($measure, exact, step) as number,
        if($measure = 'score', score, actual) as there,
        if($measure = 'value', rank_by_value, rank) as board_rank,
        if($measure = 'value', ranked_by_value, ranked) as board_ranked,
        stepped(score, 0.001) as scored
    from reward_fact
    where metric = $metric
),
covered as (
    select manager, stepped(actual, 0.001) as covered, as_of as covered_to from reward_fact where metric = 'coverage'
),
still as (
    select unit_above.unit, min(seal.stated_at) as since
    from seal
    join unit_above on unit_above.above = seal.unit
    where sealed and ended is null and seal.first_day = $first and seal.until = $last_day::date + 1
    group by unit_above.unit
),
barred as (
    -- of a sealed span what was said once it was sealed neither bars nor clears anybody
    select manager
    from compliance
    left join still using (unit)
    where first_day <= $last_day and until > $first and coalesce(stated_at <= since, true)
        and not (cleared and coalesce(cleared_at <= since, true))
),
judged as (
    select
        *,
        if($measure = 'value' and better = 'lower', number - 1e-9 <= $line::double, number + 1e-9 >= $line::double)
            as now_over,
        coalesce(as_of >= $needed, false) and ($measure = 'score' or state <> 'unknown')
        and ($least_score::double is null or coalesce(score_to >= $needed, false))
        and ($least_coverage::double is null or coalesce(covered_to >= $needed, false)) as settled,
        coalesce(if($hold = 'touch', touched is not null or now_over, now_over), false) as reached,
        case
            when not here and state <> 'unknown' then 'elsewhere'
            when state = 'out_of_scope' or ($measure <> 'score' and state not in ('value', 'zero')) then state
            when $measure = 'attainment' and target_state in ('no_target', 'zero_target') then target_state
            when number is null then if($measure = 'score', 'no_score', 'not_computable')
            when $clean and manager in (select manager from barred) then 'compliance'
            when coalesce(scored, -1) + 1e-9 < $least_score::double then 'low_score'
            when coalesce(covered, -1) + 1e-9 < $least_coverage::double then 'low_coverage'
        end as reason
    from measured
    left join reward_crossed using (manager)
    left join covered using (manager)
)
select
    * exclude (touched, kept, covered, covered_to, scored, now_over),
    case
        when $hold = 'touch' then coalesce(touched, if(now_over, $first, null))
        when now_over and $runs then coalesce(kept, $first)
    end::date as reached_on,
    case
        when reason is null and reached then 'reached'
        when reason is not null and reason not in ('compliance', 'low_score', 'low_coverage') then 'none'
        when settled then 'short'
    end as verdict
from judged
