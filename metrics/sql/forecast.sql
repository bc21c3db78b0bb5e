-- What each unit and person is foretold to end a period at, by whichever of two ways erred less over those before it.
-- grain: kind, id; who has no forecast is absent
{days},
{clock},
{results},
tested as (
    select reached.*, clock.pace, median(share) over (
        partition by kind, id, clock
        rows between unbounded preceding and unbounded following exclude current row
    ) as others
    from reached
    inner join clock using (clock)
    where share > 0
),
-- both ways foretold each past period from what was there; `low` and `high` are its result by what they foretold
tried as (
    select kind, id, clock, method, count(*) as periods, median(result) as usual, max(share) <= 1 as only_rises,
        1 / nullif(median(expected), 0) as factor,
        round(avg(abs(share / nullif(without_it, 0) - 1)), 6) as error,
        least(1, min(without_it / nullif(share, 0))) as low,
        greatest(1, max(without_it / nullif(share, 0))) as high
    from (
        select *, 'run_rate' as method, pace as expected, pace as without_it from tested
        union all
        select *, 'past_shape', share, others from tested
    )
    group by kind, id, clock, method
    having count(*) >= $at_least
),
better as (
    select kind, id, clock, method, periods, usual, factor, error, factor * high as high,
        greatest(factor * low, if(only_rises, 1, 0)) as low
    from tried
    -- equally good: the simpler one
    qualify row_number() over (partition by kind, id, clock order by error, method desc) = 1
),
-- a person with too few past results takes what the unit viewed does from where that person stands
placed as (
    select mine.*, mine.kind = 'manager' and coalesce(past.results, 0) < $at_least as borrowed
    from mine
    left join (select kind, id, clock, count(*) as results from reached group by kind, id, clock) as past
        using (kind, id, clock)
)
select
    placed.kind,
    placed.id,
    round(actual * factor, 4)::decimal(38, 4) as forecast,
    round(least(actual * low, actual * high), 4)::decimal(38, 4) as forecast_low,
    round(greatest(actual * low, actual * high), 4)::decimal(38, 4) as forecast_high,
    method,
    if(borrowed, 'unit', 'own') as forecast_of,
    error::decimal(38, 6) as error,
    periods
from placed
inner join better
    on better.kind = if(borrowed, 'unit', placed.kind) and better.id = if(borrowed, $unit, placed.id)
    and better.clock = placed.clock
-- what runs against all that came before can't be foretold from it
where actual * usual > 0
order by placed.kind, placed.id
