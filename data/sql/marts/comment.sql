-- Comments on sections of monthly reviews: who wrote them and when (UTC). Without a manager they are the head's own.
-- grain: comment
-- touch: all
-- from: comment
-- scope: private
select c.comment, c.day, c.unit, c.manager, c.period, c.section, c.what, c.signed, b.writer,
    make_timestamp(epoch_us(b.imported_at)) as stated_at
from records.comment c
join records.comment_claim k using (id)
join records.batch b using (batch)
where c.live and not c.withdrawn
qualify row_number() over (partition by c.comment order by k.batch desc) = 1
order by c.unit, c.day, c.comment
