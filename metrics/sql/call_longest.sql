-- The customers of a call list by silence, the longest silent first. grain: customer
select coalesce(customer.name, silent.customer) as name, max(silent.silence) as silence
from silent
left join customer on customer.customer = silent.customer and customer.first_day <= $on and customer.until > $on
group by silent.customer, customer.name
order by silence desc, silent.customer
