-- What each customer owns at the data day, as one file of that day's state; its deposits are those with a balance.
create table holding as
with owned as (
    select number, product, null as amount, if(states, opened, null) as first_day
    from deposit where opened <= getvariable('as_of') and closed > getvariable('as_of')
    union all
    select cast(customer[2:] as integer), product, amount, day
    from sale where customer is not null and product not in (select product from product where category = '存款')
)
select customer_id(number) as customer, product, cast(sum(amount) as decimal(18, 2)) as amount, 'CNY' as currency,
    min(first_day) as first_day
from owned join client using (number)
where since <= getvariable('as_of') and lost > getvariable('as_of')
group by number, product;
