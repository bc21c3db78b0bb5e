-- What people whose assignment ended leave behind: each customer held on their last day there (or in their name still),
-- with who holds it now, their open follow-ups and the customer's open needs. grain: manager, unit, customer
with left_behind as (
    select ended.manager, ended.unit, portfolio.customer, bool_or(portfolio.role = 'main') as main
    from ended
    inner join portfolio on portfolio.manager = ended.manager
        and ended.last_day >= portfolio.first_day and ended.last_day < portfolio.until
    group by all
),
promised as (
    -- what was promised afterwards is not left behind
    select ended.manager, ended.unit, customer, min(due) as due,
        list({'follow_up': follow_up, 'what': what, 'due': due} order by due nulls last, follow_up) as follow_ups
    from follow_up
    inner join ended on ended.manager = follow_up.manager and follow_up.day <= ended.last_day
    where state in ('not_started', 'ongoing') or closed > $day
    group by all
),
wanted as (
    select customer, list({'need': need, 'what': coalesce(what, product, category)} order by day, need) as needs
    from need
    where state = 'open' and day <= $day
    group by customer
),
about as (
    select manager, unit, customer, main from left_behind
    union all by name
    -- a promise to somebody who was not held
    select promised.manager, promised.unit, promised.customer, false as main
    from promised
    anti join left_behind on left_behind.manager = promised.manager and left_behind.unit = promised.unit
        and left_behind.customer is not distinct from promised.customer
)
select
    about.manager,
    about.unit as from_unit,
    about.customer,
    named.name,
    named.tier,
    about.main,
    holder.manager as held_by,
    person.name as held_by_name,
    -- a holder in a unit that the viewer doesn't see has no row here
    holder.customer is not null and person.manager is null
        and coalesce(named.status, 'active') not in ('lost', 'closed') as free,
    coalesce(promised.follow_ups, []) as follow_ups,
    coalesce(wanted.needs, []) as needs,
    promised.due
from about
left join promised on promised.manager = about.manager and promised.unit = about.unit
    and promised.customer is not distinct from about.customer
left join wanted on wanted.customer = about.customer
left join customer as named
    on named.customer = about.customer and $day >= named.first_day and $day < named.until
left join holder
    on holder.customer = about.customer and $day >= holder.first_day and $day < holder.until
left join manager as person
    on person.manager = holder.manager and $day >= person.first_day and $day < person.until
order by about.manager, about.unit, promised.due nulls last, named.tier, about.customer
