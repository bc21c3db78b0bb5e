-- Plans by the day they are for, each with the unit of its person on that day.
-- grain: plan
-- touch: month
-- from: plan
-- scope: person
with said as (
    select r.* exclude (manager, customer), coalesce(m.resolved, r.manager) as manager,
        coalesce(c.resolved, r.customer) as customer
    from records.plan r
    left join mart.given m on m.kind = 'manager' and m.given = r.manager
    left join mart.given c on c.kind = 'customer' and c.given = r.customer
    where r.live and not r.withdrawn and r.day >= $first_day and r.day < $until
), placed as (
    select s.*, coalesce(m.unit, c.unit) as wanted
    from said s
    left join mart.manager m on m.manager = s.manager and m.first_day <= s.day and s.day < m.until
    left join mart.customer c on c.customer = s.customer and c.first_day <= s.day and s.day < c.until
)
select p.plan, p.day, coalesce(t.unit, '~') as unit, p.manager, p.customer, p.what,
    coalesce(p.state, 'not_started') as state, p.why
from placed p
left join mart.tree t on t.unit = p.wanted and t.first_day <= p.day and p.day < t.until
order by date_trunc('month', p.day), 3, 4, p.day, 1
