-- For each snapshot of {kind}: the customers it covers; `first` when none before it covered their unit.
create or replace temp table cover_{kind} as
with whole as (
    select batch, day, covers from records.batch where kind = '{kind}' and load = 'snapshot' and undone_at is null
), named as (
    select distinct c.batch, coalesce(g.resolved, r.customer) as customer
    from records.{kind} r
    join records.{kind}_claim c using (id)
    left join mart.given g on g.kind = 'customer' and g.given = r.customer
), post as (
    select w.batch, w.day, h.customer, h.unit
    from whole w
    join mart.holder h on h.first_day <= w.day and w.day < h.until
    where h.customer in (select customer from named)
), covered as (
    select w.batch, a.unit
    from (select batch, day, unnest(covers) as given from whole) w
    join mart.given g on g.kind = 'unit' and g.given = w.given
    join mart.unit_above a on a.above = g.resolved and a.first_day <= w.day and w.day < a.until
    union
    select p.batch, p.unit
    from post p
    join named n using (batch, customer)
    join whole w using (batch)
    where w.covers is null
)
select p.batch, p.day, p.customer as holder, (p.day - date '0001-01-01') * 10000000 + p.batch as place,
    dense_rank() over (partition by p.unit order by p.day, p.batch) = 1 as first
from post p
join covered using (batch, unit)
