-- Customers as they stood, those only named in other records included.
-- grain: customer, first_day
-- touch: all
-- from: customer
-- scope: customer
-- key: 'customer', customer
select customer, name, tier, segment, status, unit, first_day, until from customer_spell
union all
select resolved, max(name), null, null, null, null, date '0001-01-01', date '9999-12-31'
from mart.given where kind = 'customer' and provisional group by resolved
order by customer, first_day
