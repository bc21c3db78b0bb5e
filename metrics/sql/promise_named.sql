-- The open follow-ups of a unit with the names of that day, the longest overdue first, then by the day they are due.
-- grain: follow_up
select
    promise.follow_up,
    promise.day,
    promise.unit,
    promise.manager,
    person.name as manager_name,
    promise.customer,
    customer.name as customer_name,
    customer.tier,
    promise.what,
    promise.due,
    promise.state,
    promise.why,
    promise.put_off,
    promise.age,
    promise.over
from promise
left join manager as person
    on person.manager = promise.manager and $day >= person.first_day and $day < person.until
left join customer
    on customer.customer = promise.customer and $day >= customer.first_day and $day < customer.until
where promise.above = $unit and promise.open
order by promise.over desc nulls last, promise.due nulls last, promise.day, promise.follow_up
