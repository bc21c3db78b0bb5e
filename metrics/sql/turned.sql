-- Both sides of every change of hands since the base day, as far as the viewer sees them: the giver's last day and the
-- taker's first, with what stood on the account the day before and how much of it counts over the window.
-- grain: customer, product, day, sign
with carried as (
    select unnest($seen_days) as seen, unnest($carried_untils) as carried_until
),
asked_account as (
    select customer, product, opened, closed
    from (from account {where})
    where opened is null or opened < $win_until
),
side as (
    select customer, until as day, until - 1 as on_day, unit, manager, 1 as sign
    from holder
    where until > $base_day and until < $win_until
    union all
    select customer, first_day, first_day, unit, manager, -1
    from holder
    where first_day > $base_day and first_day < $win_until
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
    if($mean, ($win_until - greatest(side.day, $win_first)) / ($win_until - $win_first)::double, 1) as now_share,
    if($mean, ($until - greatest(side.day, $win_first)) / ($until - $win_first)::double, 1) as later_share
from asked_account as account
inner join side using (customer)
left join handover
    on handover.customer = account.customer and handover.product is not distinct from account.product
    and handover.day = side.day
left join carried on carried.seen = handover.seen
