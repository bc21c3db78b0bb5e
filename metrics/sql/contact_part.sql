-- Contacts of the period at or below a unit by their hour or their customer's tier that day, as a metric counts them.
-- grain: key
with counted as (
    select contact.*, {key} as key
    from contact
    left join reached using (unit)
    inner join unit_above as above
        on above.unit = contact.unit and contact.day >= above.first_day and contact.day < above.until
    left join customer as whom
        on whom.customer = contact.customer and contact.day >= whom.first_day and contact.day < whom.until
    where
        above.above = $unit
        and contact.day >= $first and contact.day <= $end
        and contact.day <= coalesce(reached.last_day, $latest)
)
select
    key,
    coalesce({aggregate} filter (where {where}), 0)::decimal(38, 8) as amount,
    count({needs}) = 0 as blank
from counted
group by key
order by key nulls last
