-- The last day a customer was contacted with each outcome, as it stood at the end of every month with contacts.
-- grain: month, customer, outcome
-- touch: onwards
-- from: activity
-- scope: past
-- columns: month date, customer varchar, outcome varchar, day date
with said as not materialized (
    select customer, outcome, day from mart.contact
    where customer is not null and day >= $first_day and day < $until
), heard as (
    from said
    union all
    -- what stood at the end of the month before is where this one starts
    select customer, outcome, day from mart.last_contact
    where month = (select max(month) from mart.last_contact where month < $first_day) and exists (from said)
)
select $first_day::date as month, customer, outcome, max(day) as day
from heard
group by customer, outcome
order by customer
