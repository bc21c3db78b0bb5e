-- What customers keep with the bank on the data day, and what they kept at the base: the days of change before it, or
-- the first day they were held; unknown where an open account has no row that still says so. grain: customer
with since as (
    select portfolio.customer, greatest(min(portfolio.first_day), $base::date) as base
    from portfolio
    where portfolio.manager = $manager and portfolio.first_day <= $on and portfolio.until > $on
    group by portfolio.customer
),
counted as (
    select customer, product, day, amount
    from balance
    where
        customer in (select customer from since)
        and day >= $base_from and day <= $day and amount is not null and ({where})
),
opened as (
    select customer, product, opened, closed
    from account
    where customer in (select customer from since) and seen <= $day and ({where})
),
stood as (
    select
        opened.customer,
        opened.product,
        since.base,
        if(any_value(opened.closed) < $day, 0, arg_max(said.amount, said.day) filter (said.day >= $known_from)) as now,
        if(
            any_value(opened.opened) > since.base or any_value(opened.closed) < since.base,
            0,
            arg_max(said.amount, said.day) filter (
                said.day <= since.base and said.day >= since.base - ($base::date - $base_from::date)::integer
            )
        ) as before
    from opened
    inner join since using (customer)
    left join counted as said
        on said.customer = opened.customer and said.product is not distinct from opened.product
    group by opened.customer, opened.product, since.base
),
summed as (
    select
        customer,
        base,
        if(bool_or(now is null), null, sum(now)) as balance,
        if(bool_or(before is null), null, sum(before)) as before
    from stood
    group by customer, base
)
select *, balance - before as change from summed
