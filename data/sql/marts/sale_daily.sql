-- Sales by day, person, customer and product; shared ones divided, the rest with nobody.
-- grain: day, unit, manager, customer, product
-- touch: month
-- from: sale
-- scope: person
with booked as (
    select s.day, s.sale, s.amount, s.quantity, s.revenue, 1::decimal(18, 4) as count,
        coalesce(m.resolved, s.manager) as named, coalesce(c.resolved, s.customer) as customer,
        coalesce(p.resolved, s.product) as product, coalesce(u.resolved, s.unit) as own
    from records.sale s
    left join mart.given m on m.kind = 'manager' and m.given = s.manager and m.resolved <> m.given
    left join mart.given c on c.kind = 'customer' and c.given = s.customer and c.resolved <> c.given
    left join mart.given p on p.kind = 'product' and p.given = s.product and p.resolved <> p.given
    left join mart.given u on u.kind = 'unit' and u.given = s.unit and u.resolved <> u.given
    where s.live and not s.withdrawn and s.day >= $first_day and s.day < $until
), divided as (
    select b.* exclude (amount, quantity, revenue, count),
        case when h.sale is null then b.named else h.manager end as manager,
        (round(columns('^(amount|quantity|revenue|count)$') * coalesce(h.upto, 1), 4)
            - round(columns('^(amount|quantity|revenue|count)$') * coalesce(h.since, 0), 4))::decimal(18, 4)
    from booked b
    left join mart.share h using (sale)
), placed as (
    -- with nobody: the row's own unit, else the customer's; a shared rest, else where its person stood
    select d.*, case
        when d.manager is not null then coalesce(m.unit, d.own, c.unit)
        else coalesce(d.own, c.unit, m.unit)
    end as wanted
    from divided d
    left join mart.manager m
        on m.manager = coalesce(d.manager, d.named) and m.first_day <= d.day and d.day < m.until
    left join mart.customer c on c.customer = d.customer and c.first_day <= d.day and d.day < c.until
)
select p.day, coalesce(t.unit, '~') as unit, p.manager, p.customer, p.product,
    sum(p.amount)::decimal(18, 4) as amount, sum(p.quantity)::decimal(18, 4) as quantity,
    sum(p.revenue)::decimal(18, 4) as revenue, sum(p.count)::decimal(18, 4) as count
from placed p
left join mart.tree t on t.unit = p.wanted and t.first_day <= p.day and p.day < t.until
group by p.day, coalesce(t.unit, '~'), p.manager, p.customer, p.product
order by date_trunc('month', p.day), 2, 3, p.day, 4, 5
