-- What was imported (times in UTC), what became of it, and what was undone.
-- grain: batch
-- touch: all
-- from: batch
-- scope: data
select batch, kind, origin, file, sheet, load, day, import_day, make_timestamp(epoch_us(imported_at)) as imported_at,
    rows, taken, unchanged, quarantined,
    withdrawn, warnings, undone_at is not null as undone
from records.batch
order by batch
