-- What each customer owns at the data day, as one file of that day's state: what is deposited or invested as its balance
-- says, what else was sold, and the wages paid in all along.
create table holding as
with owned as (
    select number, product, null as amount, if(states, opened, null) as first_day
    from deposit where opened <= getvariable('as_of') and closed > getvariable('as_of')
    union all
    select number, product, arg_max(amount, day), min(opened)
    from invested_at group by number, product
    having bool_and(closed is null) and max(amount) filter (day > getvariable('as_of') - 8) > 0
    union all
    select cast(customer[2:] as integer), product, amount, day
    from sale join product using (product)
    where customer is not null and category not in ('存款', '理财', '基金', '保险')
    union all
    select distinct number, product, null, since
    from client join customer on customer.customer = customer_id(number) join product on category = segment
)
select customer_id(number) as customer, product, cast(sum(amount) as decimal(18, 2)) as amount, 'CNY' as currency,
    min(first_day) as first_day
from owned join client using (number)
where since <= getvariable('as_of') and lost > getvariable('as_of')
group by number, product;
