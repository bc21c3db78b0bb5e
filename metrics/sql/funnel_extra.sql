-- Needs recorded and effective contacts in which a product was offered, up to each unit's last complete day.
-- grain: step, above, manager (by_manager false: the unit asked for, whoever it was)
with done as (
    {done}
),
counted as (
    select 'offer' as step, above, manager, sum(contacts) filter (where effective and product is not null) as amount
    from done
    group by all
    union all
    select 'need', above.above, need.manager, count(*)
    from need
    left join reached using (unit)
    inner join unit_above as above
        on above.unit = need.unit and need.day >= above.first_day and need.day < above.until
    where
        need.day >= $first
        and need.day <= $end
        and need.day <= coalesce(reached.last_day, $latest)
        and list_contains($units, above.above)
        -- a manager reads what others heard of the own customers, too
        and ($whose is null or need.manager = $whose)
    group by all
)
select step, above, manager, grouping(manager) = 0 as by_manager, coalesce(sum(amount), 0)::bigint as amount
from counted
group by grouping sets ((step, above), (step, above, manager))
