-- What people should reach in deposits and new customers, by month; a unit is asked for `part` of its people's sum.
create table stood as
with daily as (
    select held.manager, held.seat, held.unit, month, day, sum(amount) as amount
    from stood_at
    join held using (seat)
    where day in (select day from listed) and day >= held.first_day and day < held.until
    group by all
)
select manager, max_by(seat, day) as seat, max_by(unit, day) as unit, month, avg(amount) as average,
    max_by(amount, day) as last,
    0.8 + 0.4 * rnd('growth', manager, month, 0) as growth, 1 + 0.06 * gauss('aim', manager, month) as aim
from daily
group by manager, month;

create table person_aim as
select manager, seat, unit, month, 1.02 as part, unnest([
    {'metric': 'deposit_end', 'amount': 10000 * round(last / aim / 10000)},
    {'metric': 'deposit_average', 'amount': 10000 * round(average / aim / 10000)},
    {'metric': 'deposit_growth', 'amount': case seat when 3 then 0 when 10 then -50000
        else 1000 * round(0.008 * average * growth / 1000) end},
    {'metric': 'deposit_end_growth', 'amount': 10000 * round(0.015 * last * growth * month(month) / 10000)},
    {'metric': 'new_effective_customers', 'amount': greatest(1, floor(
        0.6 * getvariable('customers') * getvariable('newcomers') / getvariable('months')
        + rnd('new', manager, month, 0)))}
], recursive := true)
from stood;
