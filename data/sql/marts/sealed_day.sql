-- What each day of sealed months brought, of what adds up day by day: of people and in all, as the view of each unit gave it.
-- grain: period, unit, dimension, metric, manager, day
-- touch: all
-- from: seal
-- scope: sealed
select s.period, s.first_day, s.until, r.*
from records.sealed_day r
join mart.seal s on s.batch = r.batch and s.sealed and s.ended is null
order by s.first_day, r.unit, r.dimension, r.metric, r.manager, r.day
