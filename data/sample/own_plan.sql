-- What people mean to do themselves: plans of the last days and of the next, goals of the last month and of this one.
create table plan as
with coming as (
    select day from (select day from bank_day where workday and past order by day desc limit 5)
    union all
    select min(day) from bank_day where workday and not past
),
slot as (
    select held.manager, day, draw, rnd('plan', held.manager, day, draw) as fate,
        (seat + 0.999 * rnd('plan whom', held.manager, day, draw)) * getvariable('customers') as place,
        1 + cast(floor(place) as integer) as number
    from held, coming, range(3) as numbers(draw)
    where held.first_day <= day and held.until > day and held.until > getvariable('as_of')
)
select
    'L' || strftime(day, '%Y%m%d') || wide(manager, 3) || draw as plan, day, manager_id(manager) as manager,
    if(draw = 2, null, customer_id(number)) as customer,
    if(draw = 2, pick(['整理到期客户名单', '晨会分享', '补齐风险测评', '网点厅堂值班'], fate),
        pick(['电话联系到期款', '上门回访，带产品说明书', '约到店做资产配置', '介绍新发产品'], fate)) as what,
    case when day > getvariable('as_of') then 'not_started' when fate < 0.72 then 'done' when fate < 0.85 then 'ongoing'
        when fate < 0.93 then 'shelved' else 'not_started' end as state,
    case when state = 'shelved' then '客户临时有事'
        when state = 'not_started' and day <= getvariable('as_of') then '会议占了时间' end as why
from slot join client using (number)
where draw = 2 or since <= day and lost > day;

create table goal as
with current as (
    select manager_id(manager) as manager, manager as person, capacity
    from held join staff using (manager) where held.until > getvariable('as_of')
),
stated as (
    select *, metric = 'sales_amount' as sells, month = getvariable('last_month') as runs,
        rnd('goal', person, month, metric) as fate
    from current,
        (select cast(unnest([getvariable('last_month'), getvariable('last_month') - interval 1 month]) as date) as month),
        (values ('sales_amount'), ('effective_contacts')) as metrics(metric)
    where rnd('sets', person, month, metric) < 0.7
)
select
    'G' || strftime(month, '%Y%m') || wide(person, 3) || if(sells, 'A', 'B') as goal, manager,
    strftime(month, '%Y-%m') as period, metric,
    if(sells, 10000 * round(capacity * (1.05 + 0.2 * fate) / 10000), 85 + 5 * floor(fate * 6)) as amount,
    if(sells, '把到期的理财都接回来', '每位白金以上客户都联系到') as what,
    pick(['每天先打三个到期客户的电话', '上午只做外呼，下午见客户', '每周五把下周名单排好', '跟师傅走访两次'], fate) as how,
    if(runs, 'ongoing', if(fate < 0.7, 'done', 'shelved')) as state,
    if(runs, null, pick(['到期客户联系了八成，周五太晚', '电话量够了，见面少', '名单排好后顺手多了', '被培训打断了一周'],
        fate)) as looked_back
from stated
union all
select
    'G' || quarter.period || wide(person, 3), manager, quarter.period, null, null, '新增五位白金客户', '从代发客户里找',
    'ongoing', null
from current,
    (select year(getvariable('as_of')) || 'Q' || quarter(getvariable('as_of')) as period) as quarter
where rnd('quarter goal', person, 0, 0) < 0.3;
