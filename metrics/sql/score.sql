-- The composite score: the weighted mean of clamped attainments over the metrics that can be computed; none where
-- they carry too little of the weight. grain: owner
with weighed as (
    select unnest($metrics) as metric, unnest($weights)::double as weight
),
counted as (
    select
        compared.owner,
        weighed.metric,
        weighed.weight,
        case
            when target_state = 'best' then $cap
            when attainment is not null then least(greatest(attainment, $floor), $cap)
        end as share
    from compared
    inner join weighed using (metric)
)
select
    owner,
    if(
        sum(weight) filter (where share is not null) >= $least * sum(weight) - 1e-9,
        sum(weight * share) / nullif(sum(weight) filter (where share is not null), 0),
        null
    ) as score,
    list(metric order by metric) filter (where share is null) as missing
from counted
group by owner
