-- For each snapshot of {kind}: the units it covers, all when it states none; `first` when none before covered it.
create or replace temp table cover_{kind} as
with recursive whole as (
    select batch, day, covers from records.batch where kind = '{kind}' and load = 'snapshot' and undone_at is null
), edge as (
    select distinct r.unit, coalesce(g.resolved, r.parent) as parent
    from records.unit r
    left join mart.given g on g.kind = 'unit' and g.given = r.parent
    where not r.withdrawn
), below as (
    select unit, unit as above from edge
    union
    select b.unit, e.parent from below b join edge e on e.unit = b.above where e.parent is not null
), covered as (
    select w.batch, w.day, b.unit
    from (select batch, day, unnest(covers) as given from whole) w
    join mart.given g on g.kind = 'unit' and g.given = w.given
    join below b on b.above = g.resolved
    union
    select w.batch, w.day, e.unit from whole w cross join edge e where w.covers is null
)
select batch, day, unit as holder, (day - date '0001-01-01') * 10000000 + batch as place,
    row_number() over (partition by unit order by day, batch) = 1 as first
from covered
