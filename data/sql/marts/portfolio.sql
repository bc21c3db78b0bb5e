-- Who held which customer: one main holder at a time, any number beside.
-- grain: customer, manager, first_day
-- touch: all
-- from: portfolio
-- scope: customer
select customer, manager, role, first_day, until
from portfolio_spell
order by manager, customer, first_day
