-- What people should reach in assets under management, payroll and customers kept, by month. Assets are asked to grow
-- as the whole bank's do, unless nobody knows by how much; of customers who close their accounts only few are allowed, of a unit fewer than of its people.
create table asset as
with marked as (
    select now.month, max(listed.day) as day, max(listed.day) filter (isodow(listed.day) = 5 or ends) as valued
    from (select distinct month from listed) as now
    join listed on listed.day < now.month + interval 1 month
    group by now.month
),
standing as (
    select months.month, day, seat, amount from marked as months join stood_at using (day)
    union all
    select months.month, months.day, seat, amount
    from marked as months join invested_at on invested_at.day = valued join client using (number)
)
select manager, seat, unit, month, day, sum(amount) as amount
from standing join held using (seat)
where day >= held.first_day and day < held.until and month > (select min(month) from listed)
group by all;

create table asset_growth as
with whole as (
    select month, max(day) as day, sum(amount) as amount from asset group by month
)
select now.month, coalesce(
    1.03 * (1 - base.amount / now.amount) * 30.4 * month(now.month) / dayofyear(now.day),
    if(year(now.month) = year(getvariable('last_month')), 0.0205 * month(now.month), null)) as rate
from whole as now
left join whole as base on base.month = date_trunc('year', now.month) - interval 1 month;

-- as many a month as a person may lose, by how often accounts are closed
create table closing as
select 1.2 * 30.4 * count(distinct number) / getvariable('seats') * (0.025 / (0.7 * getvariable('span')) + 0.0001) as allowed
from deposit;

insert into person_aim (manager, seat, unit, month, part, metric, amount)
select manager, seat, unit, month, unnest([
    {'part': 1.02, 'metric': 'aum_end', 'amount': 10000 * round(
        amount / (1 + 0.06 * gauss('asset aim', manager, month)) / 10000)},
    {'part': 1.02, 'metric': 'aum_growth', 'amount': 10000 * round(
        rate * amount * (0.8 + 0.4 * rnd('asset growth', manager, month, 0)) / 10000)},
    {'part': 1.02, 'metric': 'new_payroll_customers', 'amount': floor(2.1 + rnd('payroll', manager, month, 0))},
    {'part': allowed / greatest(1, round(allowed)), 'metric': 'closed_customers', 'amount': greatest(1, round(allowed))}
], recursive := true)
from asset join asset_growth using (month), closing;
