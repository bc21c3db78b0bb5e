-- How a shared sale is divided: a row a person, what is left over without one; over 1 in all, nobody's.
-- grain: sale, manager
-- touch: all
-- from: credit, sale
-- scope: none
with stated as (
    select c.sale, coalesce(g.resolved, c.manager) as manager, sum(c.share) as share
    from records.credit c
    left join mart.given g on g.kind = 'manager' and g.given = c.manager
    where c.live and not c.withdrawn
    group by all
), total as (
    select sale, sum(share) as share from stated group by sale
), divided as (
    select s.sale, s.manager, s.share from stated s join total t using (sale) where t.share <= 1 and s.share > 0
    union all
    select sale, null, case when share > 1 then 1 else 1 - share end from total where share <> 1
), booked as (
    select sale, max(day) as day from records.sale where live and not withdrawn and sale is not null group by sale
), laid as (
    select d.sale, d.manager, b.day, d.share,
        sum(d.share) over (partition by d.sale order by d.manager is null, d.manager) as upto
    from divided d
    join booked b using (sale)
)
-- parts are cut along one line from 0 to 1, so that rounding loses nothing
select sale, manager, day, (upto - share)::decimal(6, 4) as since, upto::decimal(6, 4) as upto
from laid
