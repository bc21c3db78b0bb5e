-- When targets were locked and let go again, by whom (times in UTC) and why, for which days; `ended`: the batch that
-- said else; `signed`: the name typed with it
-- grain: unit, period, level, batch
-- touch: all
-- from: target_lock
-- scope: unit
with stated as (
    select coalesce(u.resolved, l.unit) as unit, l.period, l.level, l.locked, l.note, l.signed, l.first_day, l.last_day, c.batch
    from records.target_lock l
    join records.target_lock_claim c using (id)
    left join mart.given u on u.kind = 'unit' and u.given = l.unit
    where not l.withdrawn
    -- named in two ways at once, locked counts
    qualify row_number() over (
        partition by coalesce(u.resolved, l.unit), l.period, l.level, c.batch order by l.locked desc, l.id
    ) = 1
)
select s.unit, s.period, s.level, s.locked, s.note, b.writer, s.signed,
    make_timestamp(epoch_us(b.imported_at)) as stated_at, s.batch,
    lead(s.batch) over (partition by s.unit, s.period, s.level order by s.batch) as ended,
    coalesce(s.first_day, p.first_day) as first_day, coalesce(s.last_day + 1, p.until) as until
from stated s
join records.batch b using (batch)
join mart.period_days p using (period)
order by s.unit, s.period, s.level, s.batch
