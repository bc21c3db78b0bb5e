-- What the records sum to, each up to the day its unit's source is complete, rolled up as the tree stood that day.
-- The measures are the pack's aggregates over one mart. grain: unit asked for, and manager or day where grouped
with complete as (
    select unnest($known_units) as unit, unnest($known_days) as complete_to
),
kept as (
    select day, unit, manager, {measures}
    from {mart}
    where day >= $scan_first and day < $scan_until
    group by day, unit, manager
),
-- a unit that only records without a manager brought in occurs in no source: the source's own day holds for it
counted as (
    select kept.*
    from kept
    left join complete using (unit)
    where kept.day <= coalesce(complete.complete_to, $latest)
)
select
    above.above as unit,
    {keys},
    {sums}
from counted
inner join unit_above as above
    on above.unit = counted.unit and counted.day >= above.first_day and counted.day < above.until
where
    list_contains($units, above.above)
    and ($people is null or list_contains($people, counted.manager))
group by grouping sets ({grouping})
