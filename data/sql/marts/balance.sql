-- What a customer's product was said to stand at, by the day it was said for; nothing carried.
-- grain: day, customer, product
-- touch: month
-- from: balance
-- scope: customer
with said as (
    select b.id, b.day, coalesce(c.resolved, b.customer) as customer, coalesce(p.resolved, b.product) as product,
        b.amount, b.month_average, b.year_average, b.opened, b.closed
    from records.balance b
    left join mart.given c on c.kind = 'customer' and c.given = b.customer and c.resolved <> c.given
    left join mart.given p on p.kind = 'product' and p.given = b.product and p.resolved <> p.given
    where b.live and not b.withdrawn and b.day >= $first_day and b.day < $until
), alike as (
    select hash(day, customer, product) as mark from said group by mark having count(*) > 1
), twice as (
    -- named in two ways, the later import counts
    select s.id, max(c.batch) as batch
    from said s
    join records.balance_claim c using (id)
    where hash(s.day, s.customer, s.product) in (from alike)
    group by s.id
), counted as (
    from said where hash(day, customer, product) not in (from alike)
    union all
    select s.* from said s join twice t using (id)
    qualify row_number() over (partition by day, customer, product order by t.batch desc, amount desc, id desc) = 1
)
select * exclude (id)
from counted
order by date_trunc('month', day), customer, product, day
