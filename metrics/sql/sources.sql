-- How far each source is complete in the units below one that have people on a day.
-- grain: kind, origin, unit
with below as (
    select unit from unit_above where above = $unit and $day >= first_day and $day < until
),
peopled as (
    select unit, count(*) as people
    from manager
    where unit in (select unit from below) and $day >= first_day and $day < until
    group by unit
)
select
    completeness.kind,
    completeness.origin,
    peopled.unit,
    unit.name,
    max(completeness.complete_to) as complete_to
from peopled
left join unit on unit.unit = peopled.unit and $day >= unit.first_day and $day < unit.until
left join completeness on completeness.unit = peopled.unit
group by all
order by peopled.unit
