-- Compliance records with the units of their people while they count, and when they were first stated (UTC); cleared
-- ones too, marked so, and when they were first said to be.
-- grain: compliance, unit, first_day
-- touch: all
-- from: compliance
-- scope: private
with stated as (
    select c.compliance, make_timestamp(epoch_us(min(b.imported_at))) as stated_at,
        make_timestamp(epoch_us(min(b.imported_at) filter (c.cleared))) as cleared_at
    from records.compliance c
    join records.compliance_claim using (id)
    join records.batch b using (batch)
    group by c.compliance
),
said as (
    select *, coalesce(ends + 1, date '9999-12-31') as ended
    from records.compliance
    join stated using (compliance)
    where live and not withdrawn
)
select s.compliance, s.day, coalesce(m.unit, '~') as unit, s.manager, s.what, s.starts, s.ends, s.cleared, s.signed,
    s.stated_at, s.cleared_at,
    greatest(s.starts, coalesce(m.first_day, s.starts)) as first_day, least(s.ended, coalesce(m.until, s.ended)) as until
from said s
left join mart.manager m on m.manager = s.manager and m.first_day < s.ended and s.starts < m.until
order by s.manager, 12, s.compliance, 3
