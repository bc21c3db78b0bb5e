-- Which people, customers, products and units the rows of a month name, as the files wrote them.
-- grain: month, kind, given
-- touch: month
-- from: sale, activity, balance
-- scope: none
with sold as not materialized (
    select *, date_trunc('month', day)::date as month from records.sale
    where live and not withdrawn and day >= $first_day and day < $until
), done as not materialized (
    select *, date_trunc('month', day)::date as month from records.activity
    where live and not withdrawn and day >= $first_day and day < $until
), stood as not materialized (
    select *, date_trunc('month', day)::date as month from records.balance
    where live and not withdrawn and day >= $first_day and day < $until
), named as (
    select month, 'manager' as kind, manager as given, manager_name as name from sold
    union all select month, 'customer', customer, customer_name from sold
    union all select month, 'product', product, product_name from sold
    union all select month, 'unit', unit, unit_name from sold
    union all select month, 'manager', manager, manager_name from done
    union all select month, 'customer', customer, customer_name from done
    union all select month, 'unit', unit, unit_name from done
    union all select month, 'customer', customer, customer_name from stood
    union all select month, 'product', product, product_name from stood
)
select month, kind, given, max(name) as name
from named
where given is not null
group by month, kind, given
order by month
