-- Days away of the people asked for, within a period.
-- grain: manager and leave
select manager, greatest(first_day, $first) as first_day, least(until, $until) as until
from leave
where manager in (select unnest($managers)) and first_day < $until and until > $first
