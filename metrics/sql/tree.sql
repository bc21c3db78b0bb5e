-- The units at or below one as they stood on a day, the top first.
-- grain: unit
select above.unit, unit.name, unit.parent, unit.level, unit.provisional, above.distance
from unit_above as above
inner join unit on unit.unit = above.unit and $day >= unit.first_day and $day < unit.until
where above.above = $unit and $day >= above.first_day and $day < above.until
order by above.distance, above.unit
