-- Compliance records with the units of their people while they count; cleared ones too, and marked so.
-- grain: compliance, unit, first_day
-- touch: all
-- from: compliance
-- scope: private
with said as (
    select *, coalesce(ends + 1, date '9999-12-31') as ended
    from records.compliance
    where live and not withdrawn
)
select s.compliance, s.day, coalesce(m.unit, '~') as unit, s.manager, s.what, s.starts, s.ends, s.cleared, s.signed,
    greatest(s.starts, coalesce(m.first_day, s.starts)) as first_day, least(s.ended, coalesce(m.until, s.ended)) as until
from said s
left join mart.manager m on m.manager = s.manager and m.first_day < s.ended and s.starts < m.until
order by s.manager, 10, s.compliance, 3
