-- The units above one and itself, the nearest first, with how many people stood at or below each on a day.
-- grain: unit
with path as (
    select above as unit, distance from unit_above where unit = $unit and first_day <= $day and until > $day
)
select path.unit, any_value(unit.name) as name, count(distinct manager.manager) as people
from path
left join unit on unit.unit = path.unit and unit.first_day <= $day and unit.until > $day
left join unit_above as below on below.above = path.unit and below.first_day <= $day and below.until > $day
left join manager on manager.unit = below.unit and manager.first_day <= $day and manager.until > $day
group by path.unit, path.distance
order by path.distance
