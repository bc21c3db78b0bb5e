-- Whom follow-ups, needs, plans, calls for help and what is passed on name, and products contacts offer, as written.
-- grain: month, kind, given
-- touch: month
-- from: activity, follow_up, need, plan, help_request, referral
-- scope: none
with written as (
    select day, manager, manager_name, customer, customer_name, null as product, null as product_name
    from records.follow_up where live and not withdrawn and day >= $first_day and day < $until
    union all by name
    select day, manager, manager_name, customer, customer_name, product, product_name
    from records.need where live and not withdrawn and day >= $first_day and day < $until
    union all by name
    select day, manager, manager_name, customer, customer_name
    from records.plan where live and not withdrawn and day >= $first_day and day < $until
    union all by name
    select day, manager, manager_name, customer, customer_name
    from records.help_request where live and not withdrawn and day >= $first_day and day < $until
    union all by name
    select day, manager, manager_name, customer, customer_name
    from records.referral where live and not withdrawn and day >= $first_day and day < $until
    union all by name
    -- whom contacts name is told by mention
    select day, product, product_name
    from records.activity where live and not withdrawn and product is not null and day >= $first_day and day < $until
), named as (
    select day, 'manager' as kind, manager as given, manager_name as name from written
    union all select day, 'customer', customer, customer_name from written
    union all select day, 'product', product, product_name from written
)
select date_trunc('month', day)::date as month, kind, given, max(name) as name
from named
where given is not null
group by all
order by all
