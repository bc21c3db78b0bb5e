-- Pairs of customer and holder with the tier of their day and the last effective contact by anyone in the period so far.
-- grain: customer, manager
, heard as (
    select customer, unnest(contacts) as each
    from contacted
    where month between date_trunc('month', $first::date) and $end and customer in (select customer from pair)
)
select pair.*, coalesce(tier.code, known.tier) as tier, coalesce(tier.vip, false) as vip,
    max(heard.each.day) as contacted
from pair
left join customer as known
    on known.customer = pair.customer and known.first_day <= pair.day and known.until > pair.day
left join tier on tier.name = known.tier
left join heard
    on heard.customer = pair.customer and list_contains($effective, heard.each.outcome)
    and heard.each.day between $first and pair.day
group by all
