-- The monthly review of sealed months, part by part; with a manager what is that person's alone.
-- grain: period, unit, part, place, manager
-- touch: all
-- from: seal
-- scope: private
select s.period, s.first_day, s.until, r.*
from records.sealed_review r
join mart.seal s on s.batch = r.batch and s.sealed and s.ended is null
order by s.first_day, r.unit, r.manager, r.part, r.place
