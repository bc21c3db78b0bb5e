-- The last effective contact, by anyone, with each customer of `whom` before the day that stands there.
-- grain: customer
select customer, max(heard) as heard
from (
    select whom.customer, last_contact.day as heard
    from {whom} as whom
    inner join last_contact
        on last_contact.customer = whom.customer and last_contact.month < date_trunc('month', whom.day)
    where list_contains($effective, last_contact.outcome)
    union all
    select whom.customer, list_max(list_transform(
        list_filter(contacted.contacts, lambda each: each.day < whom.day and list_contains($effective, each.outcome)),
        lambda each: each.day
    ))
    from {whom} as whom
    inner join contacted
        on contacted.customer = whom.customer and contacted.month = date_trunc('month', whom.day)
)
group by customer
