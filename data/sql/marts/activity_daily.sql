-- Contacts by day, person, channel and outcome.
-- grain: day, unit, manager, channel, outcome
-- touch: month
-- scope: person
select day, unit, manager, channel, outcome, sum(contacts)::bigint as contacts
from mart.contact
where day >= $first_day and day < $until
group by day, unit, manager, channel, outcome
order by unit, manager, day
