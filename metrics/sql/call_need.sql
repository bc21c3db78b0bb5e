-- Open needs by customer, and the newly launched products that meet one: told by the person since the launch or not.
-- grain: customer
with wanted as (
    select need, day, customer, product, category, what
    from need
    where state = 'open' and day <= $told_to and customer in (select customer from held_customer)
),
new as (
    select product, coalesce(name, product) as name, category, launched
    from product
    where launched > $on::date - $launched_days::integer and launched <= $on
),
offered as (
    select customer, product, max(day) as day
    from (
        select customer, product, day, outcome
        from contact
        where manager = $manager and product in (select product from new)
        union all
        select customer, product, day, outcome from entered_contact where manager = $manager
    )
    where list_contains($effective, outcome) and day <= $told_to
    group by customer, product
),
met as (
    select distinct wanted.customer, new.product, new.name, new.launched, offered.day as told
    from wanted
    inner join new on new.product = wanted.product or (wanted.product is null and new.category = wanted.category)
    left join offered
        on offered.customer = wanted.customer and offered.product = new.product and offered.day >= new.launched
)
select
    customer,
    (
        select list({'need': need, 'what': coalesce(what, product, category)} order by day desc, need)
        from wanted where wanted.customer = each.customer
    ) as needs,
    coalesce((
        select list({'product': product, 'name': name, 'launched': launched, 'told': told}
            order by told is not null, launched desc, product)
        from met where met.customer = each.customer
    ), []) as launched
from (select distinct customer from wanted) as each
