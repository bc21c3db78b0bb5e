-- What each special account stood at on average over each window, for whoever held it: the mean of the balances known
-- on the days held, times the share of the window's days held.
-- grain: win, customer, product, unit asked for, unit, manager, first day held
with carried as (
    select unnest($seen_days) as seen, unnest($carried_untils) as carried_until
),
standing as (
    select spell.customer, spell.product, spell.unit, spell.manager, spell.first_day, spell.amount::double as amount,
        least(spell.until, carried.carried_until) as until
    from balance_spell as spell
    inner join carried using (seen)
    inner join special
        on special.customer = spell.customer and special.product is not distinct from spell.product
    where spell.month in (select unnest($months)) and spell.amount is not null
),
summed as (
    select
        held.place,
        sum(least(standing.until, held.until) - greatest(standing.first_day, held.first_day)) as known_days,
        sum(amount * (least(standing.until, held.until) - greatest(standing.first_day, held.first_day))) as total
    from held_account as held
    inner join standing
        on standing.customer = held.looked_up and standing.product is not distinct from held.product
        and standing.unit = held.unit and standing.manager is not distinct from held.manager
        and standing.first_day < held.until and standing.until > held.first_day
    group by held.place
),
counted as (
    select
        held.*,
        greatest(held.until - held.first_day, 0) as held_days,
        -- before the opening day and after the closing day nothing stood
        coalesce(summed.known_days, 0)
        + if(held.opened is null or not held.known, 0, greatest(least(held.until, held.opened) - held.first_day, 0))
        + if(held.closed is null or not held.known, 0, greatest(held.until - greatest(held.first_day, held.closed + 1), 0))
            as known_days,
        coalesce(summed.total, 0) as total
    from held_account as held
    left join summed using (place)
)
select
    win,
    customer,
    product,
    above,
    unit,
    manager,
    first_day,
    held_days,
    known_days,
    if(known_days > 0, total / known_days * held_days / win_days, null) as value
from counted
