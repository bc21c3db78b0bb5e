-- The units that a text means: by id, else by name as it stood on a day.
-- grain: unit
select distinct unit, unit = $text as by_id
from unit
where unit = $text or (name = $text and $day >= first_day and $day < until)
order by by_id desc, unit
