-- Compliance records with the units of their people while they count; cleared ones too, and marked so.
-- grain: compliance, unit, first_day
-- touch: all
-- from: compliance
-- scope: private
with said as (
    select *, coalesce(last_day + 1, date '9999-12-31') as ends
    from records.compliance
    where live and not withdrawn
)
select s.compliance, s.day, coalesce(m.unit, '~') as unit, s.manager, s.what, s.cleared, s.signed,
    greatest(s.first_day, coalesce(m.first_day, s.first_day)) as first_day, least(s.ends, coalesce(m.until, s.ends)) as until
from said s
left join mart.manager m on m.manager = s.manager and m.first_day < s.ends and s.first_day < m.until
order by s.manager, 8, s.compliance, 3
