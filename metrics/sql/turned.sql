-- Both sides of every change of hands since the base day, as far as the viewer sees them: the giver's last day and the
-- taker's first, with what stood on the account the day before and how much of it counts over the window. A unit that
-- moves in the tree changes hands with all it holds. Each up to its unit's own last day.
-- grain: customer, product, unit asked for, day, sign
with carried as (
    select unnest($seen_days) as seen, unnest($carried_untils) as carried_until
),
-- holders that changed since, or whose unit moved
changed as (
    from holder
    where
        until > $base_day and first_day < $win_until
        and (
            first_day > $base_day
            or until < $win_until
            or unit in (select unit from unit_above where first_day > $base_day or until < $win_until)
        )
),
piece as (
    select
        holder.customer,
        above.above,
        holder.manager,
        greatest(holder.first_day, above.first_day) as first_day,
        least(holder.until, above.until) as until,
        least($win_until, coalesce(spot.last_day, $latest) + 1) as own_until
    from changed as holder
    inner join unit_above as above
        on above.unit = holder.unit and above.first_day < holder.until and above.until > holder.first_day
    left join spot on spot.source = $source and spot.unit = holder.unit
    where list_contains($units, above.above)
),
side as (
    select customer, above, manager, until as day, until - 1 as on_day, own_until, 1 as sign
    from piece
    where until > $base_day and until < own_until
    union all
    select customer, above, manager, first_day, first_day, own_until, -1
    from piece
    where first_day > $base_day and first_day < own_until
)
select
    side.*,
    account.product,
    case
        -- what stood there too long without a new row is not known
        when handover.amount is not null and (carried_until is null or side.day - 1 < carried_until)
        then handover.amount::double
        when account.opened >= side.day or account.closed < side.day - 1 then 0
    end as amount,
    if($mean, (own_until - greatest(side.day, $win_first)) / (own_until - $win_first)::double, 1) as now_share,
    if($mean, ($until - greatest(side.day, $win_first)) / ($until - $win_first)::double, 1) as later_share
from asked_account as account
inner join side using (customer)
left join handover
    on handover.customer = account.customer and handover.product is not distinct from account.product
    and handover.day = side.day
left join carried on carried.seen = handover.seen
