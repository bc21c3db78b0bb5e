-- Competition ranks (1, 2, 2, 4) by attainment (by value where nobody has a target) and by value, over rounded numbers;
-- ties go to the other number, then to whoever reached the target first, else are shared.
-- grain: as `compared`
with merit as (
    select
        *,
        here and state in ('value', 'zero') and actual is not null as inside,
        if(target_state = 'best', 'infinity'::double, stepped(attainment::double, 0.001)) as share,
        if(better = 'lower', -1, 1) * stepped(actual::double, step) as value
    from compared
),
known as (
    select
        merit.*,
        bool_or(inside and target is not null) over (partition by merit.metric) as has_targets,
        first_reached.day as reached_on
    from merit
    left join first_reached on first_reached.metric = merit.metric and first_reached.owner = merit.owner
),
placed as (
    select
        *,
        inside and (share is not null or not has_targets) as by_share,
        rank() over (
            partition by metric, inside, has_targets and share is null
            order by if(has_targets, share, value) desc nulls last, if(has_targets, value, share) desc nulls last,
                reached_on nulls last
        ) as share_place,
        rank() over (
            partition by metric, inside order by value desc nulls last, share desc nulls last, reached_on nulls last
        ) as value_place
    from known
)
select
    * exclude (inside, share, value, has_targets, reached_on, by_share, share_place, value_place, better,
        step, owner),
    if(by_share, share_place, null) as rank,
    if(inside, value_place, null) as rank_by_value,
    count(*) filter (where by_share) over (partition by metric) as ranked,
    count(*) filter (where inside) over (partition by metric) as ranked_by_value
from placed
order by metric, rank nulls last, rank_by_value nulls last, manager is null, placed.owner
