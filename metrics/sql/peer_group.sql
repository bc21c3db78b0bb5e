-- Everybody as they stood on a day: unit, role, stated group, whether new, and how many customers held as main holder.
-- grain: manager
with held as (
    select manager, count(distinct customer) as customers
    from portfolio
    where role = 'main' and first_day <= $day and until > $day
    group by manager
)
select
    manager.manager,
    manager.unit,
    manager.role,
    manager.peer_group,
    coalesce(since.day + to_months($new_months) > $first, false) as is_new,
    coalesce(held.customers, 0) as customers
from manager
left join since using (manager)
left join held using (manager)
where manager.first_day <= $day and manager.until > $day
order by manager.manager
