-- Wealth, funds and insurance of the best customers: what they had before and what they bought, until the money comes
-- back. The balances are stated for Fridays, month-ends and the first day.
create table lot as
with owner as (
    select * from tiered where standing < getvariable('investors')
),
ranged as (
    from given_product where category in ('理财', '基金', '保险')
),
had as (
    select
        number, product, lost, category,
        getvariable('first_day') - 1 - cast(floor(600 * rnd('had since', number, product, 0)) as integer) as first_day,
        [1500000, 500000, 150000, 50000, 20000][tier] * if(category = '理财', 1.0, 0.25)
            * exp(0.5 * gauss('had', number, product)) as amount,
        if(term is null, date '9999-12-31', getvariable('first_day')
            + cast(floor(6 * getvariable('span') * rnd('had until', number, product, 0)) as integer)) as ends
    from owner, ranged
    where launched < getvariable('first_day') - 600 and since < getvariable('first_day')
        and rnd('had', number, product, 1) < 0.12
),
bought as (
    select number, product, lost, category, day, amount, coalesce(day + term, date '9999-12-31')
    from sale join owner on customer_id(owner.number) = sale.customer join ranged using (product)
)
select number, product, category, first_day, amount, cast(least(ends, lost) as date) as until
from (from had union all from bought)
where first_day < least(ends, lost);

create table worth as
select product, month, sum(case category when '理财' then 0.0022 when '基金' then 0.004 + 0.02 * gauss('market', product, month)
    else 0 end) over (partition by product order by month) as upto
from given_product, bank_month;

create table invested_at as
with account as (
    select number, product, min(first_day) as opened, max(until) as until from lot group by number, product
),
weekly as (
    select day, lag(day, 1, day) over (order by day) as before from listed where isodow(day) = 5 or ends
),
laid as (
    select account.*, day from account join weekly on day >= opened and before < until
    union
    select account.*, opened from account
    where opened between (select min(day) from weekly) and getvariable('as_of')
)
select
    laid.number, laid.product, laid.day, opened, if(laid.day >= laid.until, cast(laid.until - 1 as date), null) as closed,
    cast(coalesce(sum(amount * exp(now.upto - coalesce(bought.upto, 0))), 0) as decimal(18, 2)) as amount
from laid
left join lot
    on lot.number = laid.number and lot.product = laid.product and first_day <= laid.day and lot.until > laid.day
left join worth as now on now.product = laid.product and now.month = date_trunc('month', laid.day)
left join worth as bought on bought.product = laid.product and bought.month = date_trunc('month', first_day)
group by all;
