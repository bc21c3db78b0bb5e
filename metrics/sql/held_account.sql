-- Whose special account was whose on which days of each window, as tree and holders stood.
-- grain: win, customer, product, unit asked for, unit, manager, first day held
select
    row_number() over () as place,
    own_window.win,
    special.customer,
    special.product,
    own_window.above,
    holder.unit,
    holder.manager,
    special.opened,
    special.closed,
    own_window.known,
    -- nothing is looked up where nothing counts
    if(own_window.known, special.customer, null) as looked_up,
    own_window.win_days,
    greatest(holder.first_day, own_window.first_day) as first_day,
    least(holder.until, own_window.until) as until
from special
inner join holder using (customer)
inner join own_window
    on own_window.unit = holder.unit and holder.first_day < own_window.until and holder.until > own_window.first_day
