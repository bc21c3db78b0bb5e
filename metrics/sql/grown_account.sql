-- What each special account grew by, event by event: its base, what it stands at, and every change of hands. Each
-- holding of an account is judged by itself: one whose base, end or value on the way is not known is lost.
-- grain: unit asked for, manager, customer, product, day
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
)
select *, bool_or(unseen) over (partition by above, customer, product, held_since) as lost from spelled
