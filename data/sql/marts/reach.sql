-- Which units a batch in force speaks for: those stated and all below, else where those stood who occur in it.
-- grain: batch, unit
-- touch: all
-- from: batch
-- scope: none
with batches as (
    select batch, kind, covers, coalesce(day, import_day) as day from records.batch where undone_at is null
), stated as (
    select b.batch, a.unit, b.day
    from (select *, unnest(covers) as given from batches) b
    left join mart.given g on g.kind = 'unit' and g.given = b.given
    join mart.unit_above a
        on a.above = coalesce(g.resolved, b.given) and a.first_day <= b.day and b.day < a.until
)
select batch, unit, day from stated
union
select b.batch, coalesce(p.unit, u.resolved, e.unit, '~'), b.day
from batches b
join records.extent e using (batch)
left join mart.given m on m.kind = 'manager' and m.given = e.manager
left join mart.given u on u.kind = 'unit' and u.given = e.unit
left join mart.manager p on p.manager = coalesce(m.resolved, e.manager)
    and p.first_day <= e.last_day and e.first_day < p.until
where b.covers is null and b.kind <> 'balance'
union
-- balances name no people: their customers' holders say which units occur
select b.batch, e.unit, b.day
from batches b
join mart.balance_extent e using (batch)
where b.covers is null
order by batch, unit
