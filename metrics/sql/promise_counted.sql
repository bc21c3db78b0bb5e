-- Follow-ups by state and age of the unit viewed, its children and its people; `due` of them in the period, `kept` of
-- those done. grain: unit, manager, state, span
select
    above as unit,
    manager,
    grouping(manager) = 0 as by_manager,
    any_value(name) as name,
    state,
    case when age <= 7 then 'week' when age <= 30 then 'month' else 'older' end as span,
    count(*) filter (where counted) as count,
    count(over) as overdue,
    count(*) filter (where expected) as due,
    count(*) filter (where expected and state = 'done') as kept
from promise
left join (
    select manager, arg_max(name, first_day) as name from manager where first_day <= $day group by manager
) as person
    using (manager)
where manager is not null
group by grouping sets ((above, state, span), (above, manager, state, span))
having by_manager = false or above = $unit
order by by_manager, promise.above, manager, state, span
