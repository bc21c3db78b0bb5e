-- What balances grew by, for each unit and person asked for: what stands at the end less the base, by spells. What an
-- account stood at when it changed hands is the giver's end and the taker's base, on average from that day on.
-- An account whose base, end or value on the way is not known is left out and counted.
-- grain: unit asked for, and manager
with carried as (
    select unnest($seen_days) as seen, unnest($carried_untils) as carried_until
),
base as (
    select customer, product, if(bool_and(value is not null), sum(value), null) as value
    from account_value
    where win = $base and above = $top
    group by all
),
event as (
    select above, manager, customer, product, value as end_value, value as now, value as later, known_days = 0 as unseen
    from account_value
    where win = $win
    union all
    select above.above, holder.manager, holder.customer, account.product, 0, -base.value, -base.value, base.value is null
    from (select customer, product from account {where}) as account
    inner join holder using (customer)
    inner join unit_above as above on above.unit = holder.unit
    left join base on base.customer = account.customer and base.product is not distinct from account.product
    where
        $base_day >= holder.first_day and $base_day < holder.until
        and $base_day >= above.first_day and $base_day < above.until
        and list_contains($units, above.above)
    union all
    select above.above, side.manager, customer, product, 0, side.value * now_share, side.value * later_share,
        amount is null
    from (
        select
            customer,
            product,
            -- what stood there too long without a new row is not known
            if(carried_until is null or day - 1 < carried_until, amount, null) as amount,
            unnest([
                {{'unit': from_unit, 'manager': from_manager, 'on_day': day - 1, 'value': amount::double}},
                {{'unit': unit, 'manager': manager, 'on_day': day, 'value': -amount::double}}
            ]) as side,
            case when $mean then ($win_until - greatest(day, $win_first)) / ($win_until - $win_first)::double else 1 end
                as now_share,
            case when $mean then ($until - greatest(day, $win_first)) / ($until - $win_first)::double else 1 end
                as later_share
        from (select * from handover {where})
        left join carried using (seen)
        where day > $base_day and day < $win_until
    )
    inner join unit_above as above
        on above.unit = side.unit and side.on_day >= above.first_day and side.on_day < above.until
    where list_contains($units, above.above)
),
judged as (
    select *, bool_or(unseen) over (partition by above, customer, product) as lost from event
),
grouped as (
    select
        above,
        if(grouping(manager) = 0, 'manager', 'unit') as kind,
        manager,
        sum(now) filter (where not lost) as actual,
        sum(end_value - now) filter (where not lost) as base,
        sum(end_value - later) filter (where not lost) as base_end,
        count(distinct (customer, product)) as held,
        count(distinct (customer, product)) filter (where lost) as unseen
    from judged
    group by grouping sets ((above), (above, manager))
),
last as (
    select above, if(grouping(manager) = 0, 'manager', 'unit') as kind, manager, sum(value) as last
    from account_value
    where win = 'last'
    group by grouping sets ((above), (above, manager))
)
select grouped.above, grouped.kind, grouped.manager, actual, null as opening, last.last, held, unseen, base, base_end
from grouped
left join last
    on last.above = grouped.above and last.kind = grouped.kind and last.manager is not distinct from grouped.manager
