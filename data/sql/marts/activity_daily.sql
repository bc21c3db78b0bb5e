-- Contacts by day, person, channel and outcome.
-- grain: day, unit, manager, channel, outcome
-- touch: month
-- from: activity
-- scope: person
with done as (
    select a.day, a.channel, a.outcome, coalesce(m.resolved, a.manager) as manager, a.customer,
        coalesce(u.resolved, a.unit) as own
    from records.activity a
    left join mart.given m on m.kind = 'manager' and m.given = a.manager and m.resolved <> m.given
    left join mart.given u on u.kind = 'unit' and u.given = a.unit and u.resolved <> u.given
    where a.live and not a.withdrawn and a.day >= $first_day and a.day < $until
), posted as (
    -- the customer counts only where neither the person nor the row is placed: few need looking up
    select d.* exclude (customer), coalesce(m.unit, d.own) as post, if(post is null, d.customer, null) as customer
    from done d
    left join mart.manager m on m.manager = d.manager and m.first_day <= d.day and d.day < m.until
), placed as (
    select p.*, coalesce(p.post, c.unit) as wanted
    from posted p
    left join mart.given g on g.kind = 'customer' and g.given = p.customer and g.resolved <> g.given
    left join mart.customer c
        on c.customer = coalesce(g.resolved, p.customer) and c.first_day <= p.day and p.day < c.until
)
select p.day, coalesce(t.unit, '~') as unit, p.manager, p.channel, p.outcome, count(*) as contacts
from placed p
left join mart.tree t on t.unit = p.wanted and t.first_day <= p.day and p.day < t.until
group by p.day, coalesce(t.unit, '~'), p.manager, p.channel, p.outcome
order by date_trunc('month', p.day), 2, 3, p.day, 4, 5
