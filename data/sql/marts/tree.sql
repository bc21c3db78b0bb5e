-- The tree as it stood: one root, and '~' for what is not placed.
-- grain: unit, first_day
-- touch: all
-- from: unit
-- scope: none
with recursive known as (
    select unit, name, parent, level, first_day, until from unit_spell
), root as (
    select case when count(distinct unit) = 1 then min(unit) else '*' end as root from known where parent is null
), stands as (
    select unit, name, level, false as provisional,
        case when unit = root then null else coalesce(parent, root) end as parent,
        -- the root has always been there
        case when unit = root and lag(unit) over one is null then date '0001-01-01' else first_day end as first_day,
        case when unit = root then coalesce(lead(first_day) over one, date '9999-12-31') else until end as until
    from known cross join root
    window one as (partition by unit order by first_day)
    union all
    select resolved, max(name), null, true, case when (select count(*) from known) > 0 then '~' else root end,
        date '0001-01-01', date '9999-12-31'
    from mart.given cross join root
    where kind = 'unit' and provisional and resolved not in ('~', '*')
    group by resolved, root
    union all
    select '~', null, null, false, root, date '0001-01-01', date '9999-12-31' from root
    union all
    select '*', null, null, false, null, date '0001-01-01', date '9999-12-31' from root where root = '*'
), walk as (
    select unit, parent as above, first_day, until from stands where parent is not null
    union
    select w.unit, s.parent, greatest(w.first_day, s.first_day), least(w.until, s.until)
    from walk w
    join stands s on s.unit = w.above and s.first_day < w.until and w.first_day < s.until
    where s.parent is not null and w.above <> w.unit
), circle as (
    select unit, first_day, until from walk where unit = above
), point as (
    select unit, first_day as day from stands union select unit, until from stands
    union select unit, unnest([first_day, until]) from circle
    union
    select s.unit, unnest([p.first_day, p.until]) from stands s join stands p on p.unit = s.parent
), span as (
    select unit, day as first_day, lead(day) over (partition by unit order by day) as until from point
), cut as (
    select s.unit, s.name, s.level, s.provisional, p.first_day, p.until, s.parent,
        exists (select 1 from circle c where c.unit = p.unit and c.first_day <= p.first_day and p.first_day < c.until)
            as circular,
        s.parent is null or exists (
            select 1 from stands a where a.unit = s.parent and a.first_day <= p.first_day and p.first_day < a.until
        ) as hangs
    from span p
    join stands s on s.unit = p.unit and s.first_day <= p.first_day and p.first_day < s.until
    where p.until is not null
)
select unit, name, level, provisional, case when circular or not hangs then '~' else parent end as parent,
    circular, first_day, until
from cut
