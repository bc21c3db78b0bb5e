-- What contacts brought to hear: notes, the kind of topic, the best way to reach, what is marked as special.
-- grain: activity, day, time, unit, manager, customer, channel, outcome, topic, topic_code, notes, best_way, special
-- touch: month
-- from: activity
-- scope: about
with done as (
    select a.activity, a.day, a.time, a.channel, a.outcome, a.topic, a.topic_code, a.notes, a.best_way,
        coalesce(a.special, false) as special, coalesce(m.resolved, a.manager) as manager,
        coalesce(c.resolved, a.customer) as customer, coalesce(u.resolved, a.unit) as own
    from records.activity a
    left join mart.given m on m.kind = 'manager' and m.given = a.manager and m.resolved <> m.given
    left join mart.given c on c.kind = 'customer' and c.given = a.customer and c.resolved <> c.given
    left join mart.given u on u.kind = 'unit' and u.given = a.unit and u.resolved <> u.given
    where a.live and not a.withdrawn and a.day >= $first_day and a.day < $until
        and (coalesce(a.notes, a.topic_code, a.best_way) is not null or a.special)
), placed as (
    select d.*, coalesce(m.unit, d.own, c.unit) as wanted
    from done d
    left join mart.manager m on m.manager = d.manager and m.first_day <= d.day and d.day < m.until
    left join mart.customer c on c.customer = d.customer and c.first_day <= d.day and d.day < c.until
)
select p.activity, p.day, p.time, coalesce(t.unit, '~') as unit, p.manager, p.customer, p.channel, p.outcome, p.topic,
    p.topic_code, p.notes, p.best_way, p.special
from placed p
left join mart.tree t on t.unit = p.wanted and t.first_day <= p.day and p.day < t.until
order by p.customer, p.day
