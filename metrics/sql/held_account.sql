-- Whose account was whose on which days of each window, as tree and holders stood. A window that is a point shrinks to
-- the unit's own last day. grain: win, customer, product, unit asked for, unit, manager, first day held
with asked_account as (
    -- what was opened later was no account yet
    select customer, product, opened, closed
    from (from account {where})
    where opened is null or opened < $win_until
),
win as (
    select unnest($wins) as win, unnest($win_firsts) as win_first, unnest($win_untils) as win_until,
        unnest($points) as point
),
-- a unit that occurs in no source goes by the source's own day; where one ends before the period nothing counts,
-- though somebody holds accounts there
reached as (
    select unit, last_day is null or known as known, coalesce(if(known, last_day, null), $latest) as last_day
    from spot
    where source = $source
),
complete as (
    select
        unit,
        known,
        win,
        if(point, least(win_until - 1, last_day), win_first) as win_first,
        least(win_until, last_day + 1) as win_until
    from reached
    cross join win
    where point or last_day >= win_first
)
select
    complete.win,
    account.customer,
    account.product,
    above.above,
    holder.unit,
    holder.manager,
    account.opened,
    account.closed,
    complete.known,
    -- nothing is looked up where nothing counts
    if(complete.known, account.customer, null) as looked_up,
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
