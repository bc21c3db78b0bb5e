-- Targets for deposits, new customers and ratios: people by month, units by month and quarter; seat 2 has none.
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

create table deposit_aim as
with person as (
    select *, unnest([
        {'metric': 'deposit_end', 'amount': 10000 * round(last / aim / 10000)},
        {'metric': 'deposit_average', 'amount': 10000 * round(average / aim / 10000)},
        {'metric': 'deposit_growth', 'amount': case seat when 3 then 0 when 10 then -50000
            else 1000 * round(0.008 * average * growth / 1000) end},
        {'metric': 'deposit_end_growth', 'amount': 10000 * round(0.015 * last * growth * month(month) / 10000)},
        {'metric': 'new_effective_customers', 'amount': greatest(1, floor(
            0.6 * getvariable('customers') * getvariable('newcomers') / getvariable('months')
            + rnd('new', manager, month, 0)))}
    ], recursive := true)
    from stood
),
-- what customers own grows from month to month, and what is asked of a unit with it
owned as (
    select count(*) / count(distinct customer) as each from holding
),
ratio as (
    select unit, month, unnest([
        {'metric': 'products_per_customer', 'amount': round(each * (0.95 + 0.12 * rnd('each', unit, 0, 0))
            * (1 - 0.015 * date_diff('month', month, getvariable('last_month'))), 1)},
        {'metric': 'effective_rate', 'amount': 0.7}
    ], recursive := true)
    from unit, owned, (select distinct month from stood)
)
select metric, manager_id(manager) as manager, null as unit, month, amount from person where seat <> 2
union all
select metric, manager_id(manager), null, month, amount from stood join ratio using (unit, month) where seat % 5 <> 2
union all
select metric, null, above.unit, month, round(sum(amount) * 1.02)
from person join unit as above on starts_with(person.unit, above.unit) or above.parent is null
group by all
union all
select metric, null, unit, month, amount from ratio;

alter table target alter amount type decimal(18, 2);

insert into target (metric, period, manager, unit, level, amount)
with quarterly as (
    -- what adds up is the sum of the quarter's months, what stands that of its last month; people have this quarter's
    select metric, manager, unit, date_trunc('quarter', month)::date as quarter,
        if(metric in ('deposit_growth', 'new_effective_customers'), round(sum(amount) * 3 / count(*)),
            max_by(amount, month)) as amount
    from deposit_aim where unit is not null or month >= date_trunc('quarter', getvariable('last_month'))
    group by metric, manager, unit, date_trunc('quarter', month)
    having count(*) = 3 or max(month) = getvariable('last_month')
),
stated as (
    select metric, strftime(month, '%Y-%m') as period, manager, unit, amount from deposit_aim
    union all
    select metric, year(quarter) || 'Q' || date_part('quarter', quarter), manager, unit, amount from quarterly
)
select metric, period, manager, unit, 'base', amount from stated
union all
select metric, period, manager, unit, 'stretch', round(amount * 1.05) from stated where metric = 'deposit_average'
union all
select metric, period, null, unit, 'task', round(amount * 1.08) from stated
where metric = 'deposit_average' and unit is not null;
