-- What falls due of customers' holdings in the days after the list. grain: customer
select
    held.customer,
    list({'product': coalesce(product.name, held.product), 'day': held.until - 1, 'amount': held.amount}
        order by held.until, held.product) as maturities
from holding as held
left join product using (product)
where
    held.customer in (select customer from held_customer)
    and held.first_day <= $on and held.until > $on and held.until <= $on::date + $maturity_days::integer + 1
group by held.customer
