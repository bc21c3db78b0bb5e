-- Customers whom nobody holds on their unit's data day, nor anybody but those who have left, in the shape of `held`.
-- grain: customer
with clock as (
    select unit, last_day as day
    from spot
    where
        source = $source and last_day >= $first
        and unit in (select unit from unit_above where list_contains($units, above))
),
pair as (
    select clock.day, holder.unit, null::varchar as manager, holder.customer, true as settled
    from holder
    inner join clock on clock.unit = holder.unit and clock.day >= holder.first_day and clock.day < holder.until
    anti join (
        select portfolio.customer, greatest(portfolio.first_day, post.first_day) as first_day,
            least(portfolio.until, post.until) as until
        from portfolio
        inner join manager as post on post.manager = portfolio.manager
    ) as kept
        on kept.customer = holder.customer and kept.first_day <= clock.day and kept.until > clock.day
    -- nobody has to hold who has left, or of whom nothing is known but the name and nobody ever held
    inner join customer as known
        on known.customer = holder.customer and known.first_day <= clock.day and known.until > clock.day
    where
        coalesce(known.status, '') not in ('closed', 'lost')
        and (
            coalesce(known.unit, known.tier, known.segment, known.status) is not null
            or known.customer in (select customer from portfolio)
        )
)
{found}
