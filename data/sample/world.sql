-- The calendar with its month-end pushes, the tree, the people and where they sit.
-- given: given_day (day, workday), given_spell (seat, manager, first_day, until), given_unit (unit, name, parent, level),
-- given_manager_name (position, name)
create table bank_day as
select
    day,
    workday,
    cast(date_trunc('month', day) as date) as month,
    row_number() over (partition by date_trunc('month', day), workday order by day) as nth,
    count(*) over (partition by date_trunc('month', day), workday) as of,
    day <= getvariable('as_of') as past
from given_day;

create table bank_month as
select month, any_value(of) filter (where workday) as workdays,
    [1.35, 1.15, 1.30, 0.95, 0.95, 1.10, 0.95, 0.92, 1.02, 0.92, 1.00, 1.08][month(month)]
        * (1 + 0.08 * date_diff('month', date '2025-01-01', month) / 12.0) as season
from bank_day group by month;

create table unit as select unit, name, parent, level from given_unit;

create table seat as
select
    seat,
    'U' || lpad(cast(1 + seat // (getvariable('sub_branches') * getvariable('managers')) as varchar), 2, '0')
        || lpad(cast(1 + seat // getvariable('managers') % getvariable('sub_branches') as varchar), 2, '0') as unit
from range(getvariable('seats')) as numbers(seat);

create table held as
select
    spell.seat, seat.unit, spell.manager,
    coalesce(spell.first_day, date '0001-01-01') as first_day,
    coalesce(spell.until, date '9999-12-31') as until
from given_spell as spell join seat using (seat);

create table staff as
select
    manager,
    min(first_day) as first_day,
    coalesce(
        nullif(min(first_day), date '0001-01-01'),
        getvariable('first_day') - cast(40 + floor(4200 * rnd('hired', manager, 0, 0)) as integer)
    ) as hired,
    0.75 + 0.5 * rnd('diligence', manager, 0, 0) as diligence,
    0.16 * gauss('skill', manager, 0) as skill,
    10000 * round(60 + 120 * power(rnd('capacity', manager, 0, 0), 1.3)) as capacity
from held group by manager;

create table manager as
select
    manager_id(manager) as manager,
    name.name,
    case when rnd('role', manager, 0, 0) < 0.25 then '理财经理' else '零售客户经理' end as role,
    case when hired > getvariable('as_of') - 365 then '新人' else '成熟' end as peer_group,
    hired
from staff join given_manager_name as name on name.position = staff.manager;
