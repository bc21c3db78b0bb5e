-- Who was contacted in a month, when, and with which outcome, by whomever: a customer's contacts in one row.
-- grain: month, customer
-- touch: month
-- scope: past
with done as (
    select date_trunc('month', day)::date as month, customer, day, outcome, sum(contacts)::integer as times
    from mart.contact
    where day >= $first_day and day < $until and customer is not null
    group by all
)
select month, customer, list_sort(list({'day': day, 'outcome': outcome, 'times': times})) as contacts
from done
group by month, customer
order by month, customer
