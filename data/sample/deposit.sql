-- Deposit accounts of the better customers and of all who came lately; the days they are listed on: Fridays, month-ends,
-- and every workday of the last ten; and what each of them gains in a month.
create table deposit as
with wanted as (
    select *, rnd('current', number, 0, 0) < 0.75 as current
    from tiered
    where standing < getvariable('depositors')
        or since >= greatest(getvariable('first_day'), getvariable('as_of') - 400)
),
account as (
    select *, 'P018' as product from wanted where current
    union all
    select *, 'P013' from wanted where not current or rnd('time', number, 0, 0) < 0.15
)
select
    number, seat, unit, product, tier, hash(number, product) as account,
    greatest(since, if(rnd('opened', number, product, 0) < 0.06,
        getvariable('as_of') - cast(floor(300 * rnd('opened', number, product, 1)) as integer), since)) as opened,
    least(cast(lost - 1 as date), if(rnd('closed', number, product, 0) < 0.015,
        getvariable('as_of') - cast(floor(150 * rnd('closed', number, product, 1)) as integer), date '9999-12-31'
    )) as closed,
    -- who came long ago may not say when
    opened >= getvariable('as_of') - 450 or rnd('opened', number, product, 2) < 0.82 as states,
    if(product = 'P018', 0.4, 1.0) * [2400000, 700000, 260000, 90000, 30000][tier]
        * exp(0.5 * gauss('deposit', number, product)) as usual,
    if(since < getvariable('first_day'), usual, least(0.65 * usual, 500000)) as size
from account;

create table listed as
with last_days as (
    select day from bank_day where workday and past order by day desc limit 10
)
select day, month, lag(day) over (order by day) as before, day = last_day(day) as ends
from bank_day
where past and day >= getvariable('last_month') - interval 12 month - interval 1 day
    and (isodow(day) = 5 or day = last_day(day) or day in (from last_days));

-- the bank's trend, the unit's, the person's, the account's own, and now and then a large part moved elsewhere; the
-- second sub-branch has been losing its customers' deposits for three months
create table gained as
with drawn as (
    select deposit.account, tier, month,
        0.010 + 0.003 * gauss('unit gain', unit, month) + 0.005 * gauss('seat gain', seat, month)
            + 0.02 * gauss('gain', deposit.account, month)
            - if(tier > 2 and rnd('taken', deposit.account, month, 0) < 0.012, 0.5, 0)
            - if(unit = 'U0102' and month >= getvariable('last_month') - interval 2 month, 0.022, 0) as gain
    from deposit, (select distinct month from listed)
    where opened <= last_day(month) and closed >= month - interval 1 month
)
select account, month, gain, sum(gain) over (partition by account order by month) as upto from drawn;
