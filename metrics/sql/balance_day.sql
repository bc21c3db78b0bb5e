-- What a balance or growth of the unit viewed (or of each of its people) came to day by day: what stood on each day,
-- less what came by a change of hands, alone or on average so far. It ends at what was measured: what is not known on
-- the way lifts or lowers the whole line.
-- grain: manager (null: the unit), day
with carried as (
    select unnest($seen_days) as seen, unnest($carried_untils) as carried_until
),
run as (
    select run.unit, run.manager, run.first_day, run.amount::double as amount,
        -- a unit that is late stays at its last day's
        case when spot.last_day < least(run.until, carried_until) then $win_until else least(run.until, carried_until) end
            as until
    from {runs} as run
    inner join carried using (seen)
    left join spot on spot.source = $source and spot.unit = run.unit
    where run.month in (select unnest($months)) and run.first_day <= coalesce(spot.last_day, $latest){and_where}
),
standing as (
    select run.manager, run.amount, greatest(run.first_day, above.first_day, $win_first) as first_day,
        least(run.until, above.until, $win_until) as until
    from run
    inner join unit_above as above
        on above.unit = run.unit and above.first_day < run.until and above.until > run.first_day
    where above.above = $unit
    union all
    select manager, sign * amount, greatest(day, $win_first), $win_until
    from turned
    where $growing and above = $unit and amount is not null and day < $win_until
),
event as (
    select if($by_person, manager, null) as manager, unnest([first_day, until]) as day, unnest([amount, -amount]) as amount
    from standing
    where first_day < until
),
moved as (
    select manager, day, sum(amount) as amount from event group by all
),
daily as (
    select who.manager, day.day, coalesce(moved.amount, 0) as amount
    from (select distinct manager from moved) as who
    cross join (select unnest(range($win_first, $win_until, interval 1 day))::date as day) as day
    left join moved on moved.manager is not distinct from who.manager and moved.day = day.day
),
stood as (
    select manager, day, sum(amount) over (partition by manager order by day) as last from daily
),
shaped as (
    select *, if($mean, avg(last) over (partition by manager order by day), last) as value from stood
),
ended as (
    select *, last_value(value) over (
        partition by manager order by day rows between unbounded preceding and unbounded following
    ) as final
    from shaped
)
select measured.* replace (
    if($by_person, 'manager_day', 'day') as kind,
    ended.day as day,
    ended.value - ended.final + measured.actual as actual,
    ended.last as last
)
from ended
inner join measured
    on measured.above = $unit and measured.kind = if($by_person, 'manager', 'unit')
    and measured.manager is not distinct from ended.manager
where ended.day in (select unnest($days))
