-- Contacts planned and made to plan of each unit asked for, person or tier.
-- grain: dimension, key
with placed as (
    select planned_contact.*, above.above
    from planned_contact
    inner join unit_above as above
        on above.unit = planned_contact.unit and day >= above.first_day and day < above.until
    where list_contains($units, above.above)
),
keyed as (
    select *, unnest([
        {'dimension': 'unit', 'key': above},
        {'dimension': 'manager', 'key': if(above = $unit, manager, null)},
        {'dimension': 'tier', 'key': if(above = $unit, tier, null)}
    ], recursive := true)
    from placed
)
select dimension, key, sum(planned) as planned, sum(least(contacts, planned)) as made
from keyed
where key is not null
group by all
