-- Pairs of customer and holder with the tier of their day and the last day in the period anyone effectively reached them.
-- grain: customer, manager
select
    pair.*,
    coalesce(tier.code, known.tier) as tier,
    coalesce(tier.vip, false) as vip,
    max(list_max(list_transform(
        list_filter(heard.contacts, lambda each:
            list_contains($effective, each.outcome) and each.day >= $first and each.day <= pair.day),
        lambda each: each.day
    ))) as contacted
from pair
left join customer as known
    on known.customer = pair.customer and known.first_day <= pair.day and known.until > pair.day
left join tier on tier.name = known.tier
left join contacted as heard
    on heard.customer = pair.customer and heard.month >= $first_month and heard.month <= $end
group by all
