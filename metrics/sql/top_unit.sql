-- The root of the tree as it stood on a day. One row.
select unit
from unit
where $day >= first_day and $day < until
order by depth, unit
limit 1
