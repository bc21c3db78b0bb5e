-- How many accounts without any balance each unit and person held; what grows counts from its base day.
-- grain: unit asked for, and manager
with never as (
    select customer, count(*) as accounts
    from asked_account
    where seen is null and coalesce(opened <= $scan_day, true) and coalesce(closed >= $win_until, true)
    group by customer
),
held as (
    select own_window.above, holder.manager, holder.customer
    from never
    inner join holder using (customer)
    inner join own_window
        on own_window.unit = holder.unit and holder.first_day < own_window.until and holder.until > own_window.first_day
    where own_window.win = $win or ($growing and own_window.win = $base and holder.until > $base_day)
    union
    select above, manager, customer from turned where $growing and customer in (select customer from never)
),
counted as (
    select above, 'manager' as kind, manager, customer from held
    union
    select above, 'unit', null, customer from held
)
select above, kind, manager, true as held, sum(accounts)::bigint as unseen
from counted
inner join never using (customer)
group by all
