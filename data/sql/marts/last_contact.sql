-- The last day a customer was contacted with each outcome, as it stood at the end of every month with contacts.
-- grain: month, customer, outcome
-- touch: onwards
-- from: activity
-- scope: past
-- columns: month date, customer varchar, outcome varchar, day date
with contacted as not materialized (
    select customer, outcome, day from records.activity
    where live and not withdrawn and customer is not null and day >= $first_day and day < $until
), heard as (
    select coalesce(c.resolved, a.customer) as customer, a.outcome, a.day
    from contacted a
    left join mart.given c on c.kind = 'customer' and c.given = a.customer and c.resolved <> c.given
    union all
    -- what stood at the end of the month before is where this one starts
    select customer, outcome, day from mart.last_contact
    where month = (select max(month) from mart.last_contact where month < $first_day) and exists (from contacted)
)
select $first_day::date as month, customer, outcome, max(day) as day
from heard
group by customer, outcome
order by customer, outcome
