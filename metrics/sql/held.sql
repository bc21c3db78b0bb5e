-- Who holds whom, main or beside, on the data day of the holder's unit, and whom nobody holds (manager null): since long
-- enough to count (`settled`), by tier as it stood that day, with the day of the last effective contact by anyone in the
-- period so far. grain: customer, manager
with clock as (
    select unit, last_day as day, last_day - $settle_days::integer + 1 as since
    from spot
    where
        source = $source and last_day >= $first
        and unit in (select unit from unit_above where list_contains($units, above))
),
pair as (
    select clock.day, post.unit, portfolio.manager, portfolio.customer, bool_or(portfolio.first_day <= since) as settled
    from portfolio
    inner join manager as post on post.manager = portfolio.manager
    inner join clock on clock.unit = post.unit and clock.day >= post.first_day and clock.day < post.until
    -- a change from main to beside begins a new spell, not a new holder
    where portfolio.first_day <= clock.day and portfolio.until > since
    group by all
    having bool_or(portfolio.until > clock.day)
),
lonely as (
    select clock.day, holder.unit, null as manager, holder.customer, true as settled
    from holder
    inner join clock on clock.unit = holder.unit and clock.day >= holder.first_day and clock.day < holder.until
    -- nor is anybody who has left a holder
    anti join (
        select portfolio.customer, greatest(portfolio.first_day, post.first_day) as first_day,
            least(portfolio.until, post.until) as until
        from portfolio
        inner join manager as post on post.manager = portfolio.manager
    ) as kept
        on kept.customer = holder.customer and kept.first_day <= clock.day and kept.until > clock.day
),
found as (
    select pair.*, known.tier
    from pair
    left join customer as known
        on known.customer = pair.customer and known.first_day <= pair.day and known.until > pair.day
    union all
    select lonely.*, known.tier
    from lonely
    inner join customer as known
        on known.customer = lonely.customer and known.first_day <= lonely.day and known.until > lonely.day
    -- nobody has to hold who has left, or of whom nothing is known but the name
    where
        coalesce(known.status, '') not in ('closed', 'lost')
        and coalesce(known.unit, known.tier, known.segment, known.status) is not null
),
heard as (
    select customer, unnest(contacts) as contact
    from contacted
    where month between date_trunc('month', $first::date) and $end and customer in (select customer from found)
)
select found.* exclude (tier), coalesce(tier.code, found.tier) as tier, coalesce(tier.vip, false) as vip,
    max(heard.contact.day) as contacted
from found
left join tier on tier.name = found.tier
left join heard
    on heard.customer = found.customer and list_contains($effective, heard.contact.outcome)
    and heard.contact.day between $first and found.day
group by all
