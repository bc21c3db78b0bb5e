-- The targets of people and units that are not shares of what is sold, by month and quarter, and the ratios of units;
-- seat 2 has none.
create table monthly_aim as
-- what customers own grows from month to month, and what is asked of a unit with it
with owned as (
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
select metric, manager_id(manager) as manager, null as unit, month, amount from person_aim where seat <> 2 and amount is not null
union all
select metric, manager_id(manager), null, month, amount from stood join ratio using (unit, month) where seat % 5 <> 2
union all
select metric, null, above.unit, month, round(sum(amount * part))
from person_aim as person join unit as above on starts_with(person.unit, above.unit) or above.parent is null
where amount is not null
group by all
union all
select metric, null, unit, month, amount from ratio;

alter table target alter amount type decimal(18, 2);

insert into target (metric, period, manager, unit, level, amount)
with quarterly as (
    -- what adds up is the sum of the quarter's months, what stands that of its last month; people have this quarter's
    select metric, manager, unit, date_trunc('quarter', month)::date as quarter,
        if(metric = 'deposit_growth' or metric like '%_customers', round(sum(amount) * 3 / count(*)),
            max_by(amount, month)) as amount
    from monthly_aim where unit is not null or month >= date_trunc('quarter', getvariable('last_month'))
    group by metric, manager, unit, date_trunc('quarter', month)
    having count(*) = 3 or max(month) = getvariable('last_month')
),
stated as (
    select metric, strftime(month, '%Y-%m') as period, manager, unit, amount from monthly_aim
    union all
    select metric, year(quarter) || 'Q' || date_part('quarter', quarter), manager, unit, amount from quarterly
)
select metric, period, manager, unit, 'base', amount from stated
union all
select metric, period, manager, unit, 'stretch', round(amount * 1.05) from stated where metric = 'deposit_average'
union all
select metric, period, null, unit, 'task', round(amount * 1.08) from stated
where metric = 'deposit_average' and unit is not null;
