-- First steps of a forecast: the days of a period (`number` 0) and of those before it with their workdays, and which
-- past periods the source holds whole. grain: day
with span as (
    select unnest($firsts) as first_day, unnest($untils) as until, unnest(range(len($firsts))) as number
),
day as (
    select
        span.number,
        each.day::date as day,
        worked.day is not null as worked,
        count(worked.day) over (partition by span.number order by each.day) as passed,
        count(worked.day) over (partition by span.number) as total
    from span, lateral (select unnest(range(span.first_day, span.until, interval 1 day)) as day) as each
    left join (select unnest($workdays) as day) as worked on worked.day = each.day
),
stretch as (
    select unnest($known_units) as unit, unnest($known_firsts) as first_day, unnest($known_days) as last_day
),
complete as (
    select unit, max(last_day) as complete_to from stretch group by unit
),
-- a past period counts where one stretch holds it from its first workday to its last day
holed as (
    select complete.unit, whole.number
    from complete, (
        select number, coalesce(min(day) filter (where worked), min(day)) as opens, max(day) as ends
        from day
        where number > 0
        group by number
    ) as whole
    where not exists (
        from stretch
        where stretch.unit = complete.unit and stretch.first_day <= whole.opens and stretch.last_day >= whole.ends
    )
)
