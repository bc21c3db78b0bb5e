-- A person's open follow-ups by customer: those due by the day of the list, and until when the call was put off; what
-- was just entered stands in place of what is published. grain: customer
with promised as (
    select follow_up, day, customer, what, due, state, why, closed, put_off
    from follow_up
    where manager = $manager and day <= $told_to and follow_up not in (select follow_up from entered_promise)
    union all by name
    select * exclude (manager) from entered_promise where manager = $manager and day <= $told_to
),
open as (
    select *, max(day) filter (put_off and due > $on) over (partition by customer) as put_off_on
    from promised
    where state in ('not_started', 'ongoing') or closed > $told_to
)
select
    customer,
    coalesce(list({'follow_up': follow_up, 'day': day, 'what': coalesce(what, why), 'due': due}
        order by due, follow_up) filter (
        -- what was due already when the call was put off waits with it
        due <= $on and (put_off_on is null or day > put_off_on)
    ), []) as follow_ups,
    max(due) filter (put_off and due > $on) as put_off_to
from open
group by customer
