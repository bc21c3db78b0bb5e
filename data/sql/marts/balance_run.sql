-- Balances as they stood, summed over the customers of one person whose rows are of the same days: what most totals are
-- made of without a look at each account.
-- grain: month, unit, manager, product, seen, first_day, until
-- touch: month
-- scope: person
select month, unit, manager, product, seen, first_day, until, sum(amount)::decimal(38, 4) as amount, count(*) as accounts
from mart.balance_spell
where month >= $first_day and month < $until
group by all
order by month, unit, manager, product, seen, first_day
