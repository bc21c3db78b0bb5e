-- The same count or sum below the unit viewed, by tier, and over those that count in no sum: held too short a time by
-- all who hold them, or by nobody. grain: dimension, key
with below as (
    select counted.*
    from {rows} as counted
    inner join unit_above as above
        on above.unit = counted.unit and counted.day >= above.first_day and counted.day < above.until
    where above.above = $unit
),
standing as (
    select *, {standing} as dimension from below
)
select
    dimension,
    if(dimension = 'tier', tier, $unit) as key,
    ({aggregate})::decimal(38, 8) as actual
from standing as counted
where {where}
group by all
