-- What each account stood at on average over each window, for whoever held it: the mean of the balances known on the
-- days held, times the share of the window's days held. A window that is a point shrinks to the unit's own last day.
-- grain: win, customer, product, unit asked for, unit, manager, first day held
with asked_account as (
    select customer, product, opened, closed from account {where}
),
win as (
    select unnest($wins) as win, unnest($win_firsts) as win_first, unnest($win_untils) as win_until,
        unnest($points) as point
),
complete as (
    select spot.unit, win.win,
        case when point then least(win_until, last_day + 1) - 1 else win_first end as win_first,
        least(win_until, last_day + 1) as win_until
    from spot
    cross join win
    where spot.source = $source and spot.known and (point or last_day >= win_first)
),
held as (
    select
        complete.win,
        account.customer,
        account.product,
        above.above,
        holder.unit,
        holder.manager,
        account.opened,
        account.closed,
        complete.win_until - complete.win_first as win_days,
        greatest(holder.first_day, above.first_day, complete.win_first) as first_day,
        least(holder.until, above.until, complete.win_until) as until
    from asked_account as account
    inner join holder on holder.customer = account.customer
    inner join complete
        on complete.unit = holder.unit and holder.first_day < complete.win_until and holder.until > complete.win_first
    inner join unit_above as above
        on above.unit = holder.unit and above.first_day < complete.win_until and above.until > complete.win_first
    where
        list_contains($units, above.above)
        and greatest(holder.first_day, above.first_day) < least(holder.until, above.until)
),
carried as (
    select unnest($seen_days) as seen, unnest($carried_untils) as carried_until
),
standing as (
    select spell.customer, spell.product, spell.unit, spell.manager, spell.first_day, spell.amount,
        least(spell.until, carried.carried_until) as until
    from balance_spell as spell
    inner join carried using (seen)
    where spell.month >= $scan_first and spell.month < $scan_until
),
summed as (
    select
        held.*,
        greatest(held.until - held.first_day, 0) as held_days,
        -- before the opening day and after the closing day nothing stood
        if(held.opened is null, 0, greatest(least(held.until, held.opened) - held.first_day, 0))
        + if(held.closed is null, 0, greatest(held.until - greatest(held.first_day, held.closed + 1), 0)) as empty_days,
        sum(least(standing.until, held.until) - greatest(standing.first_day, held.first_day))
            filter (where standing.amount is not null) as known_days,
        sum(
            standing.amount::double
            * (least(standing.until, held.until) - greatest(standing.first_day, held.first_day))
        ) as total
    from held
    left join standing
        on standing.customer = held.customer and standing.product is not distinct from held.product
        and standing.unit = held.unit and standing.manager is not distinct from held.manager
        and standing.first_day < held.until and standing.until > held.first_day
    where held.first_day < held.until
    group by all
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
    coalesce(known_days, 0) + coalesce(empty_days, 0) as known_days,
    case
        when coalesce(known_days, 0) + coalesce(empty_days, 0) > 0
        then coalesce(total, 0) / (coalesce(known_days, 0) + coalesce(empty_days, 0)) * held_days / win_days
    end as value
from summed
