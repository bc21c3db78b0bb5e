-- Awards told to everybody, as they stand now: who announced, and who last said something of it, when (UTC).
-- grain: announcement
-- touch: all
-- from: announcement
-- scope: unit
with told as (
    select a.announcement, min_by(b.writer, b.batch) as announced_by, max_by(b.writer, b.batch) as writer,
        max_by(make_timestamp(epoch_us(b.imported_at)), b.batch) as stated_at
    from records.announcement a
    join records.announcement_claim c using (id)
    join records.batch b using (batch)
    group by a.announcement
)
select a.announcement, a.day, a.rule, a.unit, a.manager, a.period, a.value, a.award_line, a.given, a.amount, a.version,
    a.state, a.reason, a.signed, t.announced_by, t.writer, t.stated_at, a.first_day,
    a.last_day, a.last_day + 1 as until
from records.announcement a
join told t using (announcement)
where a.live and not a.withdrawn
order by a.unit, a.first_day, a.announcement
