-- Who owned which product, and how much of it where that was said.
-- grain: customer, product, first_day
-- touch: all
-- from: holding
-- scope: customer
-- key: 'customer', customer
select customer, product, amount, first_day, until
from holding_spell
order by customer, product, first_day
