-- What each product brought in the period so far, each unit's days up to where its source is complete: in the unit
-- viewed, its children and its people. grain: product, kind, owner
with counted as (
    select sale_daily.*
    from sale_daily
    left join spot on spot.source = $source and spot.unit = sale_daily.unit
    where
        sale_daily.product is not null
        and sale_daily.day between $first and least($end, coalesce(spot.last_day, $latest))
),
rolled as (
    select counted.product, above.above, counted.manager, grouping(counted.manager) = 0 as by_manager,
        sum(counted.amount) as amount
    from counted
    inner join unit_above as above
        on above.unit = counted.unit and counted.day >= above.first_day and counted.day < above.until
    where list_contains($units, above.above)
    group by grouping sets ((counted.product, above.above), (counted.product, above.above, counted.manager))
)
select product, if(by_manager, 'manager', 'unit') as kind, if(by_manager, manager, above) as owner, amount
from rolled
where (not by_manager or above = $unit) and if(by_manager, manager, above) is not null
