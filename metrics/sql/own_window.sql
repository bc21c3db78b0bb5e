-- The days of each window in each unit, by the unit's own last day, and below which of the units asked for it stood then.
-- A window that is a point shrinks to the unit's own last day.
-- grain: win, unit asked for, unit, first day
with win as (
    select unnest($wins) as win, unnest($win_firsts) as win_first, unnest($win_untils) as win_until,
        unnest($points) as point
),
-- a unit that occurs in no source goes by the source's own day; where one ends before the period nothing counts,
-- though somebody holds accounts there
reached as (
    select unit, last_day is null or known as known, coalesce(if(known, last_day, null), $latest) as last_day
    from spot
    where source = $source
),
complete as (
    select
        unit,
        known,
        win,
        if(point, least(win_until - 1, last_day), win_first) as win_first,
        least(win_until, last_day + 1) as win_until
    from reached
    cross join win
    where point or last_day >= win_first
)
select
    complete.win,
    above.above,
    complete.unit,
    complete.known,
    complete.win_until - complete.win_first as win_days,
    greatest(above.first_day, complete.win_first) as first_day,
    least(above.until, complete.win_until) as until
from complete
inner join unit_above as above
    on above.unit = complete.unit and above.first_day < complete.win_until and above.until > complete.win_first
where list_contains($units, above.above)
