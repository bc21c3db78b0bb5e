-- The accounts that have to be read one by one: their balance is not known on some day of the windows, they were opened
-- or closed there, or changed hands while a base was averaged. Sums by person say everything about all others, but for
-- those never seen at all, which are counted.
-- grain: customer, product
with carried as (
    select unnest($seen_days) as seen, unnest($carried_untils) as carried_until
),
-- said too long ago
stale_run as (
    select distinct run.month, run.seen, run.until
    from balance_run as run
    inner join carried using (seen)
    where run.month in (select unnest($months)) and carried_until < least(run.until, $win_until)
),
stale as (
    select distinct spell.customer, spell.product
    from balance_spell as spell
    inner join stale_run using (month, seen, until)
),
moved as (
    select distinct customer from handover where $mean and day > $base_first and day <= $base_day
),
-- of units whose records end before the period
uncounted as (
    select distinct holder.customer
    from own_window
    inner join holder
        on holder.unit = own_window.unit and holder.first_day < own_window.until and holder.until > own_window.first_day
    where not own_window.known
)
select asked_account.* exclude (seen)
from asked_account
left join balance_last as said
    on said.customer = asked_account.customer and said.product is not distinct from asked_account.product
left join stale
    on stale.customer = asked_account.customer and stale.product is not distinct from asked_account.product
where
    -- of what was never seen nothing is known, but before it was opened and after it was closed
    (seen is not null or opened > $scan_day or closed < $win_until)
    and (
        seen is null
        or seen > $scan_day
        or closed < $win_until
        or broken
        or date_trunc('month', said.last) + interval 2 month < $win_until
        or stale.customer is not null
        or asked_account.customer in (from moved)
        or asked_account.customer in (from uncounted)
        or asked_account.customer in (select customer from turned where amount is null)
    )
