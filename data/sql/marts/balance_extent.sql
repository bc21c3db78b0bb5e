-- In which units the customers of a file of balances were held on its days: what the file is complete for.
-- grain: month, batch, unit
-- touch: month
-- from: balance, extent
-- scope: none
with named as (
    select distinct date_trunc('month', b.day)::date as month, c.batch, b.day, b.customer
    from records.balance b
    join records.balance_claim c using (id)
    where not b.withdrawn and b.day >= $first_day and b.day < $until
)
select n.month, n.batch, coalesce(h.unit, '~') as unit
from named n
left join mart.given g on g.kind = 'customer' and g.given = n.customer
left join mart.holder h
    on h.customer = coalesce(g.resolved, n.customer) and h.first_day <= n.day and n.day < h.until
group by all
order by all
