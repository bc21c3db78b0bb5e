-- What the better customers' deposits stood at: Fridays, month-ends, and every workday of the last ten.
-- Most accounts state when they were opened, closed ones when; one unit's file of one week never came.
create table deposit as
with wanted as (
    select client.*, tier, rnd('current', number, 0, 0) < 0.75 as current
    from client join tiered using (number) where client.standing < getvariable('depositors')
),
account as (
    select *, 'P018' as product from wanted where current
    union all
    select *, 'P013' from wanted where not current or rnd('time', number, 0, 0) < 0.15
)
select
    number, seat, unit, product,
    greatest(since, if(rnd('opened', number, product, 0) < 0.06,
        getvariable('as_of') - cast(floor(300 * rnd('opened', number, product, 1)) as integer), since)) as opened,
    least(cast(lost - 1 as date), if(rnd('closed', number, product, 0) < 0.015,
        getvariable('as_of') - cast(floor(150 * rnd('closed', number, product, 1)) as integer), date '9999-12-31'
    )) as closed,
    rnd('opened', number, product, 2) < 0.85 as states,
    if(product = 'P018', 0.4, 1.0) * [2400000, 700000, 260000, 90000, 30000][tier]
        * exp(0.5 * gauss('deposit', number, product)) as size,
    0.05 + 0.10 * gauss('trend', seat, 'deposit') + 0.06 * gauss('trend', number, product) as trend
from account;

create table listed as
with last_days as (
    select day from bank_day where workday and past order by day desc limit 10
)
select day, month, lag(day) over (order by day) as before, day = last_day(day) as ends
from bank_day
where past and day >= getvariable('last_month') - interval 12 month - interval 1 day
    and (isodow(day) = 5 or day = last_day(day) or day in (from last_days));

create table balance as
with stood as (
    select
        deposit.*, day, month, ends, closed < day as gone,
        size * exp(trend * (day - getvariable('as_of')) / 365 + 0.07 * gauss('balance', hash(number, product), month)
            + 0.02 * gauss('balance', hash(number, product), day)) * if(day >= last_day(day) - 2, 1.05, 1) as amount
    from deposit join listed on day >= opened and (day <= closed or closed >= before)
    where opened <= closed and not (
        unit = 'U' || lpad(cast(getvariable('branches') as varchar), 2, '0') || '01'
        and isodow(day) = 5 and day < getvariable('last_month') and day >= getvariable('last_month') - 10
    )
),
rounded as (
    select * replace (cast(if(gone, 0, amount) as decimal(18, 2)) as amount) from stood
)
select
    day, customer_id(number) as customer, product, amount, 'CNY' as currency,
    if(ends and opened < month, cast(avg(amount) over (partition by number, product, month) as decimal(18, 2)), null)
        as month_average,
    if(ends and opened < date_trunc('year', day), cast(avg(amount) over (partition by number, product, year(day))
        as decimal(18, 2)), null) as year_average,
    if(states, opened, null) as opened,
    if(gone or day = closed, closed, null) as closed
from rounded;

-- what each customer owns at the data day, as one file of that day's state
create table holding as
with owned as (
    select customer_id(number) as customer, 'P018' as product, null as amount, null as first_day
    from client where rnd('owns', number, 0, 0) < 0.8
    union all
    select customer_id(number), product, null, if(states, opened, null) from deposit where closed > getvariable('as_of')
    union all
    select customer, product, amount, day from sale where customer is not null
)
select customer, product, cast(sum(amount) as decimal(18, 2)) as amount, 'CNY' as currency, min(first_day) as first_day
from owned
where customer in (
    select customer_id(number) from client where since <= getvariable('as_of') and lost > getvariable('as_of')
)
group by customer, product;
