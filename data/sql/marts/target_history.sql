-- Every amount a target has had: before and after, by whom, when (UTC) and why; whether it was locked then, or a lock
-- that held it had been let go (`unlocked`). `signed`: the name typed with it.
-- grain: metric, manager, unit, period, level, batch
-- touch: all
-- from: target
-- scope: person
with stated as (
    select t.metric, coalesce(m.resolved, t.manager) as manager,
        case when t.manager is null then coalesce(u.resolved, t.unit) end as unit, t.period, t.level,
        case when not t.withdrawn then t.amount end as amount, coalesce(t.prorate, true) as prorate,
        coalesce(t.shape, 'workdays') as shape, t.reason, t.signed, c.batch
    from records.target t
    join records.target_claim c using (id)
    left join mart.given m on m.kind = 'manager' and m.given = t.manager
    left join mart.given u on u.kind = 'unit' and u.given = t.unit
), summed as (
    select metric, manager, unit, period, level, batch, sum(amount)::decimal(18, 4) as amount,
        bool_and(prorate) as prorate, max(shape) as shape, max(reason) as reason, max(signed) as signed
    from stated
    group by metric, manager, unit, period, level, batch
), turned as (
    select *, lag(amount) over one as before
    from summed
    window one as (partition by metric, manager, unit, period, level order by batch)
    -- said again, nothing has changed
    qualify lag(batch) over one is null
        or row(amount, prorate, shape) is distinct from lag(row(amount, prorate, shape)) over one
), held as (
    select t.metric, t.manager, t.unit, t.period, t.level, t.batch,
        bool_or(t.batch < coalesce(l.ended, t.batch + 1)) as locked
    from turned t
    join mart.lock_cover l on l.kind = if(t.manager is null, 'unit', 'manager') and l.id = coalesce(t.manager, t.unit)
        and l.level = t.level and l.period = t.period and l.batch < t.batch
    group by all
)
select t.metric, t.manager, t.unit, t.period, t.level, t.amount, t.before, t.prorate, t.shape, t.batch, b.writer,
    make_timestamp(epoch_us(b.imported_at)) as stated_at, t.reason, t.signed,
    coalesce(h.locked, false) as locked, coalesce(not h.locked, false) as unlocked
from turned t
join records.batch b using (batch)
left join held h on h.batch = t.batch and h.metric = t.metric and h.period = t.period and h.level = t.level
    and h.manager is not distinct from t.manager and h.unit is not distinct from t.unit
order by t.metric, t.unit, t.manager, t.period, t.level, t.batch
