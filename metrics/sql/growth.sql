-- What balances grew by, for each unit and person asked for: what stands at the end less the base, by spells. What an
-- account stood at when it changed hands is the giver's end and the taker's base, on average from that day on.
-- Special accounts come one by one, those lost only counted; all others as sums by person.
-- grain: unit asked for, and manager
with together as (
    select above, manager, end_value, now, later, lost, (customer, product) as account from grown_account
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
