-- Averages as the file gives them: of each month the last row up to the unit's own last day, weighted by its days;
-- of a year that year's last row. Whoever held the customer on that row's day has it whole.
-- grain: unit asked for, and manager
with stated as (
    select balance_given.*, spot.last_day, date_trunc('month', day)::date as month
    from balance_given
    inner join spot on spot.source = $source and spot.unit = balance_given.unit
    where day >= $first and day <= spot.last_day {and_where}
),
latest as (
    select *,
        least(last_day, (month + interval 1 month)::date - 1) - month + 1
            as days
    from stated
    where if($yearly, year_average, month_average) is not null
    qualify row_number() over (
        partition by customer, product, if($yearly, null, month) order by day desc
    ) = 1
),
rolled as (
    select above.above, latest.manager, customer, product,
        if($yearly, year_average, month_average * days / (last_day - $first + 1)) as value
    from latest
    inner join unit_above as above
        on above.unit = latest.unit and latest.day >= above.first_day and latest.day < above.until
    where list_contains($units, above.above)
)
select
    above,
    if(grouping(manager) = 0, 'manager', 'unit') as kind,
    manager,
    sum(value)::double as actual,
    null as opening,
    sum(value)::double as last,
    true as held,
    0 as unseen,
    0.0 as base,
    0.0 as base_end
from rolled
group by grouping sets ((above), (above, manager))
