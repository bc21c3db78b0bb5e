-- Whom to set targets for: the unit viewed, its children and the people there on the view's day (or who have a target
-- already), with the row of exactly that period. grain: kind, owner
with stated as (
    select kind, owner, amount, prorate, if(ends_with(mark, '~even'), 'even', null) as shape
    from stated_target
    where metric = $metric and period in (select unnest($codes::varchar[]))
),
there as (
    select
        manager,
        arg_max(name, first_day) as name,
        arg_max(unit, first_day) as unit,
        arg_max(child, first_day) as child,
        bool_or(first_day <= $day and until > $day) as here
    from stretch
    where first_day <= $day and until > $first
    group by manager
),
listed as (
    select 'unit' as kind, unit as owner, name, unit, unit as child, false as is_new, place
    from (select unnest($units) as unit, unnest($names) as name, unnest(range(len($units))) as place)
    union all
    select
        'manager',
        there.manager,
        there.name,
        there.unit,
        there.child,
        coalesce(since.day + to_months($new_months) > $first, false),
        null
    from there
    left join since using (manager)
    left join stated on stated.kind = 'manager' and stated.owner = there.manager
    where there.here or stated.amount is not null
)
select
    listed.kind,
    listed.owner,
    listed.name,
    listed.unit,
    listed.child,
    listed.is_new as new,
    stated.amount as now,
    coalesce(stated.prorate, true) as prorate,
    stated.shape
from listed
left join stated using (kind, owner)
order by place nulls last, new, listed.name, listed.owner
