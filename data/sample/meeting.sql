-- What the meeting left behind: pledges of the last workdays, what worked for last month's best, and breaches of rules.
create table pledge as
with day as (select day from bank_day where workday and past order by day desc limit 5),
slot as (
    select held.manager, seat, day, what.metric, rnd('pledge', held.manager, day, what.metric) as fate
    from held, day, (values ('effective_contacts'), ('sales_amount')) as what(metric)
    where held.first_day <= day and held.until > day and held.until > getvariable('as_of')
)
select
    'P' || strftime(day, '%Y%m%d') || wide(manager, 3) || if(metric = 'sales_amount', 'B', 'A') as pledge,
    day, manager_id(manager) as manager, metric,
    if(metric = 'sales_amount', 10000 * (1 + floor(6 * (fate * 83 % 1))), 2 + floor(4 * (fate * 83 % 1))) as amount,
    'stands' as state
from slot
where fate < if(metric = 'sales_amount', 0.35, 0.75);

create table success_note as
with before as (
    select *, row_number() over (partition by unit[:3] order by aim desc, manager) as place
    from intended where month = getvariable('last_month') - interval 1 month and seat > 3
)
select
    'S' || strftime(month, '%Y%m') || wide(manager, 3) as success_note, (select min(day) from bank_day where workday and day >= getvariable('last_month')) as day,
    'reached' as rule, unit, manager_id(manager) as manager, strftime(month, '%Y-%m') as period,
    month::date as first_day, (getvariable('last_month') - interval 1 day)::date as last_day,
    pick(['每天开机先打三个到期客户，再看新产品', '把代发客户按工资日排成一张表，发薪第二天就联系',
        '先问客户家里的安排，再谈产品，见面比电话多成一半', '老客户转介绍：每次见面请客户再说一个人'],
        rnd('worked', manager, month, 0)) as what
from before
where place = 1;

-- one stands until it is cleared, one is over, one was found to be nothing
create table compliance as
with chosen as (
    select manager, row_number() over (order by rnd('breach', manager, 0, 0), manager) as place
    from held where until > getvariable('as_of') and seat > 3
)
select
    'K' || wide(manager, 3) as compliance, (getvariable('as_of') - cast(20 * place as integer))::date as day,
    manager_id(manager) as manager,
    ['双录资料不全，限期补齐', '代客户保管单据，已谈话', '客户投诉误导销售，核实不属实'][place] as what,
    (getvariable('as_of') - cast(20 * place as integer))::date as starts,
    if(place = 2, (getvariable('as_of') - 10)::date, null) as ends,
    place = 3 as cleared
from chosen
where place <= 3;
