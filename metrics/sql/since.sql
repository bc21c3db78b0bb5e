-- Since when people have been here, as said or as their first assignment tells; null where nobody knows, which is no
-- newcomer's. grain: manager
select manager, coalesce(any_value(hired), nullif(min(first_day), date '0001-01-01')) as day
from manager
group by manager
