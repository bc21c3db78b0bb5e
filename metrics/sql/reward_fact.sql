-- What the rules of rewards measure of everybody assigned below: each metric against what is due of it, and the score,
-- which stands as the metric ''. grain: metric, manager
with measured as (
    select
        ranked_line.metric,
        ranked_line.manager,
        ranked_line.name,
        ranked_line.unit,
        ranked_line.here,
        ranked_line.state,
        ranked_line.target_state,
        ranked_line.as_of,
        ranked_line.days_left,
        asked.better,
        asked.step,
        ranked_line.actual::double as actual,
        if(asked.paced, ranked_line.expected, ranked_line.target)::double as due,
        if(ranked_line.target_state = 'best', 'infinity'::double, ranked_line.attainment::double) as share,
        if(ranked_line.target is null and ranked_line.state in ('value', 'zero'), null, ranked_line.rank) as rank,
        ranked_line.ranked,
        ranked_line.rank_by_value,
        ranked_line.ranked_by_value,
        reward_score.score,
        reward_score.score_to
    from ranked_line
    inner join asked using (metric)
    left join reward_score using (manager)
    where ranked_line.manager is not null and ranked_line.assigned
),
-- whoever is measured in anything may have a score
scored as (
    select * replace (stepped(score, 0.001) as score)
    from measured
    qualify row_number() over (partition by manager order by metric) = 1
)
select * from measured
union all by name
select
    '' as metric, manager, name, unit, here,
    case when score is not null then 'value' when state = 'out_of_scope' then state else 'unknown' end as state,
    'no_target' as target_state, score_to as as_of, days_left, 'higher' as better, 0.001 as step, score, score_to,
    if(here and score is not null, rank() over (partition by here order by score desc nulls last), null) as rank,
    count(score) filter (where here) over () as ranked
from scored
