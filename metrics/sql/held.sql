-- Who holds whom, main or beside, on the data day of the holder's unit: since long enough to count (`settled`), by tier as
-- it stood that day, with the day of the last effective contact by anyone in the period so far.
-- grain: customer, manager
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
)
{found}
