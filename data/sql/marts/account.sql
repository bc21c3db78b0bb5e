-- A customer's product: when it was opened and closed as far as stated, and the day of its first balance.
-- grain: customer, product
-- touch: all
-- from: holding
-- scope: customer
-- key: 'customer', customer
-- days: coalesce(seen, date '0001-01-01'), coalesce(closed + 1, date '9999-12-31')
with told as (
    -- a later row without a closing day says that the account is open
    select customer, product, min(opened) as opened, arg_max_null(closed, day) as closed,
        min(day) as seen, max(day) as last
    from mart.balance
    group by customer, product
), since as (
    select coalesce(c.resolved, h.customer) as customer, coalesce(p.resolved, h.product) as product,
        min(h.first_day) as opened
    from records.holding h
    left join mart.given c on c.kind = 'customer' and c.given = h.customer
    left join mart.given p on p.kind = 'product' and p.given = h.product
    where not h.withdrawn
    group by all
), held as (
    select customer, product, max(until) - 1 as last_day from mart.holding group by customer, product
), known as (
    from told
    union all by name
    select s.customer, s.product, s.opened as since, nullif(h.last_day, date '9999-12-30') as last_day
    from since s
    left join held h using (customer, product)
), summed as (
    select customer, product, coalesce(min(opened), min(since)) as opened, max(closed) as closed,
        min(seen) as seen, max(last) as last, max(last_day) as last_day
    from known
    group by customer, product
)
-- a balance before the day stated proves it open; one after the last day held, open still
select customer, product, least(opened, if(opened is null, null, seen)) as opened,
    coalesce(closed, if(last >= last_day, null, last_day)) as closed, seen
from summed
order by customer, product
