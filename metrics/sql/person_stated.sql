-- Everyone assigned below in the period so far, whoever else the records name, and what is nobody's (manager null):
-- what was measured of each, before targets. grain: metric, manager
with measured as (
    select * from part where kind = 'manager' and above = $unit
),
listed as (
    select
        asked.metric,
        person.manager,
        person.unit,
        person.name,
        person.provisional,
        person.here,
        person.child,
        true as assigned,
        false as unassigned,
        case
            when measured.actual is not null then 'value'
            when measured.blank then 'unknown'
            when person.away then 'out_of_scope'
            when not person.known or measured.held then 'unknown'
            when asked.kind in ('flow', 'distinct', 'plan') then 'zero'
            else 'out_of_scope'
        end as state,
        coalesce(person.last_day, if(measured.actual is not null, asked.day, null)) as as_of,
        measured.* exclude (metric, above, kind, manager, day, brought, blank)
    from asked
    inner join person using (source)
    left join measured on measured.metric = asked.metric and measured.manager = person.manager
    where asked.kind <> 'ratio'
    union all by name
    select
        asked.metric,
        measured.manager,
        $unit as unit,
        measured.manager as name,
        false as provisional,
        false as here,
        false as assigned,
        measured.manager is null as unassigned,
        if(measured.actual is null, 'unknown', 'value') as state,
        asked.day as as_of,
        measured.* exclude (metric, above, kind, manager, day, brought, blank)
    from measured
    inner join asked using (metric)
    anti join person on person.source = asked.source and person.manager = measured.manager
    where measured.actual is not null
),
-- a ratio of what everybody's two parts come to; without anything below it is not computable
divided as (
    select
        ratio.metric,
        top.* exclude (metric, state, as_of, actual, opening, last, base, base_end, held, unseen),
        least(top.as_of, bottom.as_of) as as_of,
        case
            when 'unknown' in (top.state, bottom.state) then 'unknown'
            when 'out_of_scope' in (top.state, bottom.state) then 'out_of_scope'
            when coalesce(bottom.actual, 0) = 0 then 'not_computable'
            else 'value'
        end as state,
        (coalesce(top.actual, 0)::double / nullif(bottom.actual, 0))::decimal(38, 8) as actual
    from asked as ratio
    inner join listed as top on top.metric = ratio.top
    inner join listed as bottom on bottom.metric = ratio.bottom and bottom.manager is not distinct from top.manager
    where ratio.kind = 'ratio'
)
from listed
union all by name
from divided
