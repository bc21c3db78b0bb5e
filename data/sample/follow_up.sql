-- What was promised to customers: kept, put off, shelved, still to do, and overdue.
create table follow_up as
with promised as (
    select *, 'F' || activity[2:] as follow_up, getvariable('promises')[said] as what, chance < 0.02 as put_off,
        cast(day + 2 + cast(floor(17 * rnd('due', activity, 0, 0)) as integer) as date) as wanted,
        rnd('kept', activity, 0, 0) as fate
    from told where chance < 0.42 and getvariable('promises')[said] is not null
),
placed as (
    select promised.*, bank_day.day as due
    from promised asof join (from bank_day where workday) as bank_day on promised.wanted >= bank_day.day
),
ended as (
    -- whose day has come is mostly done; what is older was seen to
    select *, case
        when due > getvariable('as_of')
            then case when fate < 0.1 then 'done' when fate < 0.35 then 'ongoing' else 'not_started' end
        when fate < if(due < getvariable('as_of') - 20, 0.88, 0.72) then 'done'
        when fate < 0.93 then 'shelved'
        when fate < 0.97 then 'ongoing'
        else 'not_started' end as state
    from placed where due > day
)
select follow_up, day, manager, customer, what, due, state,
    case state when 'shelved' then pick(['客户暂时不考虑', '联系三次未果', '客户已在他行办理', '等新产品'], fate * 97 % 1)
        when 'ongoing' then pick(['客户出差，改约下周', '等客户凑齐资金', '材料还差一份'], fate * 97 % 1)
        end as why,
    if(state in ('done', 'shelved'), least(getvariable('as_of'),
        cast(due + cast(floor(4 * (fate * 89 % 1)) as integer) - 1 as date)), null) as closed,
    activity, put_off
from ended;
