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
    select date '0001-01-01', customer, outcome, day from mart.last_contact
    where month = (select max(month) from mart.last_contact where month < $first_day)
), line as (
    select m.month, p.customer, p.outcome
    from (select customer, outcome, min(month) as since from heard group by all) p
    join (select distinct month from contacted) m on m.month >= p.since
    union
    select month, customer, outcome from heard
), carried as (
    select l.month, l.customer, l.outcome, max(h.day) over one as day
    from line l
    left join heard h on h.month = l.month and h.customer = l.customer and h.outcome is not distinct from l.outcome
    window one as (partition by l.customer, l.outcome order by l.month)
)
select month, customer, outcome, day
from carried
where month >= $first_day and month > date '0001-01-01'
order by month, customer, outcome
