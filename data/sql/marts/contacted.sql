-- Who was contacted in a month, when, and with which outcome, by whomever: a customer's contacts in one row,
-- those alike beside each other.
-- grain: month, customer
-- touch: month
-- scope: past
select date_trunc('month', day)::date as month, customer,
    list_sort(list({'day': day, 'outcome': outcome, 'times': contacts::integer})) as contacts
from mart.contact
where day >= $first_day and day < $until and customer is not null
group by 1, 2
order by month, customer
