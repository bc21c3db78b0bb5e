-- Units as they stood, with their depth below the root; '~' only when something stands in it.
-- grain: unit, first_day
-- touch: all
-- scope: unit
with placed as (
    select t.unit, t.name, t.parent, t.level, a.distance as depth, t.provisional,
        greatest(t.first_day, a.first_day) as first_day, least(t.until, a.until) as until
    from mart.tree t
    join mart.unit_above a on a.unit = t.unit and a.first_day < t.until and t.first_day < a.until
    where a.above in (select unit from mart.tree where parent is null)
), used as (
    select exists (select 1 from mart.tree where parent = '~')
        or exists (select 1 from mart.manager where unit = '~')
        or exists (select 1 from mart.sale_daily where unit = '~')
        or exists (select 1 from mart.activity_daily where unit = '~')
        or exists (select 1 from mart.balance_spell where unit = '~') as used
), marked as (
    select *, lag(until) over one is distinct from first_day
        or lag(row(name, parent, level, depth)) over one is distinct from row(name, parent, level, depth) as opens
    from placed
    where unit <> '~' or (select used from used)
    window one as (partition by unit order by first_day)
), grouped as (
    select *, count(*) filter (opens) over (partition by unit order by first_day) as spell from marked
)
select unit, name, parent, level, depth, provisional, min(first_day) as first_day, max(until) as until
from grouped
group by unit, name, parent, level, depth, provisional, spell
order by unit, first_day
