-- What was imported or undone after a month was sealed and moved records of its days, or of no day; `manager`: whom the
-- rows name, a row each (times in UTC).
-- grain: unit, period, change, manager
-- touch: all
-- from: batch
-- scope: data
with sealed as (
    -- what was imported while the numbers were being sealed came too late for them
    select s.unit, s.period, s.first_day, s.until, max(coalesce(s.since::bigint, c.change)) as since
    from mart.seal s
    join records.change c using (batch)
    where s.sealed and s.ended is null
    group by all
)
select distinct s.unit, s.period, s.first_day, s.until, c.change, c.batch, c.kind,
    coalesce(m.resolved, e.manager) as manager, b.file, b.origin, b.writer,
    make_timestamp(epoch_us(b.imported_at)) as imported_at, b.undone_at is not null as undone
from sealed s
join records.change c on c.change > s.since
    and (c.first_day is null or c.first_day < s.until and c.last_day >= s.first_day)
join records.batch b using (batch)
left join records.extent e on e.batch = c.batch and (e.first_day is null or e.first_day < s.until)
left join mart.given m on m.kind = 'manager' and m.given = e.manager
where c.kind <> 'seal'
order by s.first_day, s.unit, c.change, manager
