-- Where people are assigned, and when they are away, known leave ahead included.
create table assignment as
select
    manager_id(manager) as manager,
    unit,
    greatest(held.first_day, hired) as first_day,
    cast(nullif(until, date '9999-12-31') - 1 as date) as last_day
from held join staff using (manager);

create table away as
with drawn as (
    select
        manager,
        getvariable('first_day')
            + cast(floor(rnd('leave', manager, times, 1) * (getvariable('as_of') - getvariable('first_day') + 30))
                as integer) as first_day,
        weighted([1, 2, 4, 6], [0.3, 0.55, 0.8], rnd('leave', manager, times, 2)) as days,
        weighted(['年假', '病假', '事假'], [0.6, 0.85], rnd('leave', manager, times, 3)) as type
    from staff, range(1 + getvariable('months') // 5) as numbers(times)
    where rnd('leave', manager, times, 0) < 0.8
),
long as (
    select manager, getvariable('as_of') - 50 as first_day, 110 as days, '产假' as type from held where seat = 9
),
known_ahead as (
    select manager, getvariable('as_of') + 3 as first_day, 4 as days, '年假' as type
    from held where seat in (1, 11, 33) and until > getvariable('as_of')
),
one_each_day as (
    select manager, first_day, max(days) as days, max(type) as type
    from (from drawn union all from long union all from known_ahead)
    where manager not in (select manager from long) or type = '产假'
    group by manager, first_day
)
select manager, first_day, cast(first_day + days as date) as until, type from one_each_day;

create table leave as
select manager_id(manager) as manager, away.first_day, cast(away.until - 1 as date) as last_day, type
from away join staff using (manager)
where staff.first_day <= away.first_day;

-- own workdays: assigned and not away; what is sold and done, and how much of a month a person is there
create table presence as
select held.seat, held.unit, held.manager, bank_day.day, bank_day.month, bank_day.nth, bank_day.of, bank_day.past
from held
join bank_day on bank_day.workday and bank_day.month <= getvariable('last_month')
    and bank_day.day >= held.first_day and bank_day.day < held.until
anti join away on away.manager = held.manager and bank_day.day >= away.first_day and bank_day.day < away.until;
