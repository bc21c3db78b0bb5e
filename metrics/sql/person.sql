-- Everyone assigned below on some day of the period so far, and where they stand on each source's data day.
-- grain: source, manager
with source as (
    select unnest($sources) as source, unnest($on_days) as on_day
),
stood as (
    select
        source.source,
        stretch.manager,
        arg_max(stretch.name, stretch.first_day) as name,
        arg_max(stretch.provisional, stretch.first_day) as provisional,
        arg_max(stretch.unit, stretch.first_day) as latest,
        arg_max(stretch.child, stretch.first_day) as latest_child,
        any_value(stretch.unit) filter (where on_day >= stretch.first_day and on_day < stretch.until) as post,
        any_value(stretch.child) filter (where on_day >= stretch.first_day and on_day < stretch.until) as child,
        bool_or(coalesce(spot.known, false)) as known
    from stretch
    cross join source
    left join spot on spot.source = source.source and spot.unit = stretch.unit
    where stretch.until > $first and stretch.first_day <= $day
    group by all
),
worked as (
    select source, manager, sum(total) as total, sum(assigned) as assigned, sum(present) as present
    from own
    where span_first = $first and span_until = $until
    group by all
)
select
    stood.source,
    stood.manager,
    stood.name,
    stood.provisional,
    coalesce(stood.post, stood.latest) as unit,
    if(stood.post is null, stood.latest_child, stood.child) as child,
    stood.post is not null as here,
    stood.known,
    spot.last_day,
    worked.total,
    coalesce(worked.assigned > 0 and worked.present = 0, false) as away
from stood
left join worked using (source, manager)
left join spot on spot.source = stood.source and spot.unit = coalesce(stood.post, stood.latest)
