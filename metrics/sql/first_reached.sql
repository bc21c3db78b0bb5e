-- The day on which each of those tied first reached its target, more being better.
-- grain: metric, owner
with tie as (
    select unnest($metrics) as metric, unnest($owners) as owner, unnest($targets) as target
),
running as (
    select
        metric,
        coalesce(manager, above) as owner,
        day,
        sum(actual) over (partition by metric, above, manager order by day) as reached
    from daily
)
select metric, owner, min(day) as day
from running
inner join tie using (metric, owner)
where reached >= target
group by all
