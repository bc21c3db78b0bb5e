-- The workdays of each person in each child of the unit viewed, without days on leave, for the period and each piece
-- of it a target speaks of: all of them, those passed when the source ended there, and those assigned (on leave or
-- not) and worked up to the view's day.
-- grain: source, manager, child, span_first, span_until
with span as (
    select unnest($span_firsts) as span_first, unnest($span_untils) as span_until
),
cut as (
    select
        spot.source,
        stretch.manager,
        stretch.child,
        span.span_first,
        span.span_until,
        greatest(stretch.first_day, span_first) as first_day,
        least(stretch.until, span_until) as until,
        least(stretch.until, span_until, coalesce(spot.last_day + 1, span_first)) as reached,
        least(stretch.until, span_until, $day + 1) as so_far
    from stretch
    inner join spot on spot.unit = stretch.unit
    cross join span
    where stretch.until > span_first and stretch.first_day < span_until
),
free as (
    select distinct leave.manager, work.day
    from leave
    inner join work on work.day >= leave.first_day and work.day < leave.until
    where work.worked and leave.manager in (select manager from stretch)
),
missed as (
    select
        cut.source,
        cut.manager,
        cut.first_day,
        cut.until,
        cut.span_first,
        cut.span_until,
        count(*) as days,
        count(*) filter (where free.day < cut.reached) as passed,
        count(*) filter (where free.day < cut.so_far) as so_far
    from cut
    inner join free on free.manager = cut.manager and free.day >= cut.first_day and free.day < cut.until
    group by all
),
numbered as (
    select
        cut.*,
        ends.n - starts.n as days,
        greatest(reaches.n - starts.n, 0) as passed_days,
        greatest(now.n - starts.n, 0) as assigned
    from cut
    inner join work as starts on starts.day = cut.first_day
    inner join work as ends on ends.day = cut.until
    inner join work as reaches on reaches.day = greatest(cut.reached, cut.span_first)
    inner join work as now on now.day = greatest(cut.so_far, cut.span_first)
)
select
    source,
    manager,
    child,
    span_first,
    span_until,
    sum(numbered.days - coalesce(missed.days, 0))::bigint as total,
    sum(passed_days - coalesce(missed.passed, 0))::bigint as passed,
    sum(assigned)::bigint as assigned,
    sum(assigned - coalesce(missed.so_far, 0))::bigint as present
from numbered
left join missed using (source, manager, first_day, until, span_first, span_until)
group by all
