-- Contacts by day, person, channel and outcome.
-- grain: day, unit, manager, channel, outcome
-- touch: month
-- from: activity
-- scope: person
with done as (
    select a.day, a.channel, a.outcome, coalesce(m.resolved, a.manager) as manager,
        coalesce(c.resolved, a.customer) as customer, coalesce(u.resolved, a.unit) as own
    from records.activity a
    left join mart.given m on m.kind = 'manager' and m.given = a.manager
    left join mart.given c on c.kind = 'customer' and c.given = a.customer
    left join mart.given u on u.kind = 'unit' and u.given = a.unit
    where a.live and not a.withdrawn and a.day >= $first_day and a.day < $until
), placed as (
    select d.*, coalesce(m.unit, d.own, c.unit) as wanted
    from done d
    left join mart.manager m on m.manager = d.manager and m.first_day <= d.day and d.day < m.until
    left join mart.customer c on c.customer = d.customer and c.first_day <= d.day and d.day < c.until
)
select p.day, coalesce(t.unit, '~') as unit, p.manager, p.channel, p.outcome, count(*) as contacts
from placed p
left join mart.tree t on t.unit = p.wanted and t.first_day <= p.day and p.day < t.until
group by p.day, coalesce(t.unit, '~'), p.manager, p.channel, p.outcome
order by date_trunc('month', p.day), 2, 3, p.day, 4, 5
