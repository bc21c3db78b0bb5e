-- Averages that the rows themselves give, with the holder of that day and, where it can be, the month's own average.
-- grain: customer, product, day
-- touch: month
-- scope: person
with said as (
    from mart.balance
    where day >= $first_day and day < $until and (month_average is not null or year_average is not null)
), stood as (
    -- computed only where no balance is carried over more than a long weekend
    select customer, product, seen, first_day = seen as own, amount,
        sum(amount * (until - first_day)) over past as total, sum(until - first_day) over past as days,
        max(until - first_day) over past as longest, min(first_day) over (
            partition by month, customer, product
        ) as since
    from mart.balance_spell
    where month >= $first_day and month < $until
        and customer in (select customer from said where month_average is not null)
    window past as (
        partition by month, customer, product order by first_day rows between unbounded preceding and 1 preceding
    )
), average as (
    select s.customer, s.product, s.seen as day, case
        when coalesce(s.longest, 0) <= 4 and (day(s.since) = 1 or s.since <= a.opened)
        then ((coalesce(s.total, 0) + s.amount) / day(s.seen))::decimal(18, 4)
    end as computed
    from stood s
    join mart.account a on a.customer = s.customer and a.product is not distinct from s.product
    where s.own
)
select s.day, s.customer, s.product, coalesce(h.unit, '~') as unit, h.manager, s.month_average, s.year_average,
    v.computed
from said s
left join mart.holder h on h.customer = s.customer and h.first_day <= s.day and s.day < h.until
left join average v on v.day = s.day and v.customer = s.customer and v.product is not distinct from s.product
order by date_trunc('month', s.day), 4, 5, s.day, s.customer, s.product
