-- The stretches each source is complete for in each unit, and whether the unit is or was at or below the one viewed.
-- grain: kind, origin, unit, first_day
select
    kind,
    origin,
    unit,
    first_day,
    complete_to as last_day,
    people_to,
    unit in (select unit from unit_above where above = $unit) as below
from completeness
where list_contains($kinds, kind) and complete_to is not null
