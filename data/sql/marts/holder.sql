-- Who answers for a customer's balances, for all time: the main holder and the unit held from; else the customer's.
-- grain: customer, first_day
-- touch: all
-- scope: person
-- key: 'customer', customer
with stated as (
    select 'holder' as what, customer as id, manager as said, first_day, until from mart.portfolio where role = 'main'
    union all select 'customer', customer, unit, first_day, until from mart.customer
    union all select 'manager', manager, unit, first_day, until from mart.manager
    union all select 'unit', unit, unit, first_day, until from mart.tree
), ended as (
    select distinct what, id, null as said, date '9999-12-31' as first_day, date '9999-12-31' as until
    from (select what, id from stated union all select 'holder', customer from mart.customer)
), whole as (
    from stated
    union all
    -- the days about which nothing is said
    select what, id, null, since, first_day
    from (
        select what, id, first_day, coalesce(max(until) over (
            partition by what, id order by first_day rows between unbounded preceding and 1 preceding
        ), date '0001-01-01') as since
        from (from stated union all from ended)
    )
    where since < first_day
), held as (
    select h.id as customer, h.said as manager, c.said as own,
        greatest(h.first_day, c.first_day) as first_day, least(h.until, c.until) as until
    from whole h
    join whole c on c.what = 'customer' and c.id = h.id and c.first_day < h.until and h.first_day < c.until
    where h.what = 'holder'
), posted as (
    select h.customer, h.manager, coalesce(m.said, h.own) as wanted,
        greatest(h.first_day, m.first_day) as first_day, least(h.until, m.until) as until
    from held h
    left join whole m on m.what = 'manager' and m.id = h.manager and m.first_day < h.until and h.first_day < m.until
), placed as (
    select p.customer, coalesce(u.said, '~') as unit, p.manager,
        greatest(p.first_day, u.first_day) as first_day, least(p.until, u.until) as until
    from posted p
    left join whole u on u.what = 'unit' and u.id = p.wanted and u.first_day < p.until and p.first_day < u.until
), grouped as (
    select *, count(*) filter (opens) over (partition by customer order by first_day) as spell
    from (
        select *, lag(row(unit, manager)) over (partition by customer order by first_day)
            is distinct from row(unit, manager) as opens
        from placed
    )
)
select customer, unit, manager, min(first_day) as first_day, max(until) as until
from grouped
group by customer, unit, manager, spell
order by customer, first_day
