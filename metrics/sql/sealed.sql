-- The rows of a sealed month that stand in for a view's: all of the unit viewed where it is sealed; else, of sealed units
-- below, their totals and who was in no other unit all month. A level nobody had a target of then is the base level
-- without targets. Of people also what was in each child of a sealed unit, as 'part'. grain: dimension, unit, metric, owner
with held as (
    select * from sealed_result where first_day = $first and until = $until and list_contains($units, unit)
),
leveled as (
    select *, level <> $level as blank
    from held
    where level = if(exists (from held where level = $level), $level, 'base')
),
inside as (
    select unnest($inside::varchar[]) as unit, unnest($tops::varchar[]) as top
),
stayed as (
    select stretch.manager, any_value(inside.top) as top
    from stretch
    left join inside using (unit)
    where stretch.until > $first and stretch.first_day < $until
    group by stretch.manager
    having count(distinct coalesce(inside.top, '')) = 1 and any_value(inside.top) is not null
),
chosen as (
    select leveled.* replace (if($whole and dimension = 'manager' and unit <> $unit, 'part', dimension) as dimension)
    from leveled
    left join stayed on stayed.manager = leveled.manager and stayed.top = leveled.unit
    where $whole and (leveled.unit = $unit or dimension = 'manager') or dimension = 'unit' and owner = leveled.unit or stayed.manager is not null
)
select
    row_number() over () as held,
    * exclude (blank) replace (
        if(blank and target_source is distinct from 'line', null, target) as target,
        if(blank and target_source is distinct from 'line', null, target_source) as target_source,
        if(blank and target_source is distinct from 'line', 'no_target', target_state) as target_state,
        if(blank and target_source is distinct from 'line', null, due) as due,
        if(blank and target_source is distinct from 'line', null, expected) as expected,
        if(blank and target_source is distinct from 'line', null, gap) as gap,
        if(blank and target_source is distinct from 'line', null, attainment) as attainment,
        if(blank and target_source is distinct from 'line', null, lead) as lead,
        if(blank and target_source is distinct from 'line', null, need_per_day) as need_per_day,
        if(blank and target_source is distinct from 'line', null, needed_balance) as needed_balance,
        if(blank and target_source is distinct from 'line', null, band) as band,
        if(blank and target_source is distinct from 'line', null, reached) as reached,
        if(blank, null, people_target) as people_target,
        if(blank, null, score) as score
    )
from chosen
