-- Needs of customers, each with the unit of its person on the day it was noted.
-- grain: need
-- touch: month
-- from: need
-- scope: about
with said as (
    select r.* exclude (manager, customer, product), coalesce(m.resolved, r.manager) as manager,
        coalesce(c.resolved, r.customer) as customer, coalesce(p.resolved, r.product) as product
    from records.need r
    left join mart.given m on m.kind = 'manager' and m.given = r.manager
    left join mart.given c on c.kind = 'customer' and c.given = r.customer
    left join mart.given p on p.kind = 'product' and p.given = r.product
    where r.live and not r.withdrawn and r.day >= $first_day and r.day < $until
), placed as (
    select s.*, coalesce(m.unit, c.unit) as wanted
    from said s
    left join mart.manager m on m.manager = s.manager and m.first_day <= s.day and s.day < m.until
    left join mart.customer c on c.customer = s.customer and c.first_day <= s.day and s.day < c.until
)
select p.need, p.day, coalesce(t.unit, '~') as unit, p.manager, p.customer, p.product, p.category, p.what,
    coalesce(p.state, 'open') as state
from placed p
left join mart.tree t on t.unit = p.wanted and t.first_day <= p.day and p.day < t.until
order by date_trunc('month', p.day), 3, 4, p.day, 1
