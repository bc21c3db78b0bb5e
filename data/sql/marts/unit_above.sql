-- Every unit above a unit, and the unit itself at distance 0, as it stood.
-- grain: unit, above, first_day
-- touch: all
-- scope: unit
with recursive climb as (
    select unit, unit as above, parent as next, 0 as distance, first_day, until from mart.tree
    union all
    select c.unit, t.unit, t.parent, c.distance + 1, greatest(c.first_day, t.first_day), least(c.until, t.until)
    from climb c
    join mart.tree t on t.unit = c.next and t.first_day < c.until and c.first_day < t.until
), marked as (
    select *,
        lag(until) over one is distinct from first_day or lag(distance) over one is distinct from distance as opens
    from climb
    window one as (partition by unit, above order by first_day)
), grouped as (
    select *, count(*) filter (opens) over (partition by unit, above order by first_day) as spell from marked
)
select unit, above, distance, min(first_day) as first_day, max(until) as until
from grouped
group by unit, above, distance, spell
order by unit, above, first_day
