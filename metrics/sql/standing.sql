-- Each row of `stood` against its target, by the formulas.
-- grain: as `stood`
with paced as (
    select *, pace(passed, total, over) as pace, total - passed as days_left,
        -- what builds up over the period is measured against as much of its target as has come due
        if(paced, target * pace(passed, total, over), target) as due
    from stood
),
counted as (
    select
        *,
        if(paced, due, expected(kind, target, pace, opening)) as expected,
        projection(kind, mean, actual, pace, last, base, base_end, known_days, all_days) as projection,
        target - actual as gap
    from paced
)
select
    *,
    coalesce(manager, unit) as owner,
    held is not null as sealed,
    target_state(actual, target, better) as target_state,
    attainment(actual, due, better) as attainment,
    lead_points(kind, actual, expected, target, better) as lead,
    need_per_day(kind, mean, target, actual, days_left, better) as need_per_day,
    needed_balance(kind, mean, target, actual, base, base_end, known_days, all_days) as needed_balance,
    last as last_balance,
    band(projection, due, pace, better, $ahead, $on_track, $behind) as band,
    reached(actual, target, better) as reached
from counted
