-- The last contact with each customer by anyone, whether it was reached after the data day, the best way to reach it,
-- and what was heard lately. grain: customer
with asked as (
    select customer from held_customer union select customer from promised_call
),
lately as (
    select customer, unnest(contacts) as each
    from contacted
    where month >= date_trunc('month', $heard_to::date) and customer in (select customer from asked)
),
touched as (
    select customer, outcome, day
    from last_contact
    where
        month = (select max(month) from last_contact where month < date_trunc('month', $heard_to::date))
        and customer in (select customer from asked)
    union all
    select customer, each.outcome, each.day from lately where each.day <= $told_to
    union all
    select customer, outcome, day from entered_contact where day <= $told_to
),
last as (
    select
        customer,
        max(day) as last_day,
        arg_max(outcome, (day, list_contains($effective, outcome))) as last_outcome,
        max(day) filter (day > $heard_to and list_contains($effective, outcome)) as reached
    from touched
    group by customer
),
heard as (
    select customer, day, time, topic_code, coalesce(notes, topic) as notes, best_way, special
    from remark
    where day <= $told_to and day > $told_to::date - 365 and customer in (select customer from asked)
)
select asked.customer, last.* exclude (customer), said.best_way, coalesce(said.points, []) as points
from asked
left join last using (customer)
left join (
    select
        customer,
        arg_max(best_way, (day, time)) filter (best_way is not null) as best_way,
        list({'day': day, 'topic': topic_code, 'notes': notes} order by special desc, day desc, time desc) filter (
            notes is not null and (special or topic_code is not null)
        )[:3] as points
    from heard
    group by customer
) as said using (customer)
