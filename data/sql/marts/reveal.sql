-- Task targets that a head has revealed: of which units (amount null: it has none), at which unit above, by whom, when.
-- grain: unit, period, above, metric
-- touch: all
-- scope: unit
select r.id as unit, r.period, r.above, t.metric, t.amount, r.writer, r.signed, r.stated_at, r.first_day, r.until
from mart.revealed r
left join mart.target t on t.manager is null and t.unit = r.id and t.period = r.period and t.level = 'task'
where r.kind = 'unit' and (r.id = r.above or t.amount is not null)
order by r.id, r.period, r.above, t.metric
