-- For each snapshot of {kind}: the units it covers; `first` when none before it covered the unit.
create or replace temp table cover_{kind} as
with whole as (
    select batch, day, covers from records.batch where kind = '{kind}' and load = 'snapshot' and undone_at is null
), covered as (
    select w.batch, w.day, a.unit
    from (select batch, day, unnest(covers) as given from whole) w
    join mart.given g on g.kind = 'unit' and g.given = w.given
    join mart.unit_above a on a.above = g.resolved and a.first_day <= w.day and w.day < a.until
    union
    select w.batch, w.day, coalesce(g.resolved, r.unit)
    from whole w
    join records.{kind}_claim c on c.batch = w.batch
    join records.{kind} r on r.id = c.id
    left join mart.given g on g.kind = 'unit' and g.given = r.unit
    where w.covers is null
)
select batch, day, unit as holder, (day - date '0001-01-01') * 10000000 + batch as place,
    row_number() over (partition by unit order by day, batch) = 1 as first
from covered
