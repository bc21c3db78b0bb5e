-- When months were sealed and opened again, by whom (times in UTC) and why, from which published version; `ended`: the
-- batch that said else; `signed`: the name typed with it
-- grain: unit, period, batch
-- touch: all
-- from: seal
-- scope: unit
select s.unit, s.period, s.sealed, s.note, b.writer, s.signed, s.version, s.since,
    make_timestamp(epoch_us(b.imported_at)) as stated_at, c.batch,
    lead(c.batch) over (partition by s.unit, s.period order by c.batch) as ended,
    s.first_day, s.last_day + 1 as until
from records.seal s
join records.seal_claim c using (id)
join records.batch b using (batch)
where not s.withdrawn
order by s.unit, s.period, c.batch
