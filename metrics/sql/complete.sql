-- How far each source is complete in the units at or below one; a file's day counts before the entries'.
-- grain: kind, unit
with below as (
    select distinct unit from unit_above where above = $unit
),
by_origin as (
    select kind, unit, origin, max(complete_to) as complete_to, min(first_day) as first_day
    from completeness
    where kind in (select unnest($kinds)) and unit in (select unit from below)
    group by kind, unit, origin
)
select
    kind,
    unit,
    arg_min(complete_to, origin = 'entries') as complete_to,
    arg_min(first_day, origin = 'entries') as first_day
from by_origin
group by kind, unit
