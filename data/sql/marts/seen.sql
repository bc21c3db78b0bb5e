-- In which unit's rows a person stands on a day: where people without an assignment belong.
-- grain: day, manager, unit
-- touch: month
-- from: sale, activity
-- scope: none
with stood as (
    select day, manager, unit from records.sale
    where live and not withdrawn and day >= $first_day and day < $until
    union all
    select day, manager, unit from records.activity
    where live and not withdrawn and day >= $first_day and day < $until
)
select distinct day, manager, unit
from stood
where manager is not null and unit is not null
order by day, manager, unit
