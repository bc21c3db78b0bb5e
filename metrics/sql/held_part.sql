-- A count or sum over customers held, for each unit and person asked for, as the tree stood that day.
-- grain: unit asked for, and manager
select
    above.above,
    if(grouping(counted.manager) = 0, 'manager', 'unit') as kind,
    counted.manager,
    ({aggregate})::decimal(38, 8) as actual,
    false as blank
from {rows} as counted
inner join unit_above as above
    on above.unit = counted.unit and counted.day >= above.first_day and counted.day < above.until
where list_contains($units, above.above) and ({where})
group by grouping sets ((above.above), (above.above, counted.manager))
