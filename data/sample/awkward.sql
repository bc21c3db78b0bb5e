-- What real data brings along: shared sales, and somebody the tree does not know.
-- The late unit's sales end two workdays before the data day; `booked_in` tells which file a sale comes in.
create table credit as
with shared as (
    select sale, day, manager, booked_in from sale
    where manager is not null and amount >= 150000
    order by rnd('shared', sale, 0, 0), sale limit 24
),
colleague as (
    select sale, shared.manager, manager_id(held.manager) as other
    from shared join held on held.unit = shared.booked_in and shared.day >= held.first_day and shared.day < held.until
    where manager_id(held.manager) <> shared.manager and held.seat <> 1
    qualify row_number() over (partition by sale order by rnd('colleague', sale, held.manager, 0)) = 1
)
select sale, manager, 0.6 as share from colleague
union all
select sale, other, 0.3 from colleague;

create table stranger as
select day, row_number() over (order by day desc) as number
from bank_day where workday and past order by day desc limit 20;

insert into sale
select
    'X' || lpad(cast(number as varchar), 4, '0'), day, 'T900', customer_id(number * 7),
    'P001', null, 10000 * number, 1, round(30 * number, 2), 'CNY', 'none'
from stranger where number % 5 = 2;

create table activity as
select * exclude (offer) from contact
union all by name
select 'X' || lpad(cast(number as varchar), 4, '0') as activity, day, time '10:20' as time, 'T900' as manager,
    customer_id(number * 7) as customer, 'phone' as channel, 'reached' as outcome, '产品介绍' as topic
from stranger where number % 3 = 2;
