-- Customers lost in the period: by their status, or by what stands on their accounts; each once, by the first of both,
-- with who held them the day before, their last effective contact before, and the days of silence between.
-- grain: customer
with spell as (
    select
        customer,
        first_day,
        status,
        lag(status) over (partition by customer order by first_day) as before
    from customer
),
ended as (
    select customer, min(first_day) as day
    from spell
    where
        status in ('lost', 'closed') and coalesce(before, '') not in ('lost', 'closed')
        and first_day >= $first and first_day <= $day
    group by customer
),
gone as (
    select
        coalesce(ended.customer, fallen.customer) as customer,
        least(ended.day, fallen.day) as day,
        if(ended.day <= coalesce(fallen.day, ended.day), 'status', 'line') as reason
    from ended
    full join fallen on fallen.customer = ended.customer
),
placed as (
    select gone.*, holder.unit, holder.manager
    from gone
    inner join holder
        on holder.customer = gone.customer and gone.day > holder.first_day and gone.day <= holder.until
    where holder.unit in (select unnest($below::varchar[]))
),
last as (
    {heard}
)
select
    placed.customer,
    named.name,
    named.tier,
    placed.unit,
    placed.manager,
    person.name as manager_name,
    placed.day,
    placed.reason,
    last.heard as last_contact,
    placed.day - last.heard as silence,
    (fallen.before - fallen.after)::decimal(18, 4) as value
from placed
left join fallen on fallen.customer = placed.customer
left join last on last.customer = placed.customer
left join customer as named
    on named.customer = placed.customer and placed.day > named.first_day and placed.day <= named.until
left join manager as person
    on person.manager = placed.manager and placed.day > person.first_day and placed.day <= person.until
order by value desc nulls last, placed.day, placed.customer
