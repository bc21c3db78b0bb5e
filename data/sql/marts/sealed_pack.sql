-- The pack with its rules as it held in a unit when a month was sealed.
-- grain: period, unit
-- touch: all
-- from: seal
-- scope: unit
select s.period, s.first_day, s.until, r.*
from records.sealed_pack r
join mart.seal s on s.batch = r.batch and s.sealed and s.ended is null
order by s.first_day, r.unit
