-- Sales: drawn day by day with the rhythm of week and month, then scaled so that each month comes to its plan.
create table drawn as
with slot as (
    select
        presence.*, season, draw,
        [0.9, 1.0, 1.0, 1.05, 1.1, 0.7, 0.7][isodow(day)]
            * case when of - nth < 3 then 1.5 when nth <= 2 then 0.85 else 1.0 end as push
    from presence join bank_month using (month), range(4) as numbers(draw)
),
sold as (
    select *, rnd('product', manager, day, draw) as product_chance from slot
    where rnd('sells', manager, day, draw) < 0.27 * push * sqrt(season)
),
product_range as (
    select *, sum(weight) over (order by product) / sum(weight) over () as until_chance,
        (sum(weight) over (order by product) - weight) / sum(weight) over () as first_chance
    from given_product
),
part as (
    -- a hundredth of the chance finds the few whose range it may fall into
    select *, unnest(range(cast(floor(100 * first_chance) as integer), cast(floor(100 * until_chance) as integer) + 1))
        as part
    from product_range
)
select
    sold.*, product, typical, step, rate,
    cast(typical * exp(0.6 * gauss('amount', hash(manager, draw), day)) as bigint) as size,
    rnd('whose', manager, day, draw) as whose,
    rnd('odd', manager, day, draw) as odd
from sold join part on part = cast(floor(100 * product_chance) as integer)
    and product_chance >= first_chance and product_chance < until_chance and launched <= day;

create table scaled as
with total as (select manager, month, sum(size) as size from drawn group by manager, month)
select
    drawn.*,
    greatest(step, step * round(drawn.size * target * aim * share / total.size / step)) as amount,
    1 + cast(floor((case when odd > 0.985 then (drawn.seat + getvariable('managers')) % getvariable('seats')
        else drawn.seat end + 0.999 * power(whose, 1.5)) * getvariable('customers')) as integer) as number
from drawn
join total using (manager, month)
join intended using (manager, month)
where past and not (drawn.seat = 1 and drawn.month = getvariable('last_month'));

-- about one in 150 has no manager: most of these name a unit, some not even a customer
create table sale as
select
    'S' || lpad(cast(row_number() over (order by day, manager, draw) as varchar), 7, '0') as sale,
    day,
    case when odd > 0.006 then manager_id(manager) end as manager,
    case when odd > 0.006 or odd between 0.002 and 0.004 then
        case when lost > day and since <= day then customer_id(number) end end as customer,
    product,
    case when odd < 0.004 and odd > 0.001 then scaled.unit end as unit,
    cast(amount as decimal(18, 2)) as amount,
    1 as quantity,
    cast(round(amount * rate, 2) as decimal(18, 2)) as revenue,
    'CNY' as currency,
    scaled.unit as booked_in
from scaled join client using (number);
