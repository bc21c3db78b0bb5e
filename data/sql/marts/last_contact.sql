-- The last day a customer was contacted with each outcome, as it stood at the end of every month with contacts.
-- grain: month, customer, outcome
-- touch: onwards
-- from: activity
-- scope: customer
-- columns: month date, customer varchar, outcome varchar, day date
with contacted as (
    select date_trunc('month', a.day)::date as month, coalesce(c.resolved, a.customer) as customer, a.outcome,
        max(a.day) as day
    from records.activity a
    left join mart.given c on c.kind = 'customer' and c.given = a.customer
    where a.live and not a.withdrawn and a.customer is not null and a.day >= $first_day and a.day < $until
    group by all
), heard as (
    from contacted
    union all
    -- what stood at the end of the month before is where the next one starts
    select $first_day::date, customer, outcome, day from mart.last_contact
    where month = (select max(month) from mart.last_contact where month < $first_day)
        and not exists (
            from contacted c where c.month = $first_day
                and c.customer = last_contact.customer and c.outcome is not distinct from last_contact.outcome
        )
), standing as (
    select *, coalesce(lead(month) over (partition by customer, outcome order by month), date '9999-12-31') as until
    from heard
)
select m.month, s.customer, s.outcome, s.day
from standing s
join (select distinct month from contacted) m on m.month >= s.month and m.month < s.until
order by m.month, s.customer, s.outcome
