-- Customers held on the data day, or by nobody, with the last effective contact by anyone and the days since; whom nobody
-- contacted as far as the records go has been silent since they or the holding began. grain: customer, manager
with before as (
    select customer, max(day) as day
    from last_contact
    where
        month = (select max(month) from last_contact where month < date_trunc('month', $end::date))
        and list_contains($effective, outcome) and customer in (select customer from held_customer)
    group by customer
),
lately as (
    select customer, unnest(contacts) as each
    from contacted
    where month = $end_month and customer in (select customer from held_customer)
),
heard as (
    select customer, max(day) as day
    from (
        from before
        union all
        select customer, each.day from lately
        where list_contains($effective, each.outcome) and each.day <= $end
    )
    group by customer
),
since as (
    select customer, greatest(min(first_day), $known_from::date) as day
    from portfolio
    where customer in (select customer from held_customer)
    group by customer
),
limits as (
    select distinct code, silence from tier
)
select
    held_customer.*,
    heard.day as last_contact,
    greatest(held_customer.day - coalesce(heard.day, since.day, $known_from), 0) as silence,
    limits.silence as allowed,
    greatest(held_customer.day - coalesce(heard.day, since.day, $known_from), 0) > limits.silence as overdue
from held_customer
left join heard using (customer)
left join since using (customer)
left join limits on limits.code = held_customer.tier
