-- The numbers of sealed months: of people and units, as the view of each unit gave them, with their scores (metric '').
-- grain: period, unit, level, dimension, metric, owner
-- touch: all
-- from: seal
-- scope: sealed
select s.period, s.first_day, s.until, r.*
from records.sealed_result r
join mart.seal s on s.batch = r.batch and s.sealed and s.ended is null
order by s.first_day, r.unit, r.level, r.dimension, r.metric, r.owner
