-- The customers behind a number, a row each: the longest silent first. `standing` is held, settling or unheld.
-- grain: customer
with placed as (
    select silent.*,
        case when silent.manager is null then 'unheld' when settled then 'held' else 'settling' end as standing,
        bool_or(settled and silent.manager is not null) over (partition by silent.customer) as counted
    from silent
    inner join unit_above as above
        on above.unit = silent.unit and silent.day >= above.first_day and silent.day < above.until
    where above.above = $unit
),
wanted as (
    select * from placed
    where
        standing = $standing and (standing = 'held' or not counted)
        and ($manager is null or manager = $manager)
        and ($tier is null or coalesce(tier, '') = $tier)
        and (not $due or contacted is null)
        and (not $overdue or overdue)
),
named as (
    select wanted.*, known.name, known.tier as tier_name,
        (select arg_max(name, first_day) from manager where manager.manager = wanted.manager) as manager_name
    from wanted
    left join customer as known
        on known.customer = wanted.customer and known.first_day <= wanted.day and known.until > wanted.day
)
select customer, any_value(name) as name, any_value(tier) as tier, any_value(tier_name) as tier_name,
    list(distinct manager order by manager) filter (where manager is not null) as managers,
    list(distinct manager_name order by manager_name) filter (where manager is not null) as manager_names,
    max(contacted) as contacted, max(last_contact) as last_contact, max(silence) as silence, max(allowed) as allowed,
    coalesce(bool_or(overdue), false) as overdue
from named
group by customer
order by silence desc, customer
limit $at_most
