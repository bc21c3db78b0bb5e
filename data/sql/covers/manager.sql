-- For each snapshot of {kind}: the managers it covers; `first` when none before it covered their unit.
create or replace temp table cover_{kind} as
with whole as (
    select batch, day, covers from records.batch where kind = '{kind}' and load = 'snapshot' and undone_at is null
), present as (
    select distinct w.batch, w.day, coalesce(g.resolved, r.manager) as manager
    from whole w
    join records.{kind}_claim c on c.batch = w.batch
    join records.{kind} r on r.id = c.id
    left join mart.given g on g.kind = 'manager' and g.given = r.manager
), post as (
    -- whoever left still counts for the unit held last
    select w.batch, w.day, p.manager, arg_max(p.unit, p.first_day) as unit
    from whole w
    join {posts} p on p.first_day <= w.day
    group by all
), stated as (
    select w.batch, a.unit
    from (select batch, day, unnest(covers) as given from whole) w
    join mart.given g on g.kind = 'unit' and g.given = w.given
    join mart.unit_above a on a.above = g.resolved and a.first_day <= w.day and w.day < a.until
), covered as (
    select batch, unit from stated
    union
    select p.batch, p.unit
    from present n
    join post p using (batch, manager)
    join whole w on w.batch = n.batch and w.covers is null
), held as (
    select distinct p.batch, p.day, p.manager as holder, p.unit
    from post p join covered using (batch, unit)
    union
    select batch, day, manager, null from present where (batch, manager) not in (select batch, manager from post)
)
select batch, day, holder, (day - date '0001-01-01') * 10000000 + batch as place,
    dense_rank() over (partition by coalesce(unit, holder) order by day, batch) = 1 as first
from held
