-- Rows not taken, each with the reason, the original cells and their headers.
-- grain: batch, line, column_name, code
-- touch: all
-- from: batch
-- scope: data
select q.batch, b.kind, b.file, b.sheet, q.line, q.column_name, q.value, q.code, q.original, b.headers
from records.quarantine q
join records.batch b using (batch)
where b.undone_at is null
order by q.batch, q.line
