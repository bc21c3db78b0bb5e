-- Contacts of the period at or below a unit, each up to the day its unit's source is complete, with whether they count
-- as effective (null where no outcome was said) and below which of the units asked for they fell that day.
-- grain: above, and as the mart contact
select
    above.above,
    contact.day,
    contact.hour,
    contact.unit,
    contact.manager,
    contact.customer,
    contact.product,
    contact.contacts,
    if(contact.outcome is null, null, list_contains($effective, contact.outcome)) as effective
from contact
left join reached using (unit)
inner join unit_above as above
    on above.unit = contact.unit and contact.day >= above.first_day and contact.day < above.until
where
    contact.day >= $first
    and contact.day <= $end
    and contact.day <= coalesce(reached.last_day, $latest)
    and list_contains($units, above.above)
