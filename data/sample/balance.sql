-- What deposits stood at on the days they are listed, and a new account on its first day too. Most accounts state when
-- they were opened, closed ones when; one unit's file of one week never came.
create table stood_at as
with laid as (
    select gained.*, day, ends, before from gained join listed using (month)
    union all
    select gained.*, opened, false, null from gained join deposit using (account)
    where month = date_trunc('month', opened) and opened <= getvariable('as_of') and opened not in (select day from listed)
),
stood as (
    select
        number, seat, deposit.account, product, opened, closed, states, day, month, ends, closed < day as gone,
        -- a new account fills up, one that will be closed runs dry; a month's gain is there by its twelfth day
        size * if(opened < getvariable('first_day'), 1, 0.5 + 0.5 * least(1, (day - opened) / 200))
            * least(1, 0.1 + greatest(closed - day, 0) / 75)
            * exp(upto - gain * greatest(0, 1 - day(day) / 12) + 0.012 * rnd('balance', deposit.account, day, 0))
            * if(day >= last_day(day) - 2, 1.003, 1) as amount
    from deposit join laid using (account)
    where day >= opened and (day <= closed or closed >= before) and opened <= closed and not (
        unit = 'U' || lpad(cast(getvariable('branches') as varchar), 2, '0') || '01'
        and isodow(day) = 5 and day < getvariable('last_month') and day >= getvariable('last_month') - 10
    )
)
select * replace (cast(if(gone, 0, amount) as decimal(18, 2)) as amount) from stood;

create table balance as
with monthly as (
    select account, month, sum(amount) as total, count(*) as days from stood_at group by account, month
),
averaged as (
    select account, month, total / days as month_average,
        sum(total) over so_far / sum(days) over so_far as year_average
    from monthly window so_far as (partition by account, year(month) order by month)
)
select
    day, customer_id(number) as customer, product, amount, 'CNY' as currency,
    if(ends and opened < month, cast(averaged.month_average as decimal(18, 2)), null) as month_average,
    if(ends and opened < date_trunc('year', day), cast(averaged.year_average as decimal(18, 2)), null) as year_average,
    if(states, opened, null) as opened,
    if(gone or day = closed, closed, null) as closed
from stood_at left join averaged using (account, month)
union all
select day, customer_id(number), product, amount, 'CNY', null, null, opened, closed from invested_at;
