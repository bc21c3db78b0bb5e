-- Files that left the board: who made them, when, for whom, and from which published version.
-- grain: export
-- touch: all
-- from: export
-- scope: private
select e.export, e.day, e.time, e.unit, e.manager, e.report, e.period, e.format, e.file, e.reader, e.version, e.hash,
    e.signed, b.writer
from records.export e
join records.export_claim k using (id)
join records.batch b using (batch)
where e.live and not e.withdrawn
qualify row_number() over (partition by e.export order by k.batch) = 1
order by e.unit, e.day, e.export
