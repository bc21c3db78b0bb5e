-- Customers at or below a unit whom nobody holds on a day, or only somebody who has left, with who held them last and
-- until when. grain: customer
with free as (
    select holder.customer, holder.unit, holder.manager, holder.first_day, $day::date + 1 as day
    from holder
    inner join unit_above as above
        on above.unit = holder.unit and $day >= above.first_day and $day < above.until
    where
        above.above = $unit
        and $day >= holder.first_day and $day < holder.until
        and not exists (
            from manager
            where manager.manager = holder.manager and $day >= manager.first_day and $day < manager.until
        )
        -- who holds a customer beside the main holder holds it
        and not exists (
            from portfolio
            inner join manager using (manager)
            where
                portfolio.customer = holder.customer and portfolio.role = 'assist'
                and $day >= portfolio.first_day and $day < portfolio.until
                and $day >= manager.first_day and $day < manager.until
        )
),
held as (
    select customer, max(least(until, $day + 1)) - 1 as last_day, arg_max(manager, first_day) as manager
    from portfolio
    where customer in (select customer from free) and role = 'main' and first_day <= $day
    group by customer
),
heard as (
    {heard}
)
select
    free.customer,
    named.name,
    named.tier,
    free.unit,
    coalesce(held.manager, free.manager) as last_manager,
    person.name as last_manager_name,
    case
        when free.manager is null then held.last_day
        when person.until <= $day then person.until - 1
    end as last_day,
    heard.heard as last_contact
from free
inner join customer as named
    on named.customer = free.customer and $day >= named.first_day and $day < named.until
left join held on held.customer = free.customer
left join heard on heard.customer = free.customer
left join (
    select manager, arg_max(name, first_day) as name, max(until) as until from manager where first_day <= $day group by 1
) as person on person.manager = coalesce(held.manager, free.manager)
where coalesce(named.status, 'active') not in ('lost', 'closed')
    and (
        coalesce(named.unit, named.tier, named.segment, named.status) is not null
        or named.customer in (select customer from portfolio)
    )
order by 7 nulls first, named.tier, free.customer
