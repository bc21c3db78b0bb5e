-- The units that a text means, by id, else by name as it stood on a day; within the viewer's own as it stood then.
-- grain: unit
select distinct unit, unit = $text as by_id
from unit
where
    (unit = $text or (name = $text and $day >= first_day and $day < until))
    and ($within is null or unit in (
        select unit from unit_above where above = $within and $day >= first_day and $day < until
    ))
order by by_id desc, unit
