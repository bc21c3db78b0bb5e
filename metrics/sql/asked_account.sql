-- The accounts a metric is about; what was opened later was no account yet.
-- grain: customer, product
select customer, product, opened, closed, seen
from (from account {where})
where opened is null or opened < $win_until
