-- The day of an account's last balance, and whether a whole month before it is without one.
-- grain: customer, product
-- touch: all
-- scope: customer
-- days: date '0001-01-01', last + 1
with monthly as (
    select customer, product, date_trunc('month', day)::date as month, max(day) as last
    from mart.balance
    where amount is not null
    group by all
)
select customer, product, max(last) as last, datediff('month', min(month), max(month)) >= count(*) as broken
from monthly
group by customer, product
order by customer, product
