-- What balances grew by, for each unit and person asked for: what stands at the end less the base, by spells. What an
-- account stood at when it changed hands is the giver's end and the taker's base, on average from that day on.
-- A spell whose base, end or value on the way is not known is left out and counted. Special accounts come one by one,
-- all others as sums by person.
-- grain: unit asked for, and manager
with base as (
    select customer, product, if(bool_and(value is not null), sum(value), null) as value
    from account_value
    where win = $base and above = $top
    group by all
),
event as (
    select above, manager, customer, product, first_day as on_day, value as end_value, value as now, value as later,
        known_days = 0 as unseen
    from account_value
    where win = $win
    union all
    select above.above, holder.manager, holder.customer, special.product, $base_day, 0, -at_base, -at_base, at_base is null
    from special
    inner join holder using (customer)
    inner join unit_above as above on above.unit = holder.unit
    left join base on base.customer = special.customer and base.product is not distinct from special.product
    -- nothing stood before the opening day, wherever the customer belonged then
    cross join lateral (select if(special.opened > $base_day, 0, base.value) as at_base)
    where
        $base_day >= holder.first_day and $base_day < holder.until
        and $base_day >= above.first_day and $base_day < above.until
        and list_contains($units, above.above)
    union all
    select above, manager, customer, product, on_day, 0, sign * amount * now_share, sign * amount * later_share,
        amount is null
    from turned
    where (customer, coalesce(product, '')) in (select (customer, coalesce(product, '')) from special)
),
-- each holding of an account by itself: what is not known of one says nothing against the others
spelled as (
    select event.*, turn.day as held_since
    from event
    asof left join (
        select distinct above, customer, coalesce(product, '') as product, day from turned where sign < 0
    ) as turn
        on turn.above = event.above and turn.customer = event.customer
        and turn.product = coalesce(event.product, '') and turn.day <= event.on_day
),
judged as (
    select *, bool_or(unseen) over (partition by above, customer, product, held_since) as lost from spelled
),
together as (
    select above, manager, end_value, now, later, lost, (customer, product) as account from judged
    union all
    select above, manager, value, value, value, false, null from run_value where win = $win
    union all
    select above, manager, 0, -value, -value, false, null from run_value where win = $base
    union all
    select above, manager, 0, sign * amount * now_share, sign * amount * later_share, false, null
    from turned
    where (customer, coalesce(product, '')) not in (select (customer, coalesce(product, '')) from special)
),
grouped as (
    select
        above,
        if(grouping(manager) = 0, 'manager', 'unit') as kind,
        manager,
        sum(now) filter (where not lost) as actual,
        sum(end_value - now) filter (where not lost) as base,
        sum(end_value - later) filter (where not lost) as base_end,
        true as held,
        count(distinct account) filter (where lost) as unseen
    from together
    group by grouping sets ((above), (above, manager))
),
last as (
    select above, if(grouping(manager) = 0, 'manager', 'unit') as kind, manager, sum(value) as last
    from (
        select above, manager, value from account_value where win = 'last'
        union all
        select above, manager, value from run_value where win = 'last'
    )
    group by grouping sets ((above), (above, manager))
)
select above, kind, manager, sum(actual) as actual, null as opening, sum(last) as last, bool_or(held) as held,
    sum(unseen)::bigint as unseen, sum(base) as base, sum(base_end) as base_end
from (from grouped union all by name from last union all by name from never_held)
group by all
having held
