-- Contacts planned for each customer a main holder held in a month, by the days held and the tier of each day, and the
-- effective ones anyone made on those days. grain: month, customer, manager, unit
with clock as (
    select unit, last_day as day,
        (select min(first_day) from completeness where completeness.unit = spot.unit and kind = $source) as since
    from spot
    where
        source = $source and last_day >= $first
        and unit in (select unit from unit_above where list_contains($units, above))
),
month as (
    select unnest($months::date[]) as month
),
piece as (
    select
        month.month,
        holder.unit,
        holder.manager,
        holder.customer,
        tier.code as tier,
        tier.planned::double / day(last_day(month.month)) as a_day,
        greatest(holder.first_day, known.first_day, month.month, $first) as first_day,
        least(holder.until, known.until, (month.month + interval 1 month)::date, clock.day + 1) as until
    from holder
    inner join clock using (unit)
    inner join customer as known
        on known.customer = holder.customer and known.first_day < holder.until and known.until > holder.first_day
    inner join tier on tier.name = known.tier
    -- before any contact was recorded nothing was planned
    inner join month on month.month >= date_trunc('month', clock.since)
    where holder.manager is not null
),
held as (
    from piece where first_day < until
),
heard as (
    select customer, unnest(contacts) as each
    from contacted
    where month >= $first_month and month <= $end and customer in (select customer from held)
),
made as (
    select held.*, coalesce(sum(heard.each.times), 0) as contacts
    from held
    left join heard
        on heard.customer = held.customer and list_contains($effective, heard.each.outcome)
        and heard.each.day >= held.first_day and heard.each.day < held.until
    group by all
)
select
    month,
    unit,
    manager,
    customer,
    max_by(tier, until) as tier,
    max(until) - 1 as day,
    sum(a_day * (until - first_day)) as planned,
    sum(contacts) as contacts
from made
group by all
