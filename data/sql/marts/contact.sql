-- Contacts by day, hour (null: time unknown), person, customer, channel, outcome and the product offered.
-- grain: day, hour, unit, manager, customer, channel, outcome, product
-- touch: month
-- from: activity
-- scope: person
with done as (
    select a.day, hour(a.time)::tinyint as hour, a.channel, a.outcome, coalesce(m.resolved, a.manager) as manager,
        coalesce(c.resolved, a.customer) as customer, coalesce(p.resolved, a.product) as product,
        coalesce(u.resolved, a.unit) as own
    from records.activity a
    left join mart.given m on m.kind = 'manager' and m.given = a.manager and m.resolved <> m.given
    left join mart.given c on c.kind = 'customer' and c.given = a.customer and c.resolved <> c.given
    left join mart.given p on p.kind = 'product' and p.given = a.product and p.resolved <> p.given
    left join mart.given u on u.kind = 'unit' and u.given = a.unit and u.resolved <> u.given
    where a.live and not a.withdrawn and a.day >= $first_day and a.day < $until
), posted as (
    -- the customer's unit counts only where neither the person nor the row is placed: few need looking up
    select d.*, coalesce(m.unit, d.own) as post, if(post is null, d.customer, null) as sought
    from done d
    left join mart.manager m on m.manager = d.manager and m.first_day <= d.day and d.day < m.until
), placed as (
    select p.*, coalesce(p.post, c.unit) as wanted
    from posted p
    left join mart.customer c on c.customer = p.sought and c.first_day <= p.day and p.day < c.until
)
select p.day, p.hour, coalesce(t.unit, '~') as unit, p.manager, p.customer, p.channel, p.outcome, p.product,
    count(*) as contacts
from placed p
left join mart.tree t on t.unit = p.wanted and t.first_day <= p.day and p.day < t.until
group by p.day, p.hour, coalesce(t.unit, '~'), p.manager, p.customer, p.channel, p.outcome, p.product
order by 3, 4, p.day
