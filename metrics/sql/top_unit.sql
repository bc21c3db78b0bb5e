-- The highest unit of a day that the viewer sees. One row.
select unit
from unit
where $day >= first_day and $day < until
order by depth, unit
limit 1
