-- Customers whose balances stood at or above the loss line before the period and below it at its end so far, with the
-- day since when. Who has an account that is not known at the end is left out. grain: customer
with counted as (
    select customer, product, unit, manager, month, first_day, until, seen, amount
    from balance_spell
    where
        month >= date_trunc('month', $first::date - 1) and month <= $day
        and first_day <= $day and until >= $first
        and ({where})
),
began as (
    select customer, sum(amount) as amount
    from counted
    where first_day < $first and until >= $first and seen >= $began_from and customer in (
        select customer from holder
        where first_day <= $day and until >= $first and unit in (select unnest($below::varchar[]))
    )
    group by customer
    having sum(amount) >= $line
),
unknown as (
    select distinct customer
    from account
    where
        customer in (select customer from began)
        and (closed is null or closed >= $day) and coalesce(seen <= $day, false) and ({where})
        and not exists (
            from counted
            where counted.customer = account.customer and counted.product is not distinct from account.product
                and counted.first_day <= $day and counted.until > $day and counted.seen >= $known_from
        )
),
candidate as (
    select began.customer, began.amount as before,
        coalesce(sum(counted.amount) filter (until > $day and seen >= $known_from), 0) as after
    from began
    inner join counted using (customer)
    anti join unknown using (customer)
    group by all
    having after < $line
),
-- the days on which something changed, and what stood on each
turn as (
    select distinct customer, unnest([first_day, until]) as day
    from counted
    where customer in (select customer from candidate)
),
stood as (
    select turn.customer, turn.day, coalesce(sum(counted.amount), 0) as amount
    from turn
    left join counted
        on counted.customer = turn.customer and counted.first_day <= turn.day and counted.until > turn.day
    where turn.day >= $first and turn.day <= $day
    group by all
),
high as (
    select customer, max(day) as day from stood where amount >= $line group by customer
)
select candidate.customer, min(stood.day) as day, candidate.before, candidate.after
from candidate
inner join stood using (customer)
left join high using (customer)
where stood.amount < $line and (high.day is null or stood.day > high.day)
group by all
