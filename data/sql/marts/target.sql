-- What should be reached: a person's or a unit's; a row that names both is the person's.
-- grain: metric, manager, unit, period, level
-- touch: all
-- from: target
-- scope: person
with stated as (
    select t.metric, coalesce(m.resolved, t.manager) as manager,
        case when t.manager is null then coalesce(u.resolved, t.unit) end as unit,
        t.period, t.level, t.amount, coalesce(t.prorate, true) as prorate, coalesce(t.shape, 'workdays') as shape,
        (select max(c.batch) from records.target_claim c where c.id = t.id) as batch
    from records.target t
    left join mart.given m on m.kind = 'manager' and m.given = t.manager
    left join mart.given u on u.kind = 'unit' and u.given = t.unit
    where t.live and not t.withdrawn
), latest as (
    -- named in two ways by two files, the later file counts; within one file a person's parts add up
    from stated
    qualify batch = max(batch) over (partition by metric, manager, unit, period, level)
)
select metric, manager, unit, period, level, sum(amount)::decimal(18, 4) as amount,
    bool_and(prorate) as prorate, max(shape) as shape, max(batch) as batch
from latest
group by metric, manager, unit, period, level
order by metric, unit, manager, period, level
