-- What people set out to reach themselves, with the days of the period (of a year from January) and the unit at its end.
-- grain: goal
-- touch: all
-- from: goal
-- scope: person
with said as (
    select g.* exclude (manager), coalesce(m.resolved, g.manager) as manager, d.first_day, d.until
    from records.goal g
    join mart.period_days d using (period)
    left join mart.given m on m.kind = 'manager' and m.given = g.manager
    where g.live and not g.withdrawn
)
select s.goal, coalesce(max_by(m.unit, m.first_day), '~') as unit, s.manager, s.period, s.metric, s.amount, s.what, s.how,
    coalesce(s.state, 'not_started') as state, s.looked_back, s.first_day, s.until
from said s
left join mart.manager m on m.manager = s.manager and m.first_day < s.until and s.first_day < m.until
group by all
order by s.manager, s.first_day, s.goal
