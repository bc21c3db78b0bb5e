-- What everybody's accounts stood at on average over each window, but for the special ones: sums by person and run of
-- days, less what of them is the special accounts'.
-- grain: win, unit asked for, manager
with carried as (
    select unnest($seen_days) as seen, unnest($carried_untils) as carried_until
),
run as (
    select unit, manager, first_day, until, seen, amount::double as amount, accounts
    from {runs}
    where month in (select unnest($months)){and_where}
    union all
    select spell.unit, spell.manager, spell.first_day, spell.until, spell.seen, -spell.amount::double, -1
    from balance_spell as spell
    inner join special
        on special.customer = spell.customer and special.product is not distinct from spell.product
    where spell.month in (select unnest($months))
)
select
    own_window.win,
    own_window.above,
    run.manager,
    sum(
        run.amount
        * (least(run.until, carried.carried_until, own_window.until) - greatest(run.first_day, own_window.first_day))
        / own_window.win_days
    ) as value
from run
inner join carried using (seen)
inner join own_window
    on own_window.unit = run.unit and own_window.known
    and own_window.first_day < least(run.until, carried.carried_until) and own_window.until > run.first_day
group by all
having sum(run.accounts) > 0
