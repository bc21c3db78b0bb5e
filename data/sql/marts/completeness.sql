-- From which day to which a source is complete for a unit: the furthest any batch in force goes.
-- grain: kind, origin, unit
-- touch: all
-- from: batch
-- scope: unit
with batches as (
    select batch, kind, origin, covers, complete_to, coalesce(first_day, complete_to) as first_day
    from records.batch
    left join (select batch, min(first_day) as first_day from records.extent group by batch) using (batch)
    where undone_at is null and complete_to is not null
), stated as (
    select b.batch, a.unit
    from (select *, unnest(covers) as given from batches) b
    left join mart.given g on g.kind = 'unit' and g.given = b.given
    join mart.unit_above a
        on a.above = coalesce(g.resolved, b.given) and a.first_day <= b.complete_to and b.complete_to < a.until
), occurring as (
    select distinct b.batch, coalesce(p.unit, u.resolved, e.unit, '~') as unit
    from batches b
    join records.extent e using (batch)
    left join mart.given m on m.kind = 'manager' and m.given = e.manager
    left join mart.given u on u.kind = 'unit' and u.given = e.unit
    left join mart.manager p on p.manager = coalesce(m.resolved, e.manager)
        and p.first_day <= e.last_day and e.first_day < p.until
    where b.covers is null
)
select b.kind, b.origin, c.unit, max(b.complete_to) as complete_to, min(b.first_day) as first_day
from batches b
join (from stated union from occurring) c using (batch)
-- a row without person and unit may have gone to its customer's unit
where c.unit <> '~' or b.covers is not null
    or exists (select 1 from mart.sale_daily where unit = '~' and b.kind = 'sale')
    or exists (select 1 from mart.activity_daily where unit = '~' and b.kind = 'activity')
group by b.kind, b.origin, c.unit
order by b.kind, b.origin, c.unit
