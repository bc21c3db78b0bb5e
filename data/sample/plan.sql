-- What each person should and will sell in each month of being there, and the targets stated for it.
-- given: given_product (product, name, category, launched, term, typical, step, rate, weight), given_metric (metric, category, factor, step)
create table intended as
with month_presence as (
    select manager, any_value(unit order by day desc) as unit, any_value(seat order by day desc) as seat, month,
        count(*) as own, any_value(of) as of
    from presence group by manager, month
)
select
    manager, unit, seat, month, own / of as share,
    if(month - hired < 300, 0.55, 1.0) as ease,
    10000 * round(capacity * season * ease / 10000) as target,
    greatest(0.3, 1.03 + skill
        + 0.10 * gauss('unit', unit, 'branch')
        + 0.05 * gauss('unit', unit, quarter(month))
        + 0.12 * gauss('month', manager, month)) as aim,
    diligence, season
from month_presence join staff using (manager) join bank_month using (month);

create table aimed as
select intended.*, metric, given_metric.step as metric_step,
    given_metric.step * round(case
        when metric in ('activities', 'effective_contacts', 'sales_count', 'new_cards') then factor * (0.4 + 0.6 * ease)
        else factor * target end / given_metric.step) as amount
from intended, given_metric;

-- seat 2 has no target in the last month, seat 3 a zero; a unit's own is more than its people's sum; of quarters only
-- the last has targets, a little less than its months'
create table target as
with person as (
    select metric, manager, month, unit, metric_step,
        case when seat = 3 and month = getvariable('last_month') then 0 else amount end as amount, seat
    from aimed where not (seat = 2 and month = getvariable('last_month'))
),
sub_branch as (
    select metric, unit, month, metric_step, round(sum(cast(amount as bigint)) * 1.03 / metric_step) * metric_step as amount
    from person group by metric, unit, month, metric_step
),
branch as (
    select metric, unit[:3] as unit, month, metric_step, sum(cast(amount as bigint)) as amount
    from sub_branch group by metric, unit[:3], month, metric_step
),
whole as (
    select metric, 'U0' as unit, month, metric_step, sum(cast(amount as bigint)) as amount
    from branch group by metric, month, metric_step
),
quarter as (
    select metric, manager_id(manager) as manager, unit,
        round(avg(amount) * 3 / 1.1 / metric_step) * metric_step as amount
    from (
        select metric, manager, null as unit, month, metric_step, amount from person where seat <> 2
        union all by name
        (from sub_branch union all from branch union all from whole)
    )
    where month >= date_trunc('quarter', getvariable('last_month'))
    group by metric, manager, unit, metric_step
),
stated as (
    select metric, manager_id(manager) as manager, null as unit, month, 'base' as level, amount from person
    union all
    select metric, manager_id(manager), null, month, 'stretch', round(amount * 1.2 / metric_step) * metric_step
    from person where metric = 'sales_amount'
    union all
    select metric, null, unit, month, 'base', amount from (from sub_branch union all from branch union all from whole)
    union all
    select metric, null, unit, month, 'stretch', round(amount * 1.2 / metric_step) * metric_step
    from (from sub_branch union all from branch union all from whole) where metric = 'sales_amount'
)
select metric, strftime(month, '%Y-%m') as period, manager, unit, level, cast(amount as bigint) as amount from stated
union all
select metric, strftime(getvariable('last_month'), '%Y') || 'Q' || quarter(getvariable('last_month')), manager, unit, 'base',
    cast(amount as bigint)
from quarter;
