-- Pledges of people for a day, each with the unit of its person on that day; those taken back too, and marked so.
-- grain: pledge
-- touch: month
-- from: pledge
-- scope: person
with said as (
    select r.* exclude (manager), coalesce(m.resolved, r.manager) as manager
    from records.pledge r
    left join mart.given m on m.kind = 'manager' and m.given = r.manager
    where r.live and not r.withdrawn and r.day >= $first_day and r.day < $until
)
select s.pledge, s.day, coalesce(t.unit, '~') as unit, s.manager, s.metric, s.amount, s.note,
    coalesce(s.state, 'stands') as state
from said s
left join mart.manager m on m.manager = s.manager and m.first_day <= s.day and s.day < m.until
left join mart.tree t on t.unit = m.unit and t.first_day <= s.day and s.day < t.until
order by date_trunc('month', s.day), 3, 4, s.day, 1
